package org.beforehand.deliver;

import java.time.Instant;
import org.beforehand.decide.Reason;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a claimed outreach that is not sent now.
 *
 * @param due the new due time, or null to keep it
 * @param after the outreach it waits for from now on, or null
 */
record Move(
    long id,
    OutreachState to,
    @Nullable String gate,
    @Nullable Reason reason,
    @Nullable Instant due,
    @Nullable Long after,
    boolean afterTold) {

  Move {
    if (!OutreachState.CLAIMED.mayBecome(to)) {
      throw new IllegalArgumentException("claimed may not become " + to);
    }
  }

  static Move to(long id, OutreachState to, String gate, Reason reason) {
    return new Move(id, to, gate, reason, null, null, false);
  }

  static Move sent(long id) {
    return new Move(id, OutreachState.SENT, null, null, null, null, false);
  }

  static Move later(long id, Instant due, @Nullable String gate, @Nullable Reason reason) {
    return new Move(id, OutreachState.SCHEDULED, gate, reason, due, null, false);
  }
}
