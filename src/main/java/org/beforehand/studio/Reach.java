package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Schedule;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many customers the campaigns that a publication changes may reach: at one time of a schedule,
 * by one incident, or in a week of customers' own events. From above: neither the rules' conditions
 * nor the gates are asked.
 */
final class Reach {

  private static final Duration LOOK_BACK = Duration.ofDays(7);

  private final ReachTable table;

  Reach(JdbcClient db) {
    this.table = new ReachTable(db);
  }

  /**
   * What it comes to.
   *
   * @param campaigns customers of each, by name; those that send nothing are left out
   * @param customers of all together, at most all there are
   */
  record Estimate(SortedMap<String, Long> campaigns, long customers) {}

  Estimate of(Set<String> changed, Rulebook rulebook, Instant at) {
    SortedMap<String, Long> campaigns = new TreeMap<>();
    long everybody = table.everybody();
    for (String name : changed) {
      Campaign campaign = rulebook.campaigns().get(name);
      if (campaign != null && campaign.status() == Campaign.Status.LIVE) {
        campaigns.put(name, Math.min(everybody, customers(campaign, everybody, at)));
      }
    }
    long sum = campaigns.values().stream().mapToLong(Long::longValue).sum();
    return new Estimate(campaigns, Math.min(everybody, sum));
  }

  private long customers(Campaign campaign, long everybody, Instant at) {
    long most = table.decided(campaign.triggers(), at.minus(LOOK_BACK));
    if (campaign.schedule() instanceof Schedule.Yearly yearly) {
      boolean birthday = yearly.of() == Schedule.Yearly.Of.BIRTHDAY;
      most = Math.max(most, table.onOneDay(birthday ? "birthday" : "since"));
    } else if (campaign.schedule() != null) {
      most = everybody;
    }
    boolean incidents =
        campaign.triggers().stream()
            .anyMatch(type -> type.startsWith("incident.") || type.startsWith("maintenance."));
    return incidents ? Math.max(most, table.widestScope()) : most;
  }

  /** For the record of a publication. */
  static Map<String, Object> data(Estimate estimate) {
    return Map.of("customers", estimate.customers(), "campaigns", estimate.campaigns());
  }
}
