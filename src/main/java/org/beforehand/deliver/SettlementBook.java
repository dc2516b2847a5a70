package org.beforehand.deliver;

import java.time.Instant;
import java.util.List;
import org.beforehand.customer.Customers;
import org.beforehand.fact.Channel;
import org.beforehand.fact.OutreachState;

/** Enters what became of what was sent, and whatever follows from that. */
final class SettlementBook {

  private final DispatchTable table;
  private final FallbackTable fallback;
  private final Customers customers;

  SettlementBook(DispatchTable table, FallbackTable fallback, Customers customers) {
    this.table = table;
    this.fallback = fallback;
    this.customers = customers;
  }

  /**
   * In the caller's transaction.
   *
   * @return how many of them go on by their next channel
   */
  int enter(List<Settlement> settled, Instant at) {
    if (settled.isEmpty()) {
      return 0;
    }
    table.settle(settled, at);
    List<Long> failed =
        settled.stream()
            .filter(one -> one.to() == OutreachState.FAILED)
            .map(one -> one.claimed().id())
            .toList();
    int onward = fallback.onward(failed, at);
    suppress(settled, Channel.EMAIL, "smtp", at);
    suppress(settled, Channel.SMS, "smpp", at);
    return onward;
  }

  /** Addresses that the peer says are none. */
  private void suppress(List<Settlement> settled, Channel by, String source, Instant at) {
    List<String> bad =
        settled.stream()
            .filter(one -> one.suppress() && one.claimed().channel() == by)
            .map(Settlement::address)
            .toList();
    customers.suppress(bad, by, "refused", at, source);
  }
}
