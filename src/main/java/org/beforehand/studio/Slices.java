package org.beforehand.studio;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.beforehand.fact.Subject;
import org.beforehand.intake.StagedEvents;
import org.beforehand.intake.StagedEvents.Staged;
import org.jspecify.annotations.Nullable;

/** Cuts the events, in the order in which they happened, into what can be decided together. */
final class Slices {
  private static final int PAGE = 8_000;

  /**
   * The most events of a slice: enough to keep every lane busy between two looks at what is due.
   */
  static final int MOST = 4_000;

  /** What changes what the customer's other events lead to. */
  private static final Set<String> CHANGING = Set.of("customer.updated", "message.unsubscribed");

  private final StagedEvents events;
  private final Deque<Staged> read = new ArrayDeque<>();

  /** The page that is being read while those before it are played. */
  private CompletableFuture<List<Staged>> coming;

  private boolean ended;

  Slices(StagedEvents events) {
    this.events = events;
    this.coming = CompletableFuture.supplyAsync(() -> events.after(null, PAGE));
  }

  private @Nullable Staged peek() {
    if (read.isEmpty() && !ended) {
      List<Staged> page = coming.join();
      ended = page.size() < PAGE;
      read.addAll(page);
      if (!ended) {
        Staged last = page.get(page.size() - 1);
        coming = CompletableFuture.supplyAsync(() -> events.after(last, PAGE));
      }
    }
    return read.peek();
  }

  /** When the next event happens; null after the last. */
  @Nullable Instant next() {
    Staged staged = peek();
    return staged == null ? null : staged.at();
  }

  /** Some of those that happened before this instant; empty if there are no more. */
  List<Staged> before(Instant from) {
    List<Staged> slice = new ArrayList<>();
    for (Instant time = next();
        time != null && time.isBefore(from) && slice.size() < MOST;
        time = next()) {
      slice.add(read.remove());
    }
    return slice;
  }

  /**
   * The next events that can be decided together, none after this instant; at least one, which the
   * caller knows not to be.
   *
   * @param oneRecordAtATime whether a record may be what an earlier event waits for
   */
  List<Staged> upTo(Instant until, boolean oneRecordAtATime) {
    List<Staged> slice = new ArrayList<>();
    Set<Subject> touched = new HashSet<>();
    for (Staged staged = peek(); staged != null && slice.size() < MOST; staged = peek()) {
      Subject subject = staged.event().event().subject();
      boolean changing = CHANGING.contains(staged.event().event().type());
      boolean alone = Simulation.concernsMany(staged) || changing && oneRecordAtATime;
      if (!slice.isEmpty()
          && (alone || staged.at().isAfter(until) || changing && touched.contains(subject))) {
        break;
      }
      touched.add(subject);
      slice.add(read.remove());
      if (alone) {
        break;
      }
    }
    return slice;
  }
}
