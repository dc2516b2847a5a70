package org.beforehand.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One of the two queues to the carrier: service and requested never wait behind the rest. What
 * comes next is claimed, judged and written on another thread while this one's mails are sent;
 * everything else here is the dispatcher's own thread.
 */
final class Lane {

  /** How many are claimed at a time: enough to amortise the reads, few enough to stay fresh. */
  private static final int BATCH = 200;

  /** Commits may be this much out of order before only the full pass finds a row. */
  private static final Duration STRAGGLE = Duration.ofSeconds(5);

  private final boolean urgent;
  private final DispatchTable table;
  private final FallbackTable fallback;
  private final Preparation preparation;
  private final TransactionTemplate transaction;
  private final Deque<Ready> ready = new ArrayDeque<>();
  private Instant above = Instant.EPOCH;
  private boolean mayHold = true;
  private boolean preparing;

  /** Looked through from the start since: what is being prepared may not move the mark. */
  private boolean again;

  Lane(
      boolean urgent,
      DispatchTable table,
      FallbackTable fallback,
      Preparation preparation,
      TransactionTemplate transaction) {
    this.urgent = urgent;
    this.table = table;
    this.fallback = fallback;
    this.preparation = preparation;
    this.transaction = transaction;
  }

  /**
   * What a refill brought.
   *
   * @param due the earliest of what was claimed, or null if there was nothing
   * @param more whether there may be more
   * @param fault what kept it from being prepared; it has been given back as far as that is
   *     possible
   */
  record Refill(
      List<Ready> ready, @Nullable Instant due, boolean more, @Nullable RuntimeException fault) {}

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** Whether more is being claimed and written. */
  boolean preparing() {
    return preparing;
  }

  @Nullable Ready poll() {
    return ready.poll();
  }

  /** Puts back, in their order, what could not be begun. */
  void giveBack(List<Ready> next) {
    for (int i = next.size() - 1; i >= 0; i--) {
      ready.addFirst(next.get(i));
    }
  }

  /** There may be something to claim again. */
  void wake() {
    mayHold = true;
  }

  /** What was given back may be due before what was claimed last. */
  void fromTheStart() {
    above = Instant.EPOCH;
    again = true;
    mayHold = true;
  }

  /**
   * Has more claimed, judged and written, as of this instant, unless plenty is ready, that is under
   * way, or there was nothing the last time.
   *
   * @param done told, on the other thread, what came of it; to be handed to {@link #take}
   */
  void refill(Instant at, Executor other, Consumer<Refill> done) {
    if (!mayHold || preparing || ready.size() > BATCH / 2) {
      return;
    }
    preparing = true;
    again = false;
    Instant from = above;
    other.execute(() -> done.accept(prepare(at, from)));
  }

  /** Takes in what a refill brought. */
  void take(Refill refill) {
    preparing = false;
    mayHold = refill.more() || again;
    ready.addAll(refill.ready());
    Instant due = refill.due();
    if (due != null && !again && due.isAfter(Instant.EPOCH.plus(STRAGGLE))) {
      above = due.minus(STRAGGLE);
    }
  }

  private Refill prepare(Instant at, Instant from) {
    List<Claimed> claimed = List.of();
    try {
      claimed = table.claim(urgent, at, from, BATCH);
      if (claimed.isEmpty()) {
        return new Refill(List.of(), null, false, null);
      }
      Instant first =
          claimed.stream().map(Claimed::due).min(Instant::compareTo).orElse(Instant.EPOCH);
      int onward = 0;
      Preparation.Prepared prepared = preparation.prepare(claimed, at);
      if (!prepared.moves().isEmpty()) {
        onward = Objects.requireNonNull(transaction.execute(status -> move(prepared.moves(), at)));
      }
      return new Refill(prepared.ready(), first, onward > 0 || claimed.size() == BATCH, null);
    } catch (RuntimeException fault) {
      giveBackClaimed(claimed, fault);
      return new Refill(List.of(), null, true, fault);
    }
  }

  /** How many of those that cannot be written for one channel go on by another. */
  private int move(List<Move> moves, Instant at) {
    table.move(moves, at);
    return fallback.onward(Move.failed(moves), at);
  }

  private void giveBackClaimed(List<Claimed> claimed, RuntimeException fault) {
    if (claimed.isEmpty()) {
      return;
    }
    try {
      table.release(claimed.stream().map(Claimed::id).toList());
    } catch (RuntimeException notNow) {
      // They go back when this node leaves, or its lease lapses.
      fault.addSuppressed(notNow);
    }
  }
}
