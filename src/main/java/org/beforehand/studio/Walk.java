package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Rehearsal;
import org.beforehand.fact.Share;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Clockwork;
import org.beforehand.intake.Door;
import org.beforehand.intake.Read;
import org.beforehand.intake.Receipt;
import org.beforehand.intake.StagedEvents.Staged;
import org.beforehand.studio.DueTable.Due;
import org.jspecify.annotations.Nullable;

/**
 * One share of the customers, walked through virtual time by itself: its events, and whatever falls
 * due for its customers between two of them, each at its own instant. What concerns many at once
 * happens between walks.
 */
final class Walk {

  /** The database rounds instants. */
  private static final Duration ROUNDING = Duration.ofNanos(1_000);

  private final Share share;
  private final Clockwork clockwork;
  private final Door door;
  private final Rehearsal rehearsal;
  private final Rulebooks rulebooks;
  private final DueTable table;

  /** Nothing that fell due until then is left. */
  private Instant settled;

  /**
   * @param door by which events come in, each at its own instant
   * @param begins when virtual time does
   */
  Walk(
      Share share,
      Clockwork clockwork,
      Door door,
      Rehearsal rehearsal,
      Rulebooks rulebooks,
      DueTable table,
      Instant begins) {
    this.share = share;
    this.clockwork = clockwork;
    this.door = door;
    this.rehearsal = rehearsal;
    this.rulebooks = rulebooks;
    this.table = table;
    this.settled = begins;
  }

  /** Everything that fell due until then has happened. */
  void settled(Instant until) {
    settled = until;
  }

  /** An event, and what the corridor answered. */
  record Answered(Staged event, Receipt receipt) {}

  /**
   * Walks on: through these events, and through whatever falls due before this instant.
   *
   * @param events of customers of this share, as they come in, none after that instant
   */
  List<Answered> on(List<Staged> events, Instant before) {
    List<Answered> answered = new ArrayList<>(events.size());
    List<Staged> rest = events;
    while (!rest.isEmpty()) {
      rest = accept(rest, before, answered);
      settle(rest.isEmpty() ? before : rest.get(0).at());
    }
    settle(before);
    return answered;
  }

  /**
   * Decides at once whatever nothing else comes before: not what its customer's other events lead
   * to, and nothing that waits for the customer. Most customers have but one thing in their day.
   *
   * @return the others, in order
   */
  private List<Staged> accept(List<Staged> events, Instant before, List<Answered> answered) {
    Map<String, Instant> due = table.first(share, settled, before);
    Map<String, Instant> limits = new HashMap<>();
    Set<String> later = new HashSet<>();
    List<Staged> now = new ArrayList<>(events.size());
    List<Staged> rest = new ArrayList<>();
    for (Staged staged : events) {
      String customer = customer(staged);
      Instant limit =
          limits.computeIfAbsent(
              customer, first -> DueTable.earlier(due.get(customer), gathered(staged.at())));
      if (staged.at().isAfter(limit) || later.contains(customer)) {
        later.add(customer);
        rest.add(staged);
      } else {
        now.add(staged);
      }
    }
    if (!now.isEmpty()) {
      List<Read.Good> good = new ArrayList<>(now.size());
      now.forEach(staged -> good.add(staged.event()));
      List<Receipt> receipts = door.accept(good, now.get(now.size() - 1).at(), none -> {});
      // What one of them leads to may be due at its own instant.
      Instant first = now.get(0).at().minus(ROUNDING);
      settled = first.isBefore(settled) ? first : settled;
      for (int i = 0; i < now.size(); i++) {
        answered.add(new Answered(now.get(i), receipts.get(i)));
      }
    }
    return rest;
  }

  private static String customer(Staged staged) {
    return ((Subject.OfCustomer) staged.event().event().subject()).customer();
  }

  /** The last instant before what gathers then is settled. */
  private Instant gathered(Instant at) {
    Instant end = rulebooks.current().policy().gathering().end(at);
    return end.equals(at) ? end : end.minusNanos(1);
  }

  /** Everything of this share that falls due before this instant, one instant after the other. */
  private void settle(Instant before) {
    for (Due due = table.next(share, settled);
        due.first() != null && due.first().isBefore(before);
        due = table.next(share, settled)) {
      settle(due, due.first());
    }
  }

  /** Everything that is due at this instant, until nothing is left to do. */
  private void settle(Due due, Instant at) {
    boolean rang = false;
    while (reached(due.timer(), at) && clockwork.ringTimers(share, at) > 0) {
      rang = true;
    }
    rehearsal.settle(share, rang || reached(due.gathered(), at), at);
    while (calledInstead(at)) {
      rehearsal.settle(share, true, at);
    }
    settled = at;
  }

  /** Whether what waited has become a call, which may be due. */
  private boolean calledInstead(Instant at) {
    return rulebooks.current().policy().callsInstead() && clockwork.redecide(share, at) > 0;
  }

  private static boolean reached(@Nullable Instant due, Instant at) {
    return due != null && !due.isAfter(at);
  }
}
