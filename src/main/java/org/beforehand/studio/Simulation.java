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
import org.beforehand.fact.Share;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Clockwork;
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
 * <p>Customers do not depend on each other, so between two things that concern many (an incident's
 * event, a sweep) each share of them is walked through time by a thread of its own. A slice ends
 * there, and before a customer's record or opt-out where it has an event of that customer already:
 * so neither the slices nor the shares change anything. Where customers do share something, all of
 * it is played in one order.
 */
public final class Simulation {

  private final StagedEvents events;
  private final Period period;
  private final Watcher watcher;
  private final Lanes lanes;
  private final Clockwork clockwork;
  private final Door door;
  private final Door history;
  private final Sweeper sweeper;
  private final Rehearsal rehearsal;
  private final Tick tick;
  private final DueTable due;
  private final Rulebooks rulebooks;
  private final Order order;
  private final List<Walk> walks = new ArrayList<>();
  private final Map<Receipt.Outcome, Long> receipts = new EnumMap<>(Receipt.Outcome.class);

  /** Those of the slice in hand that did not come in as they happened. */
  private final Map<Event.Key, Instant> late = new HashMap<>();

  private long before;
  private long played;
  private boolean somebodyUnknown;

  /** In which order what concerns single customers is played. */
  public enum Order {
    /** Each share of them by itself. */
    BY_CUSTOMER,
    /** As it happens: they share something, and whoever comes first takes it. */
    BY_TIME
  }

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
      Order order,
      Watcher watcher) {
    Intake intake = new Intake(db, transaction, rulebooks, () -> {});
    this.clockwork = intake.clockwork();
    this.events = events;
    this.period = period;
    this.watcher = watcher;
    this.lanes = lanes;
    this.door = lanes.through(intake.asTheyCame(this::came));
    this.history = lanes.through(intake.history());
    this.sweeper = new Sweeper(db, transaction, rulebooks, () -> {});
    this.rehearsal = new Rehearsal(db, transaction, rulebooks);
    this.tick = new Tick(intake, sweeper, at -> rehearsal.release(Share.ALL, at));
    this.due = new DueTable(db);
    this.rulebooks = rulebooks;
    this.order = order;
    for (int lane = 0; lane < lanes.count(); lane++) {
      walks.add(
          new Walk(
              new Share(lane, lanes.count()),
              clockwork,
              intake.asTheyCame(this::came),
              rehearsal,
              rulebooks,
              due,
              period.from()));
    }
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
        List<Staged> slice = slices.upTo(until, somebodyUnknown);
        settled = byCustomer() && !concernsMany(slice.get(0));
        now = accept(slice);
        settled &= !somebodyUnknown;
      } else if (!settled) {
        settle(now);
        next = next(now);
        settled = true;
      } else if (next != null && !next.isAfter(period.to())) {
        walk(List.of(), next);
        now = next;
        settle(now);
        next = next(now);
        watcher.at(before + played, now);
      } else {
        walk(List.of(), period.to().plusMillis(1));
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
    if (byCustomer() && !concernsMany(slice.get(0))) {
      walk(slice, last);
    } else {
      walk(List.of(), last);
      count(slice, door.accept(good(slice), last, none -> {}));
    }
    watcher.at(before + played, last);
    return last;
  }

  private boolean byCustomer() {
    return order == Order.BY_CUSTOMER;
  }

  /**
   * Through these events of customers, and all that falls due for customers before that instant.
   */
  private void walk(List<Staged> slice, Instant before) {
    if (!byCustomer()) {
      return;
    }
    List<List<Staged>> parts = lanes.parts(slice, Staged::event);
    List<Staged> answered = new ArrayList<>(slice.size());
    List<Receipt> receipts = new ArrayList<>(slice.size());
    for (List<Walk.Answered> all : lanes.all(lane -> walks.get(lane).on(parts.get(lane), before))) {
      for (Walk.Answered one : all) {
        answered.add(one.event());
        receipts.add(one.receipt());
      }
    }
    count(answered, receipts);
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
    walks.forEach(walk -> walk.settled(at));
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
        lanes.all(lane -> rehearsal.perform(new Share(lane, lanes.count()), at)).stream()
            .mapToInt(Integer::intValue)
            .sum();
    settled += rehearsal.handOver(at);
    return settled > 0 && rehearsal.release(Share.ALL, at) + calledInstead(at) > 0;
  }

  /** How much of what waited has become calls, which may be due. */
  private int calledInstead(Instant at) {
    return rulebooks.current().policy().callsInstead() ? clockwork.redecide(Share.ALL, at) : 0;
  }

  /** When something falls due next that no walk comes by, by whatever waits or by the clock. */
  private Instant next(Instant now) {
    Instant many = earlier(due.nextForMany(now), sweeper.nextSchedule(now));
    return byCustomer() ? many : earlier(due.next(Share.ALL, now).first(), many);
  }

  /** What gathers until then is settled before what comes later is decided. */
  private Instant beforeGathered(Instant happens) {
    if (byCustomer()) {
      return Instant.MAX;
    }
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

  static boolean concernsMany(Staged staged) {
    Event event = staged.event().event();
    return !(event.subject() instanceof Subject.OfCustomer) || Intake.concernsOthers(event);
  }
}
