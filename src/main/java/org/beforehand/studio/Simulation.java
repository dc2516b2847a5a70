package org.beforehand.studio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Rehearsal;
import org.beforehand.deliver.Samples;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Door;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Lanes;
import org.beforehand.intake.Receipt;
import org.beforehand.intake.StagedEvents;
import org.beforehand.intake.StagedEvents.Staged;
import org.beforehand.intake.Sweeper;
import org.beforehand.intake.Tick;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Plays events through the real corridor in virtual time, as if they happened now: each is decided
 * at its own instant, and whatever falls due between two of them happens at its own. Nothing can
 * leave: instead of a dispatcher with a carrier there is a {@link Rehearsal}.
 *
 * <p>Customers do not depend on each other, so events are decided a slice at a time, by several
 * threads. A slice ends before anything that concerns many customers (an incident's event, a
 * sweep), at the next instant at which something falls due or what gathers is settled, and before a
 * customer's record or opt-out where it has an event of that customer already: so the slices change
 * nothing.
 */
public final class Simulation {

  private final StagedEvents events;
  private final Period period;
  private final Watcher watcher;
  private final Lanes lanes;
  private final Door door;
  private final Door history;
  private final Sweeper sweeper;
  private final Rehearsal rehearsal;
  private final Tick tick;
  private final DueTable due;
  private final Rulebooks rulebooks;
  private final Map<Receipt.Outcome, Long> receipts = new EnumMap<>(Receipt.Outcome.class);

  /** Those of the slice in hand that did not come in as they happened. */
  private final Map<Event.Key, Instant> late = new HashMap<>();

  private long before;
  private long played;
  private boolean somebodyUnknown;

  /** From when to when, both included, virtual time runs. */
  public record Period(Instant from, Instant to) {}

  /** Somebody who wants to know how far it is. */
  @FunctionalInterface
  public interface Watcher {
    /** That many events are done, and virtual time is this. */
    void at(long events, Instant virtual);
  }

  /**
   * What became of the events.
   *
   * @param before remembered only, because they happened before the period
   * @param played those of the period
   * @param after left alone, because they happened after it
   * @param receipts what the corridor answered to those before and in the period
   */
  public record Played(long before, long played, long after, Map<Receipt.Outcome, Long> receipts) {

    /** How many were of this outcome. */
    public long count(Receipt.Outcome outcome) {
      return receipts.getOrDefault(outcome, 0L);
    }
  }

  /**
   * Over a database that holds the customers, and what had happened before, and nothing else.
   *
   * @param rulebooks where the rules to be tried are published
   */
  public Simulation(
      JdbcClient db,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      StagedEvents events,
      Period period,
      Lanes lanes,
      Watcher watcher) {
    Intake intake = new Intake(db, transaction, rulebooks, () -> {});
    this.events = events;
    this.period = period;
    this.watcher = watcher;
    this.lanes = lanes;
    this.door = lanes.through(intake.asTheyCame(this::came));
    this.history = lanes.through(intake.history());
    this.sweeper = new Sweeper(db, transaction, rulebooks, () -> {});
    this.rehearsal = new Rehearsal(db, transaction, rulebooks);
    this.tick = new Tick(intake, sweeper, rehearsal::release);
    this.due = new DueTable(db);
    this.rulebooks = rulebooks;
  }

  /** Plays all of it. */
  public Played play() {
    Slices slices = new Slices(events);
    for (List<Staged> some = slices.before(period.from());
        !some.isEmpty();
        some = slices.before(period.from())) {
      Instant last = time(some.get(some.size() - 1));
      before += some.size();
      count(some, history.accept(good(some), last, none -> {}));
      watcher.at(before, last);
    }
    Instant now = period.from();
    settle(now);
    boolean settled = true;
    Instant next = next(now);
    while (true) {
      Instant happens = slices.next();
      if (happens != null && !happens.isAfter(period.to()) && !later(happens, next)) {
        if (!settled && happens.isAfter(now)) {
          settle(now);
          next = next(now);
          settled = true;
          continue;
        }
        Instant until = settled ? earlier(beforeGathered(happens), next, period.to()) : now;
        now = accept(slices.upTo(until, somebodyUnknown));
        settled = false;
      } else if (!settled) {
        settle(now);
        next = next(now);
        settled = true;
      } else if (next != null && !next.isAfter(period.to())) {
        now = next;
        settle(now);
        next = next(now);
        watcher.at(before + played, now);
      } else {
        return new Played(before, played, events.countAfter(period.to()), Map.copyOf(receipts));
      }
    }
  }

  /** Some of the mails it would have sent. */
  public List<Samples.Sample> samples() {
    return rehearsal.samples();
  }

  private Instant accept(List<Staged> slice) {
    Instant last = time(slice.get(slice.size() - 1));
    played += slice.size();
    late.clear();
    for (Staged staged : slice) {
      Event event = staged.event().event();
      if (!staged.at().equals(event.time())) {
        late.put(event.key(), staged.at());
      }
    }
    count(slice, door.accept(good(slice), last, none -> {}));
    watcher.at(before + played, last);
    return last;
  }

  private Instant came(Event event) {
    Instant at = late.isEmpty() ? null : late.get(event.key());
    return at == null ? event.time() : at;
  }

  private static List<org.beforehand.intake.Read.Good> good(List<Staged> slice) {
    List<org.beforehand.intake.Read.Good> good = new ArrayList<>(slice.size());
    slice.forEach(staged -> good.add(staged.event()));
    return good;
  }

  private void count(List<Staged> slice, List<Receipt> answers) {
    SortedMap<Long, String> refused = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      Receipt receipt = answers.get(i);
      receipts.merge(receipt.outcome(), 1L, Long::sum);
      switch (receipt.outcome()) {
        case CONFLICT, REFUSED -> refused.put(slice.get(i).line(), receipt.detail());
        case WAITING -> somebodyUnknown = true;
        case ACCEPTED, REPEATED, PARKED -> {}
      }
    }
    if (!refused.isEmpty()) {
      events.reject(refused);
    }
  }

  /** Everything that is due at this instant, until nothing is left to do. */
  private void settle(Instant at) {
    do {
      tick.at(at);
      while (sweep(at)) {
        // What a sweep's end lets begin.
        tick.at(at);
      }
    } while (rehearse(at));
  }

  /** One sweep is told by all lanes; several at once by one, so that none outruns another. */
  private boolean sweep(Instant at) {
    if (!sweeper.page(at)) {
      return false;
    }
    int together = due.sweeps() == 1 ? lanes.count() : 1;
    lanes.all(
        lane -> {
          while (lane < together && sweeper.page(at)) {
            // Another page.
          }
          return lane;
        });
    return true;
  }

  /** Whether something that waited may be due because of what was settled. */
  private boolean rehearse(Instant at) {
    int settled =
        lanes.all(lane -> rehearsal.perform(new Rehearsal.Share(lane, lanes.count()), at)).stream()
            .mapToInt(Integer::intValue)
            .sum();
    settled += rehearsal.handOver(at);
    return settled > 0 && rehearsal.release(at) > 0;
  }

  /** When something falls due next, by whatever waits or by the clock. */
  private Instant next(Instant now) {
    return earlier(due.next(now), sweeper.nextSchedule(now));
  }

  /** What gathers until then is settled before what comes later is decided. */
  private Instant beforeGathered(Instant happens) {
    Instant end = rulebooks.current().policy().gathering().end(happens);
    return end.equals(happens) ? Instant.MAX : end.minusNanos(1);
  }

  private static Instant time(Staged staged) {
    return staged.at();
  }

  private static boolean later(Instant happens, @Nullable Instant next) {
    return next != null && happens.isAfter(next);
  }

  private static Instant earlier(@Nullable Instant a, Instant b) {
    return a == null || a.isAfter(b) ? b : a;
  }

  private static Instant earlier(Instant a, @Nullable Instant b, Instant c) {
    return earlier(a, earlier(b, c));
  }

  static boolean ofIncident(Staged staged) {
    return staged.event().event().subject() instanceof Subject.OfIncident;
  }
}
