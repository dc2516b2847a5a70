package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Times of schedules that passed while no program was running; they do not happen later. */
public final class MissedTimes {

  private final ScheduleTable table;

  public MissedTimes(JdbcClient db) {
    this.table = new ScheduleTable(db);
  }

  /**
   * One time of a campaign's schedule.
   *
   * @param occurrence the local date; for cron the local date and time
   * @param zones in how many zones
   */
  public record Missed(String campaign, String kind, String occurrence, int zones) {}

  /** Those since an instant, the latest first. */
  public List<Missed> since(Instant since, int most) {
    return table.missed(since, most);
  }
}
