package org.beforehand.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** One of the two queues to the carrier: service and requested never wait behind the rest. */
final class Lane {

  /** How many are claimed at a time: enough to amortise the reads, few enough to stay fresh. */
  private static final int BATCH = 200;

  /** Commits may be this much out of order before only the full pass finds a row. */
  private static final Duration STRAGGLE = Duration.ofSeconds(5);

  private final boolean urgent;
  private final DispatchTable table;
  private final Preparation preparation;
  private final TransactionTemplate transaction;
  private final Deque<Ready> ready = new ArrayDeque<>();
  private Instant above = Instant.EPOCH;
  private boolean mayHold = true;

  Lane(
      boolean urgent,
      DispatchTable table,
      Preparation preparation,
      TransactionTemplate transaction) {
    this.urgent = urgent;
    this.table = table;
    this.preparation = preparation;
    this.transaction = transaction;
  }

  boolean isEmpty() {
    return ready.isEmpty();
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
  }

  /**
   * Claims what is due at this instant, judges and renders it, unless enough is ready or there was
   * nothing the last time.
   */
  void refill(Instant at, int enough) {
    if (!mayHold || ready.size() > enough) {
      return;
    }
    List<Claimed> claimed = table.claim(urgent, at, above, BATCH);
    mayHold = claimed.size() == BATCH;
    if (claimed.isEmpty()) {
      return;
    }
    Instant first =
        claimed.stream().map(Claimed::due).min(Instant::compareTo).orElse(Instant.EPOCH);
    above = first.isAfter(Instant.EPOCH.plus(STRAGGLE)) ? first.minus(STRAGGLE) : above;
    Preparation.Prepared prepared = preparation.prepare(claimed, at);
    if (!prepared.moves().isEmpty()) {
      transaction.executeWithoutResult(status -> table.move(prepared.moves(), at));
    }
    ready.addAll(prepared.ready());
  }
}
