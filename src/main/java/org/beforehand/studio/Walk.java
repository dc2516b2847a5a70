package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Rehearsal;
import org.beforehand.fact.Share;
import org.beforehand.intake.Door;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;
import org.beforehand.intake.Receipt;
import org.beforehand.intake.StagedEvents.Staged;
import org.beforehand.studio.DueTable.Due;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One share of the customers, walked through virtual time by itself: its events, and whatever falls
 * due for its customers between two of them, each at its own instant. What concerns many at once
 * happens between walks.
 */
final class Walk {

  /** What an event leads to is due at its own instant or later; the database rounds instants. */
  private static final Duration ROUNDING = Duration.ofNanos(1_000);

  private final Share share;
  private final Intake intake;
  private final Door door;
  private final Rehearsal rehearsal;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final DueTable table;

  /** Nothing that fell due until then is left. */
  private Instant settled;

  private Due due = Due.NOTHING;

  /**
   * @param door by which events come in, each at its own instant
   * @param begins when virtual time does
   */
  Walk(
      Share share,
      Intake intake,
      Door door,
      Rehearsal rehearsal,
      TransactionTemplate transaction,
      Rulebooks rulebooks,
      DueTable table,
      Instant begins) {
    this.share = share;
    this.intake = intake;
    this.door = door;
    this.rehearsal = rehearsal;
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.table = table;
    this.settled = begins;
  }

  /** Everything that fell due until then has happened. */
  void settled(Instant until) {
    settled = until;
  }

  /**
   * Walks on: through these events, and through whatever falls due before this instant.
   *
   * @param events of customers of this share, as they come in, none after that instant
   * @return what the corridor answered, in the same order
   */
  List<Receipt> on(List<Staged> events, Instant before) {
    List<Receipt> receipts = new ArrayList<>(events.size());
    due = table.next(share, settled);
    for (int next = 0; ; ) {
      Instant first = due.first();
      if (next < events.size() && (first == null || !events.get(next).at().isAfter(first))) {
        int end = together(events, next, DueTable.earlier(first, window(events.get(next).at())));
        accept(events.subList(next, end), before, receipts);
        next = end;
      } else if (first != null && first.isBefore(before)) {
        settle(first);
      } else {
        return receipts;
      }
    }
  }

  /** How many can be decided before anything else happens. */
  private static int together(List<Staged> events, int first, @Nullable Instant until) {
    int end = first + 1;
    while (end < events.size() && (until == null || !events.get(end).at().isAfter(until))) {
      end++;
    }
    return end;
  }

  private void accept(List<Staged> some, Instant before, List<Receipt> receipts) {
    Instant now = some.get(some.size() - 1).at();
    List<Read.Good> good = new ArrayList<>(some.size());
    some.forEach(staged -> good.add(staged.event()));
    receipts.addAll(door.accept(good, now, none -> {}));
    due = table.next(share, some.get(0).at().minus(ROUNDING));
    Instant first = due.first();
    if (first != null && first.isBefore(before) && !first.isAfter(now)) {
      settle(now.isBefore(before) ? now : before.minus(ROUNDING));
    }
  }

  /** Everything of this share that is due at this instant, until nothing is left to do. */
  private void settle(Instant at) {
    boolean rang = false;
    while (reached(due.timer(), at) && intake.ringTimers(share, at) > 0) {
      rang = true;
    }
    boolean gathered = rang || reached(due.gathered(), at);
    transaction.executeWithoutResult(
        status -> {
          if (gathered) {
            rehearsal.release(share, at);
          }
          while (rehearsal.perform(share, at) > 0 && rehearsal.release(share, at) > 0) {
            // Something that waited may be due because of what was settled.
          }
        });
    settled = at;
    due = table.next(share, at);
  }

  private static boolean reached(@Nullable Instant due, Instant at) {
    return due != null && !due.isAfter(at);
  }

  /** What gathers until its end is settled before what comes later is decided. */
  private @Nullable Instant window(Instant at) {
    Instant end = rulebooks.current().policy().gathering().end(at);
    return end.equals(at) ? null : end.minusNanos(1);
  }
}
