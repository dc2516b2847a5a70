package org.beforehand.deliver;

import java.time.Instant;
import java.util.Collection;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Stopped;
import org.beforehand.fact.OutreachState;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What waits to leave, of whole campaigns. Calls belong to the caller's transaction; the row lock
 * decides the race with a dispatcher: what is not {@code sending} when it commits, stays.
 */
public final class WaitingMessages {

  private final WaitingTable table;

  public WaitingMessages(JdbcClient db) {
    this.table = new WaitingTable(db);
  }

  /**
   * Holds what waits until the campaigns are no longer stopped.
   *
   * @param campaigns by name; {@link Stopped#ALL} for all
   * @return how many
   */
  public int hold(Collection<String> campaigns, Instant at) {
    return table.move(campaigns, OutreachState.HELD, Reason.SWITCHED_OFF, at);
  }

  /**
   * Takes back what waits, for good.
   *
   * @param campaigns by name; {@link Stopped#ALL} for all
   * @return how many
   */
  public int cancel(Collection<String> campaigns, Reason reason, Instant at) {
    return table.move(campaigns, OutreachState.CANCELLED, reason, at);
  }

  /** How many wait, of these campaigns. */
  public long count(Collection<String> campaigns) {
    return table.count(campaigns);
  }
}
