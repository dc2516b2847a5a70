package org.beforehand.deliver;

import java.time.Instant;
import java.util.List;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Verdict;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a claimed outreach that is not sent now.
 *
 * @param moment the bad moment that it met, by its name in the policy, or null
 * @param due the new due time, or null to keep it
 * @param after the outreach it waits for from now on, or null
 * @param gathers whether it waits for what else comes to the customer until it is due
 * @param handing a call that goes to the desk if that has room, or null
 */
record Move(
    long id,
    OutreachState to,
    @Nullable String gate,
    @Nullable Reason reason,
    @Nullable String moment,
    @Nullable Instant due,
    @Nullable Long after,
    boolean afterTold,
    boolean gathers,
    @Nullable Handing handing) {

  Move {
    if (!OutreachState.CLAIMED.mayBecome(to)) {
      throw new IllegalArgumentException("claimed may not become " + to);
    }
  }

  /** The channel of a call that goes to the desk; null leaves it as it is. */
  @Nullable String channel() {
    return handing == null ? null : handing.call().channel().word();
  }

  static Move to(long id, OutreachState to, String gate, Reason reason) {
    return to(id, to, gate, reason, null);
  }

  private static Move to(
      long id, OutreachState to, String gate, Reason reason, @Nullable String moment) {
    return new Move(id, to, gate, reason, moment, null, null, false, false, null);
  }

  /** A gate says no, perhaps because of a bad moment. */
  static Move ended(long id, String gate, Reason reason, @Nullable String moment) {
    OutreachState to =
        switch (reason) {
          case OVERTAKEN -> OutreachState.SUPERSEDED;
          // Whoever lets the campaign go on lets it go on too.
          case SWITCHED_OFF -> OutreachState.HELD;
          // Until the call that is made instead has been decided.
          case CALLED_INSTEAD -> OutreachState.HELD;
          default -> OutreachState.DROPPED;
        };
    return to(id, to, gate, reason, moment);
  }

  static Move sent(long id) {
    return new Move(id, OutreachState.SENT, null, null, null, null, null, false, false, null);
  }

  /** The numbers of those that cannot leave as they are. */
  static List<Long> failed(List<Move> moves) {
    return moves.stream().filter(one -> one.to() == OutreachState.FAILED).map(Move::id).toList();
  }

  /** To the desk, if it has room. */
  static Move handed(Handing handing) {
    return new Move(
        handing.call().id(),
        OutreachState.SENT,
        null,
        null,
        null,
        null,
        null,
        false,
        false,
        handing);
  }

  /** A call for which the desk has no room until then. */
  static Move later(long id, Instant due, String gate, Reason reason) {
    return new Move(id, OutreachState.SCHEDULED, gate, reason, null, due, null, false, false, null);
  }

  /** It is looked at again then: with what else comes, where its kind gathers. */
  static Move later(long id, Judgement.Go go) {
    return new Move(
        id,
        go.gathers() ? OutreachState.HELD : OutreachState.SCHEDULED,
        go.gate(),
        go.reason(),
        go.moment(),
        go.candidate().due(),
        null,
        false,
        go.gathers(),
        null);
  }

  /** It waits to hear what becomes of an earlier one. */
  static Move after(long id, Judgement.Go go, Verdict.Await await) {
    return new Move(
        id,
        OutreachState.HELD,
        go.gate(),
        go.reason(),
        go.moment(),
        null,
        await.outreach(),
        await.ifTold(),
        false,
        null);
  }
}
