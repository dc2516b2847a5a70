package org.beforehand.studio;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Policy;
import org.beforehand.studio.Funnel.Left;
import org.springframework.jdbc.core.JdbcTemplate;

/** Decisions and outreach, counted by how far each came. */
final class FunnelTable {

  /** Beyond every gate: of what came through all of them, what waits and what is sent. */
  static final int WAITING = 1_001;

  static final int SENT = 1_002;

  private final JdbcTemplate db;
  private final OffsetDateTime since;

  FunnelTable(DataSource source, Instant since) {
    this.db = new JdbcTemplate(source);
    this.since = since.atOffset(ZoneOffset.UTC);
  }

  /** Decisions about what each campaign listens to. */
  Map<String, Left> heard(Iterable<Campaign> campaigns) {
    List<String> names = new ArrayList<>();
    List<String> triggers = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      for (String trigger : campaign.triggers()) {
        names.add(campaign.name());
        triggers.add(trigger);
      }
    }
    return counted(
        """
        select n.campaign as name, count(*) as times, count(distinct d.customer) as customers
          from unnest(?::text[], ?::text[]) as n(campaign, trigger)
          join decision d on d.trigger = n.trigger and d.at >= ?
         group by n.campaign
        """,
        names.toArray(String[]::new),
        triggers.toArray(String[]::new),
        since);
  }

  /** How often each rule and each step of one fired. */
  Map<String, Left> fired() {
    return counted(
        """
        select f.name, count(*) as times, count(distinct d.customer) as customers
          from decision d, jsonb_array_elements_text(d.why -> 'fired') as f(name)
         where d.at >= ?
         group by f.name
        """,
        since);
  }

  private Map<String, Left> counted(String sql, Object... values) {
    Map<String, Left> counted = new HashMap<>();
    db.query(
        sql,
        row -> {
          counted.put(row.getString("name"), left(row));
        },
        values);
    return counted;
  }

  /**
   * By rule: what is left of its proposals after the n-th gate, from 0, when none was asked, to the
   * one after the last, when the outbox has had its say; then {@link #WAITING} and {@link #SENT}.
   */
  Map<String, SortedMap<Integer, Left>> passed() {
    Map<String, SortedMap<Integer, Left>> passed = new HashMap<>();
    String[] gates = Policy.gates().toArray(String[]::new);
    db.query(
        FateTable.FATE
            + """
            , far as (
              select rule, customer,
                     case verdict when 'send' then 1002 when 'hold' then 1001
                          else coalesce(array_position(?::text[], gate), ?) end as stop
                from fate)
            select f.rule, n.n, count(*) as times, count(distinct f.customer) as customers
              from far f join generate_series(0, ?) as n(n) on f.stop > n.n
             group by f.rule, n.n
            union all
            select f.rule, f.stop, count(*), count(distinct f.customer)
              from far f where f.stop > 1000
             group by f.rule, f.stop
            """,
        row -> {
          passed
              .computeIfAbsent(row.getString("rule"), rule -> new TreeMap<>())
              .put(row.getInt("n"), left(row));
        },
        since,
        since,
        gates,
        gates.length + 1,
        gates.length + 1);
    return passed;
  }

  private static Left left(ResultSet row) throws SQLException {
    return new Left(row.getLong("times"), row.getLong("customers"));
  }
}
