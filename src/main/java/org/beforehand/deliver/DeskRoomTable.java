package org.beforehand.deliver;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** desk_room, and the skills of calls that are to be handed over. */
final class DeskRoomTable {

  private final JdbcClient db;

  DeskRoomTable(JdbcClient db) {
    this.db = db;
  }

  /** One period of one capacity. */
  record Slot(String skill, Instant period) {}

  /**
   * Holds all these rows, in the order of their numbers.
   *
   * @return those that are still this node's, and whose campaign is not stopped
   */
  Set<Long> holdFree(Collection<Long> outreach, String node) {
    Set<Long> free = new HashSet<>();
    db.sql(
            """
            select o.id,
                   o.state = 'claimed' and o.node = :node
                   and o.campaign <> all (array(select campaign from stopped_campaign))
                   and not exists (select from stopped_campaign where campaign = '*')
              from outreach o where o.id = any(:ids) order by o.id for update
            """)
        .param("ids", outreach.toArray(Long[]::new))
        .param("node", node)
        .query(
            row -> {
              if (row.getBoolean(2)) {
                free.add(row.getLong(1));
              }
            });
    return free;
  }

  /** What an agent must know for each of these calls. */
  Map<Long, String> skills(Collection<Long> outreach) {
    Map<Long, String> skills = new HashMap<>();
    db.sql("select outreach, skill from call_task where outreach = any(:ids)")
        .param("ids", outreach.toArray(Long[]::new))
        .query(
            row -> {
              skills.put(row.getLong(1), row.getString(2));
            });
    return skills;
  }

  /**
   * How much of each is taken; nobody else can take of it until this transaction ends. Whoever
   * comes second waits here, and then reads what the first has left.
   */
  Map<Slot, Integer> hold(Set<Slot> slots) {
    Map<Slot, Integer> taken = new HashMap<>();
    db.sql(
            """
            insert into desk_room as d (skill, period, taken)
            select skill, period, 0
              from unnest(:skills::text[], :periods::timestamptz[]) as n(skill, period)
             order by skill, period
            on conflict (skill, period) do update set taken = d.taken
            returning skill, period, taken
            """)
        .param("skills", texts(slots, Slot::skill))
        .param("periods", times(slots, Slot::period))
        .query(
            row -> {
              Instant period = row.getObject(2, OffsetDateTime.class).toInstant();
              taken.put(new Slot(row.getString(1), period), row.getInt(3));
            });
    return taken;
  }

  /** Writes how much is taken now of those that are held. */
  void take(Map<Slot, Integer> taken) {
    List<Map.Entry<Slot, Integer>> rows = List.copyOf(taken.entrySet());
    db.sql(
            """
            update desk_room d set taken = n.taken
              from unnest(:skills::text[], :periods::timestamptz[], :takens::bigint[])
                   as n(skill, period, taken)
             where d.skill = n.skill and d.period = n.period and d.taken <> n.taken
            """)
        .param("skills", texts(rows, row -> row.getKey().skill()))
        .param("periods", times(rows, row -> row.getKey().period()))
        .param("takens", longs(rows, row -> row.getValue()))
        .update();
  }
}
