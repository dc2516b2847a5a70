package org.beforehand.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What teams are told by rules. */
public final class Alerts {

  private final AlertTable table;

  public Alerts(JdbcClient db) {
    this.table = new AlertTable(db);
  }

  /**
   * What makes an alert the same one: a team is told once.
   *
   * @param customer whom it is about; empty where it is about a whole campaign
   */
  public record Id(String campaign, String customer, String key, String team) {}

  /**
   * An alert.
   *
   * @param rule by its full name; empty where no rule raised it
   * @param at when it was raised
   */
  public record Alert(Id id, String text, String rule, Instant at) {}

  /** An alert as it is kept, by its number. */
  public record Raised(long number, Alert alert) {}

  /**
   * Raises alerts, in the caller's transaction.
   *
   * @return those that were not raised before
   */
  public Set<Id> raise(Collection<Alert> alerts) {
    return alerts.isEmpty() ? Set.of() : table.insert(alerts);
  }

  /**
   * The latest first.
   *
   * @param before only those with a lower number; null for all
   * @param most how many at most
   */
  public List<Raised> latest(@Nullable Long before, int most) {
    return table.latest(before, most);
  }
}
