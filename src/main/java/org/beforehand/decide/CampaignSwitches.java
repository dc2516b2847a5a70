package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stops campaigns at once, whatever their files say. Calls belong to the caller's transaction. */
public final class CampaignSwitches {

  /**
   * The first half of the advisory lock that whoever begins a message holds shared; the second is
   * 1.
   */
  public static final int LOCK = 0x73_74_6f_70;

  private final SwitchTable table;

  public CampaignSwitches(JdbcClient db) {
    this.table = new SwitchTable(db);
  }

  /**
   * A campaign that is stopped.
   *
   * @param campaign its name, or {@link Stopped#ALL}
   */
  public record Switch(String campaign, String who, Instant at, String why) {}

  /**
   * Stops a campaign, or all. When this is committed, nothing of it begins any more, on any node;
   * it waits for what is beginning, so its transaction should be a short one.
   */
  public void stop(String campaign, String who, String why, Instant at) {
    table.lock();
    table.on(campaign, who, why, at);
  }

  /** Lets it go on; false if it was not stopped. */
  public boolean release(String campaign) {
    return table.off(campaign);
  }

  /** All that are on, by name. */
  public List<Switch> all() {
    return table.all();
  }

  /** What is stopped at this moment, on every node. */
  public Stopped stopped() {
    return new Stopped(table.names());
  }
}
