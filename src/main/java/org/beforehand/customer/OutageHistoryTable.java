package org.beforehand.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.beforehand.fact.Interruption;
import org.beforehand.fact.OutreachState;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What outages meant to the customers of a batch; read only where the rules at hand ask for it. */
final class OutageHistoryTable {

  private final JdbcClient db;

  OutageHistoryTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * When these customers were without service. A customer is in an outage while both last: the
   * outage, and that the customer depends on what it touches.
   */
  Map<String, List<Interruption>> interruptions(Collection<String> customers, Instant since) {
    Map<String, List<Interruption>> found = new HashMap<>();
    // The spans of an incident are worked out once, however many of the batch were in it, and one
    // incident at a time: asked for all of them at once, the view would work out every outage ever.
    db.sql(
            """
            with mine as materialized (
              select distinct c.customer, c.added, c.removed, s.incident, s.first_episode,
                     s.episode as last_episode
                from customer_scope c
                join incident_scope s on s.scope = c.scope
                join incident i on i.id = s.incident
               where c.customer = any(:customers) and c.removed > :since
                 and (i.status = 'open' or i.status_time > :since)),
            spans as materialized (
              select p.*, i.planned
                from (select distinct incident from mine) m
                join incident i on i.id = m.incident
               cross join lateral (select * from interruption
                                    where incident = m.incident) p)
            select distinct m.customer, p.service, p.planned, greatest(p.began, m.added) as began,
                   case when m.removed < coalesce(p.ended, 'infinity') then m.removed
                        else p.ended end as ended
              from mine m
              join spans p on p.incident = m.incident
                          and p.episode between m.first_episode and m.last_episode
             where m.added < coalesce(p.ended, 'infinity') and m.removed > p.began
               and coalesce(p.ended, 'infinity') > :since
             order by m.customer, began, p.service
            """)
        .param("customers", customers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("customer"), id -> new ArrayList<>())
                  .add(interruption(row));
            });
    return found;
  }

  static Interruption interruption(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
    return new Interruption(
        row.getString("service"),
        row.getObject("began", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getBoolean("planned"));
  }

  /**
   * By customer and incident, the estimate of the version from which the latest notice that told
   * one or told of none was written; nothing where that version had none.
   */
  Map<String, Map<String, Instant>> estimates(Collection<String> customers, Instant since) {
    Map<String, Map<String, Instant>> found = new HashMap<>();
    db.sql(
            """
            select c as customer, o.incident, u.eta
              from unnest(:customers::text[]) c,
                   lateral (select distinct on (incident) incident, incident_version
                              from contact
                             where customer = c and due > :since and state = any(:told)
                               and incident is not null and stage is not null
                             order by incident, at desc, id desc) o
              join incident_update u on u.incident = o.incident
                                    and u.version = o.incident_version
             where u.eta is not null
            """)
        .param("customers", customers.toArray(String[]::new))
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("told", TOLD)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getString("customer"), id -> new HashMap<>())
                  .put(
                      row.getString("incident"),
                      row.getObject("eta", OffsetDateTime.class).toInstant());
            });
    return found;
  }

  private static final String[] TOLD =
      Stream.of(OutreachState.values())
          .filter(OutreachState::told)
          .map(OutreachState::word)
          .toArray(String[]::new);
}
