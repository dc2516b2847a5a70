package org.beforehand.decide;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** campaign_switch: which campaigns are stopped, by whom and why. */
final class SwitchTable {

  private final JdbcClient db;

  SwitchTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * Whoever begins a message holds this lock shared until it is committed: once the switch is on,
   * all that had begun before has, and nothing does after.
   */
  void lock() {
    db.sql("select pg_advisory_xact_lock(:room, 1)")
        .param("room", CampaignSwitches.LOCK)
        .query(row -> {});
  }

  void on(String campaign, String who, String why, Instant at) {
    db.sql(
            """
            insert into campaign_switch (campaign, who, at, why) values (:campaign, :who, :at, :why)
            on conflict (campaign) do update
               set who = excluded.who, at = excluded.at, why = excluded.why
            """)
        .param("campaign", campaign)
        .param("who", who)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("why", why)
        .update();
  }

  boolean off(String campaign) {
    return db.sql("delete from campaign_switch where campaign = :campaign")
            .param("campaign", campaign)
            .update()
        > 0;
  }

  List<CampaignSwitches.Switch> all() {
    return db.sql("select campaign, who, at, why from campaign_switch order by campaign")
        .query(
            (row, n) ->
                new CampaignSwitches.Switch(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getString(4)))
        .list();
  }

  Set<String> names() {
    return Set.copyOf(db.sql("select campaign from campaign_switch").query(String.class).list());
  }
}
