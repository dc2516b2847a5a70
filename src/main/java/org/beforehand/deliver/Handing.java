package org.beforehand.deliver;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;

/**
 * A call that every gate lets go, on its way to the desk.
 *
 * @param priority of its campaign
 * @param at the instant at which it is handed over
 * @param policy by which it is
 */
record Handing(Claimed call, Customer customer, int priority, Instant at, ContactPolicy policy) {

  /** Higher priorities than this, or lower ones, wait among each other in the order of age. */
  private static final int PRIORITIES = 1_000;

  /** When it is due next, if not before {@code from}. */
  Instant later(Instant from) {
    Instant opens = policy.opening(call.purpose(), Channel.CALL, customer, from);
    int within = Math.max(-PRIORITIES, Math.min(priority, PRIORITIES));
    long rank = call.purpose().ordinal() * (2L * PRIORITIES + 1) + PRIORITIES - within;
    // Outreach is claimed in the order in which it is due: microseconds tell whose turn is first.
    return opens.plus(rank, ChronoUnit.MICROS);
  }
}
