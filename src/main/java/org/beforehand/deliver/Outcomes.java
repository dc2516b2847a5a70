package org.beforehand.deliver;

import java.time.Instant;
import java.util.Collection;
import org.beforehand.decide.Guard;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of a campaign's messages, counted. */
public final class Outcomes {

  private final OutcomeTable table;

  public Outcomes(JdbcClient db) {
    this.table = new OutcomeTable(db);
  }

  /** How many went wrong, of those that were decided with these revisions. */
  public Guard.Trouble trouble(String campaign, Collection<String> revisions) {
    return table.trouble(campaign, revisions);
  }

  /**
   * How many have an outcome at all: they have left, or were refused or given up.
   *
   * @param oldest when the first of them was put
   */
  public long count(String campaign, Collection<String> revisions, Instant oldest) {
    return table.count(campaign, revisions, oldest);
  }
}
