package org.beforehand.deliver;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.beforehand.fact.Share;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What the outbox has to do besides sending because time passed; any node may do it. */
final class Tidying {

  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

  private final TransactionTemplate transaction;
  private final NodeTable nodes;
  private final DispatchTable table;
  private final Settling settling;
  private final FallbackTable fallback;
  private final WaitingTable waiting;

  Tidying(
      TransactionTemplate transaction,
      NodeTable nodes,
      DispatchTable table,
      Settling settling,
      FallbackTable fallback,
      WaitingTable waiting) {
    this.transaction = transaction;
    this.nodes = nodes;
    this.table = table;
    this.settling = settling;
    this.fallback = fallback;
    this.waiting = waiting;
  }

  /**
   * Settles what gathers, takes back what dead nodes held, and releases what waited for an earlier
   * outreach, for somebody to see it, or for its campaign to go on.
   *
   * @return how many rows moved
   */
  int at(Instant at) {
    return settling.at(Share.ALL, at)
        + Objects.requireNonNull(
            transaction.execute(
                status ->
                    nodes.reclaim(at)
                        + doubted(at)
                        + table.releaseFollowers(Share.ALL, at)
                        + fallback.unconfirmed(at)
                        + waiting.release()));
  }

  /** Of what a dead node was sending nobody knows whether it left. */
  private int doubted(Instant at) {
    List<Claimed> orphans = nodes.orphans();
    if (!orphans.isEmpty()) {
      nodes.doubt(
          orphans.stream()
              .map(
                  one ->
                      Settlement.inDoubt(one, "", "the program ended while it was being sent", at))
              .toList(),
          at);
      LOG.warn("{} messages are in doubt: their program ended", orphans.size());
    }
    return orphans.size();
  }
}
