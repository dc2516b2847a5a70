package org.beforehand.deliver;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Customers.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox and ledger of contacts: one row per intent, for ever. Every call belongs to the
 * caller's transaction, so that an intent exists exactly if what led to it does.
 */
public final class Outbox {

  private final OutreachTable table;

  public Outbox(JdbcClient db) {
    this.table = new OutreachTable(db);
  }

  /**
   * Puts intents. One whose identity is taken is left out, unless what it was overtaken by proved
   * false: then the old row lives again.
   *
   * @return the numbers of those that were put
   */
  public Map<Outreach.Id, Long> put(Collection<Outreach> outreach) {
    return outreach.isEmpty() ? Map.of() : table.insert(outreach);
  }

  /**
   * Takes back whatever waits for customers who no longer allow it. The row lock decides the race
   * with a dispatcher: what is not {@code sending} when this commits, never leaves.
   *
   * @return how many were taken back
   */
  public int withdraw(List<Refusal> refusals, Instant at) {
    return refusals.isEmpty() ? 0 : table.withdraw(refusals, at);
  }

  /**
   * Takes back whatever waits about an incident's episode for these customers, because the episode
   * has ended. The caller holds the incident and the customers.
   */
  public int supersede(String incident, int episode, Collection<String> customers, Instant at) {
    return table.supersede(incident, episode, customers, at);
  }
}
