package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.RunOut;
import org.beforehand.fact.Event;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Share;
import org.beforehand.intake.TimerTable.Due;
import org.beforehand.intake.TimerTable.Id;
import org.beforehand.intake.TimerTable.Timer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rules want to come back to. Set with the decision that wants it; when due, an event. */
final class Timers {

  private final TimerTable table;
  private final Timeline timeline;

  Timers(JdbcClient db) {
    this.table = new TimerTable(db);
    this.timeline = new Timeline(db);
  }

  /** Sets what was decided, in the caller's transaction; says which were not set before. */
  Set<Id> set(List<Decision> decided) {
    Map<Id, Timer> timers = new LinkedHashMap<>();
    for (Decision decision : decided) {
      for (Judgement judgement : decision.judgements()) {
        if (judgement instanceof Judgement.Go go
            && go.candidate().proposal() instanceof Proposal.Timer) {
          Id id = id(decision, go.candidate());
          timers.putIfAbsent(
              id,
              new Timer(
                  id,
                  go.candidate().due(),
                  decision.happening().event().key(),
                  decision.at(),
                  decision.seq()));
        }
      }
    }
    return timers.isEmpty() ? Set.of() : table.set(timers.values());
  }

  static Id id(Decision decision, Candidate candidate) {
    return new Id(
        candidate.campaign().name(),
        decision.customer(),
        candidate.key(),
        ((Proposal.Timer) candidate.proposal()).name());
  }

  /** Timers that have run out, and the events they become, in the same order. */
  record Ringing(List<Long> numbers, List<Read.Good> events) {}

  /**
   * Those due of this share, oldest first. The events are the same whoever makes them, and however
   * often.
   */
  Ringing due(Share share, Instant at, int most) {
    List<Due> due = table.due(share, at, most);
    Set<Event.Key> causes = new HashSet<>();
    due.forEach(one -> causes.add(one.timer().cause()));
    Map<Event.Key, Event> known = causes.isEmpty() ? Map.of() : timeline.find(causes);
    Ringing ringing = new Ringing(new ArrayList<>(), new ArrayList<>());
    for (Due one : due) {
      Event event = event(one, known.get(one.timer().cause()));
      ringing.numbers.add(one.number());
      ringing.events.add(
          new Read.Good(
              event, Fingerprint.of(event.type(), event.subject(), event.time(), event.data())));
    }
    return ringing;
  }

  void rung(List<Long> numbers) {
    table.rung(numbers);
  }

  private static Event event(Due due, @org.jspecify.annotations.Nullable Event cause) {
    Timer timer = due.timer();
    return new RunOut(
            timer.id().campaign(),
            timer.id().customer(),
            timer.id().key(),
            timer.id().name(),
            timer.due(),
            timer.cause())
        .event(Long.toString(due.number()), cause);
  }
}
