package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Customers.Refusal;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Outbox;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.goodwill.Codes;
import org.beforehand.incident.BadIncident;
import org.beforehand.intake.Receipt.Outcome;
import org.beforehand.intake.Seating.Question;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The corridor. Whatever happens, wherever it comes from, comes in here and nowhere else: lock the
 * customers, remember the events, read the dossiers, decide, dispose, put what follows; one
 * transaction, in batches. When this returns, it is committed.
 *
 * <p>A batch that fails is halved until the event that fails stands alone; that one is parked with
 * its reason, and the others are decided as if it had not been there.
 */
public final class Intake implements Door {

  /** The most customers of one transaction. */
  static final int MOST = 500;

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Customers customers;
  private final Timeline timeline;
  private final Deciding deciding;
  private final Outbox outbox;
  private final IncidentDesk incidents;
  private final Returns returns;
  private final GestureEvents gestures;
  private final DoNotContact doNotContact;
  private final WaitingList waitingList;
  private final CallOutcomes callOutcomes;
  private final Parking parking;
  private final Clockwork clockwork;
  private final Runnable afterCommit;

  /**
   * @param afterCommit told after each commit that there may be something to send
   */
  public Intake(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      Codes codes,
      Runnable afterCommit) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.customers = new Customers(db);
    this.timeline = new Timeline(db);
    this.deciding = new Deciding(db, codes);
    this.outbox = new Outbox(db);
    this.incidents = new IncidentDesk(db);
    this.returns = new Returns(db);
    this.gestures = new GestureEvents(db, codes);
    this.doNotContact = new DoNotContact(db);
    this.waitingList = new WaitingList(db);
    this.callOutcomes = new CallOutcomes(db);
    this.parking = new Parking(db, transaction);
    this.afterCommit = afterCommit;
    this.clockwork = new Clockwork(this, db, transaction, rulebooks, codes, afterCommit);
  }

  /** Of an installation that has no secret. */
  public Intake(
      JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks, Runnable afterCommit) {
    this(db, transaction, rulebooks, new Codes(db), afterCommit);
  }

  /** Accepts events in order; see {@link Door#accept}. */
  @Override
  public List<Receipt> accept(
      List<Read.Good> events, Instant at, Consumer<List<Receipt>> alongside) {
    return accept(events, When.at(at), alongside, false);
  }

  private List<Receipt> accept(
      List<Read.Good> events, When at, Consumer<List<Receipt>> alongside, boolean history) {
    List<Receipt> receipts = new ArrayList<>(events.size());
    List<List<Read.Good>> runs = Runs.of(events);
    for (int i = 0; i < runs.size(); i++) {
      boolean last = i == runs.size() - 1;
      accept(runs.get(i), at, history, receipts, last ? alongside : none -> {});
    }
    if (runs.isEmpty()) {
      transaction.executeWithoutResult(status -> alongside.accept(receipts));
    }
    afterCommit.run();
    return receipts;
  }

  /** Accepts events from a source that keeps no cursor. */
  public List<Receipt> accept(List<Read.Good> events, Instant at) {
    return accept(events, at, none -> {});
  }

  /**
   * The same for history: customer records and withdrawn consents count as ever, but nothing is
   * decided, and no incident moves.
   */
  public Door history() {
    return (events, at, alongside) -> accept(events, When.at(at), alongside, true);
  }

  /**
   * The same in virtual time: each event is decided at its own instant, not at one for the whole
   * batch. The events come in the order of these instants and none is later than the door's;
   * whoever calls sees to it that nothing falls due for a customer between two of them.
   *
   * @param came when each of them comes in; asked by several threads
   */
  public Door asTheyCame(Function<Event, Instant> came) {
    return (events, at, alongside) -> accept(events, new When(at, came, true), alongside, false);
  }

  /** Adds the run's receipts, having committed the run. */
  private void accept(
      List<Read.Good> run,
      When at,
      boolean history,
      List<Receipt> receipts,
      Consumer<List<Receipt>> alongside) {
    try {
      receipts.addAll(committed(run, at, history, receipts, alongside));
    } catch (TransientDataAccessException | Unstored unavailable) {
      throw unavailable;
    } catch (RuntimeException fault) {
      Unavailable.rethrow(fault);
      if (run.size() == 1) {
        receipts.add(
            parking.park(run.get(0), fault, at.of(run.get(0).event()), receipts, alongside));
      } else {
        int half = run.size() / 2;
        accept(run.subList(0, half), at, history, receipts, none -> {});
        accept(run.subList(half, run.size()), at, history, receipts, alongside);
      }
    }
  }

  private List<Receipt> committed(
      List<Read.Good> run,
      When at,
      boolean history,
      List<Receipt> earlier,
      Consumer<List<Receipt>> alongside) {
    for (int attempt = 1; ; attempt++) {
      try {
        return java.util.Objects.requireNonNull(
            transaction.execute(
                status -> {
                  List<Receipt> now =
                      run.get(0).event().subject() instanceof Subject.OfCustomer
                          ? corridor(run, at, history)
                          : List.of(ofMany(run.get(0), at.of(run.get(0).event()), history));
                  Unstored.guard(alongside, Receipt.concat(earlier, now));
                  return now;
                }));
      } catch (Raced raced) {
        // Another transaction stored one of these events between our look and our insert; on the
        // next look it is there.
        if (attempt == 5) {
          throw new Unstored(raced);
        }
      }
    }
  }

  /** One batch of customers' events: the whole corridor on one page. */
  private List<Receipt> corridor(List<Read.Good> batch, When when, boolean history) {
    Instant at = when.at();
    Rulebook rulebook = rulebooks.current();
    Set<String> ids = new LinkedHashSet<>();
    batch.forEach(good -> ids.add(customer(good.event())));
    customers.lock(ids);

    Map<Event.Key, String> known =
        timeline.known(batch.stream().map(good -> good.event().key()).toList());
    Sorting sorting =
        Sorting.of(
            batch,
            known,
            customers.sequences(ids),
            refused(batch, known.keySet(), when, history),
            history ? Sorting.Listening.NONE : Sorting.Listening.of(rulebook),
            when);
    List<Refusal> refusals = new ArrayList<>(customers.apply(sorting.records()));
    refusals.addAll(customers.consent(sorting.consents()));
    outbox.withdraw(refusals, at);
    doNotContact.take(sorting.ofKnown(), when);
    // A call that was made is not owed any more when its outcome is decided on.
    callOutcomes.take(sorting.ofKnown(), when);

    // Read before this batch is remembered: each decision folds in the events before it, not after.
    Map<String, Dossier> dossiers =
        deciding.dossiers(sorting.toDecideFor(), sorting.triggers(), rulebook, at);
    remember(sorting.entries());
    deciding.put(
        deciding.decide(questions(sorting, when), dossiers, rulebook), null, rulebook.policy());
    deciding.rang(sorting.ofKnown(), at);
    returns.take(sorting.ofKnown(), when);
    if (!history) {
      waitingList.take(sorting.ofKnown(), when);
    }
    customers.advance(sorting.sequences());
    return sorting.receipts();
  }

  /** Why some of them are refused, which only the books and the call desk can know. */
  private Map<Event.Key, String> refused(
      List<Read.Good> batch, Set<Event.Key> known, When when, boolean history) {
    Map<Event.Key, String> refused =
        new HashMap<>(callOutcomes.wrong(batch.stream().map(Read.Good::event).toList()));
    if (!history && !when.virtual()) {
      refused.putAll(gestures.take(batch, known, when.at()));
    }
    return refused;
  }

  /** What nothing listens to is part of what the next event of its customer is decided on. */
  private static List<Question> questions(Sorting sorting, When when) {
    List<Question> questions = new ArrayList<>();
    Map<String, List<Event>> unheard = new HashMap<>();
    for (Entry entry : sorting.entries()) {
      Event event = entry.event();
      if (entry.outcome() == Timeline.Outcome.DECIDED) {
        List<Event> before = unheard.remove(customer(event));
        questions.add(
            Question.of(
                before == null ? List.of() : before,
                event,
                java.util.Objects.requireNonNull(entry.seq()),
                when.of(event)));
      } else if (entry.seq() != null) {
        unheard.computeIfAbsent(customer(event), none -> new ArrayList<>()).add(event);
      }
    }
    return questions;
  }

  private void remember(List<Entry> entries) {
    if (!entries.isEmpty() && timeline.remember(entries).size() != entries.size()) {
      throw new Raced();
    }
  }

  private Receipt ofMany(Read.Good good, Instant at, boolean history) {
    Event event = good.event();
    String known = timeline.known(List.of(event.key())).get(event.key());
    if (known != null) {
      return Sorting.again(event.key(), known.equals(good.fingerprint()));
    }
    try {
      Entry entry = entry(good, at, history);
      remember(List.of(entry));
      return new Receipt(
          event.key(), Outcome.ACCEPTED, entry.detail() == null ? "" : entry.detail());
    } catch (BadIncident | Refused bad) {
      return new Receipt(event.key(), Outcome.REFUSED, String.valueOf(bad.getMessage()));
    }
  }

  private Entry entry(Read.Good good, Instant at, boolean history) throws Refused {
    if (history) {
      return IncidentDesk.entry(good, at, Timeline.Outcome.REMEMBERED, null);
    }
    return good.event().subject() instanceof Subject.OfItem
        ? waitingList.share(good, at, rulebooks.current())
        : incidents.apply(good, at, rulebooks.current());
  }

  /** What happens because time passed, through this door. */
  public Clockwork clockwork() {
    return clockwork;
  }

  /** Whether what other customers have may depend on what this one did. */
  public static boolean concernsOthers(Event event) {
    return Deed.freesPiece(event);
  }

  static String customer(Event event) {
    return ((Subject.OfCustomer) event.subject()).customer();
  }

  /** Somebody else stored one of our events at the same moment. */
  private static final class Raced extends RuntimeException {}
}
