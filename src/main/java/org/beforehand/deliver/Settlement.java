package org.beforehand.deliver;

import java.time.Duration;
import java.time.Instant;
import org.beforehand.decide.Reason;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt means for its outreach.
 *
 * @param address where it went
 * @param outcome the word stored with the attempt: accepted, refused, try_later, in_doubt
 * @param reply what the peer said, or what went wrong
 * @param due when to try again, or null
 * @param doubt whether this attempt may have reached the customer unknown to us
 * @param suppress whether the address must not be used again
 * @param peer what the peer calls it in its reports, or null
 */
record Settlement(
    Claimed claimed,
    String address,
    OutreachState to,
    String outcome,
    String reply,
    @Nullable Reason reason,
    @Nullable Instant due,
    boolean doubt,
    boolean suppress,
    @Nullable String peer) {

  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /** The most of a peer's reply that is kept. */
  private static final int REPLY = 300;

  static Settlement of(Ready ready, Delivery delivery, Instant at) {
    Claimed claimed = ready.claimed();
    String address = ready.letter().address();
    if (delivery instanceof Delivery.Accepted accepted) {
      return new Settlement(
          claimed,
          address,
          accepted.arrived() ? OutreachState.DELIVERED : OutreachState.SENT,
          "accepted",
          cut(accepted.reply()),
          null,
          null,
          false,
          false,
          accepted.peer());
    }
    if (delivery instanceof Delivery.Refused refused) {
      return new Settlement(
          claimed,
          address,
          OutreachState.FAILED,
          "refused",
          cut(refused.reply()),
          Reason.REFUSED,
          null,
          false,
          refused.addressIsBad(),
          null);
    }
    if (delivery instanceof Delivery.InDoubt doubt) {
      return inDoubt(claimed, address, cut(doubt.reason()), at);
    }
    return tryLater(claimed, address, cut(((Delivery.TryLater) delivery).reason()), at);
  }

  /** A service notice is resent once, under the same Message-ID; anything else never. */
  static Settlement inDoubt(Claimed claimed, String address, String why, Instant at) {
    boolean again =
        claimed.purpose() == Purpose.SERVICE
            && claimed.doubts() == 0
            && at.plus(FIRST_WAIT).isBefore(claimed.expires());
    return new Settlement(
        claimed,
        address,
        again ? OutreachState.SCHEDULED : OutreachState.IN_DOUBT,
        "in_doubt",
        why,
        Reason.UNKNOWN_OUTCOME,
        again ? at.plus(FIRST_WAIT) : null,
        true,
        false,
        null);
  }

  private static Settlement tryLater(Claimed claimed, String address, String why, Instant at) {
    Instant next = at.plus(wait(claimed));
    boolean over = next.isAfter(claimed.expires());
    return new Settlement(
        claimed,
        address,
        over ? OutreachState.FAILED : OutreachState.SCHEDULED,
        "try_later",
        why,
        Reason.TRIES_EXHAUSTED,
        over ? null : next,
        false,
        false,
        null);
  }

  /**
   * One minute, doubling up to an hour, spread by a tenth either way so that retries do not march.
   */
  private static Duration wait(Claimed claimed) {
    long doubled = FIRST_WAIT.toSeconds() << Math.min(claimed.attempts() - 1, 10);
    long seconds = Math.min(doubled, LONGEST_WAIT.toSeconds());
    long spread = seconds / 10;
    return Duration.ofSeconds(
        seconds - spread + Math.floorMod(claimed.id() * 7919, 2 * spread + 1));
  }

  private static String cut(String reply) {
    return reply.length() <= REPLY ? reply : reply.substring(0, REPLY);
  }
}
