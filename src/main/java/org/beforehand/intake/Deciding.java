package org.beforehand.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Dossiers;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.Outbox;
import org.beforehand.deliver.Outreach;
import org.beforehand.deliver.Redecided;
import org.beforehand.deliver.WaitingMessages;
import org.beforehand.desk.CallTasks;
import org.beforehand.desk.NoteTasks;
import org.beforehand.fact.Event;
import org.beforehand.fact.Proposal;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Codes;
import org.beforehand.goodwill.Gestures;
import org.beforehand.intake.Seating.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The middle of the corridor, the same for events and sweeps: dossier, decide, dispose, put. Always
 * inside a transaction that holds the customers' locks.
 */
final class Deciding {

  private final Dossiers dossiers;
  private final Decisions decisions;
  private final Outbox outbox;
  private final WaitingMessages waiting;
  private final CallTasks calls;
  private final NoteTasks notes;
  private final Acts acts;
  private final Gestures gestures;
  private final Seating seating;

  Deciding(JdbcClient db, Codes codes) {
    this.dossiers = new Dossiers(db);
    this.decisions = new Decisions(db);
    this.outbox = new Outbox(db);
    this.waiting = new WaitingMessages(db);
    this.calls = new CallTasks(db);
    this.notes = new NoteTasks(db);
    this.acts = new Acts(db);
    this.gestures = new Gestures(db, codes);
    this.seating = new Seating(db);
  }

  /** Reads the dossiers of a batch, before the batch's own events are stored. */
  Map<String, Dossier> dossiers(
      Collection<String> customers, Set<String> triggers, Rulebook rulebook, Instant at) {
    return customers.isEmpty()
        ? Map.of()
        : dossiers.load(customers, rulebook.eventTypes(triggers), at);
  }

  /** Decides them in their order, each on what the ones before it leave. */
  List<Decision> decide(List<Question> questions, Map<String, Dossier> known, Rulebook rulebook) {
    return questions.isEmpty() ? List.of() : seating.decide(questions, known, rulebook);
  }

  /** Writes what follows: outreach, call tasks, gestures, acts, and why. */
  void put(List<Decision> decided, @Nullable Long sweep, ContactPolicy policy) {
    if (decided.isEmpty()) {
      return;
    }
    List<Outreach> outreach = new ArrayList<>();
    for (Decision decision : decided) {
      for (Judgement judgement : decision.judgements()) {
        if (judgement instanceof Judgement.Go go && go.reaches()) {
          outreach.add(Outreach.of(decision, go));
        }
      }
    }
    Map<Outreach.Id, Long> put = outbox.put(outreach);
    Acts.Done done = acts.put(decided);
    List<Decision> kept = new ArrayList<>(decided.size());
    for (Decision decision : decided) {
      kept.add(
          decision.keeping(
              go ->
                  go.reaches()
                      ? put.containsKey(Outreach.id(decision, go.candidate()))
                      : done.has(decision, go)));
    }
    promise(decided, put, sweep, policy);
    decisions.keep(kept, sweep);
  }

  /** Writes what was decided anew: what becomes of each message, what else follows, and why. */
  void putAnew(List<Decision> decided, ContactPolicy policy) {
    if (decided.isEmpty()) {
      return;
    }
    List<Redecided> messages = new ArrayList<>();
    Map<Outreach.Id, Long> numbers = new HashMap<>();
    for (Decision decision : decided) {
      for (Redecided one : Redecided.by(decision)) {
        messages.add(one);
        if (one instanceof Redecided.Again again) {
          numbers.put(again.as().id(), again.outreach());
        }
      }
    }
    waiting.redecided(messages);
    numbers.putAll(outbox.put(instead(decided)));
    promise(decided, numbers, null, policy);
    decisions.keepAnew(decided);
  }

  /** The calls that are made in place of what was decided anew. */
  private static List<Outreach> instead(List<Decision> decided) {
    List<Outreach> calls = new ArrayList<>();
    for (Decision decision : decided) {
      for (Judgement judgement : decision.judgements()) {
        if (judgement instanceof Judgement.Go go
            && go.reaches()
            && !decision.happening().anewFor(go.candidate())) {
          calls.add(Outreach.of(decision, go));
        }
      }
    }
    return calls;
  }

  /** What an outreach stands for besides its message: a call to be made, a gesture, a note. */
  private void promise(
      List<Decision> decided,
      Map<Outreach.Id, Long> put,
      @Nullable Long sweep,
      ContactPolicy policy) {
    List<CallTasks.Task> tasks = new ArrayList<>();
    List<Gestures.Grant> grants = new ArrayList<>();
    List<NoteTasks.Task> toWrite = new ArrayList<>();
    for (Decision decision : decided) {
      for (Judgement judgement : decision.judgements()) {
        if (judgement instanceof Judgement.Go go) {
          Long number = put.get(Outreach.id(decision, go.candidate()));
          if (number != null && go.candidate().proposal() instanceof Proposal.Call call) {
            tasks.add(task(number, decision, call, go));
          } else if (number != null
              && go.candidate().proposal() instanceof Proposal.Gesture gesture) {
            grants.add(
                grant(number, decision, gesture, go, sweep, source(decision, gesture, go, policy)));
            if (gesture.form() instanceof Proposal.Gesture.Written written) {
              toWrite.add(note(number, decision, gesture, written, go));
            }
          }
        }
      }
    }
    calls.put(tasks);
    gestures.put(grants);
    notes.put(toWrite);
  }

  /** Calls off what is not to be done once a customer has rung. The caller holds the customers. */
  void rang(List<Event> events, Instant at) {
    List<Long> off =
        calls.callOff(
            events.stream()
                .filter(CallTasks::rings)
                .map(event -> new CallTasks.Ring(Intake.customer(event), event.time()))
                .toList());
    outbox.callOff(off.stream().map(number -> new Outbox.Withdrawn(number, at, 0)).toList());
  }

  private static Gestures.Grant grant(
      long number,
      Decision decision,
      Proposal.Gesture gesture,
      Judgement.Go go,
      @Nullable Long sweep,
      Gestures.Source source) {
    return new Gestures.Grant(
        number,
        decision.customer(),
        go.candidate().campaign().name(),
        decision.at(),
        worth(decision, gesture),
        gesture.reason() == null ? go.candidate().rule() : gesture.reason(),
        decision.revision(),
        sweep,
        source);
  }

  /** A code is good for whole days where the customer lives. */
  private static Gestures.Worth worth(Decision decision, Proposal.Gesture gesture) {
    Proposal.Gesture.Coded coded = gesture.coded();
    Instant until =
        coded == null
            ? null
            : LocalDate.ofInstant(decision.at(), decision.zone())
                .plusDays(coded.days() + 1L)
                .atStartOfDay(decision.zone())
                .toInstant();
    return new Gestures.Worth(gesture.kind(), gesture.money(), gesture.cost(), until);
  }

  private static Gestures.Source source(
      Decision decision, Proposal.Gesture gesture, Judgement.Go go, ContactPolicy policy) {
    Budget budget = Purse.limited(gesture, policy);
    if (budget == null) {
      return new Gestures.Unlimited(gesture.budget());
    }
    return go.waits()
        ? new Gestures.Awaited(
            budget.name(), gesture.asks(), gesture.grant() == null ? null : gesture.grant().by())
        : new Gestures.Account(budget.account(decision.at(), policy.zone()));
  }

  private static NoteTasks.Task note(
      long number,
      Decision decision,
      Proposal.Gesture gesture,
      Proposal.Gesture.Written written,
      Judgement.Go go) {
    return new NoteTasks.Task(
        number,
        decision.customer(),
        go.candidate().campaign().name(),
        gesture.message(),
        written.within().end(go.candidate().due(), decision.zone(), decision.working()),
        null);
  }

  private static CallTasks.Task task(
      long number, Decision decision, Proposal.Call call, Judgement.Go go) {
    return new CallTasks.Task(
        number,
        decision.customer(),
        go.candidate().campaign().name(),
        call.skill(),
        call.message(),
        go.candidate().due(),
        call.within().end(go.candidate().due(), decision.zone(), decision.working()),
        call.terms().contains(Proposal.Call.Term.LANGUAGE),
        call.terms().contains(Proposal.Call.Term.UNLESS_RUNG) ? go.candidate().eventTime() : null);
  }
}
