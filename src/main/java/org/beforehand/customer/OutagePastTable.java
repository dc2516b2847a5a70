package org.beforehand.customer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.beforehand.customer.Past.Moment;
import org.beforehand.fact.Interruption;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What {@link OutageHistoryTable} reads, as it was: an outage was as long as its last version by
 * then says, and the customer depended on what the record of then says.
 */
final class OutagePastTable {

  private final JdbcClient db;

  OutagePastTable(JdbcClient db) {
    this.db = db;
  }

  /**
   * @param current what the customer depended on then
   * @param recorded since when
   */
  List<Interruption> interruptions(
      String customer, Set<String> current, Instant recorded, Moment then, Instant since) {
    return db.sql(
            """
            with ever as (
              select scope, added,
                     case when scope = any(:current)
                               and added = max(added) over (partition by scope)
                          then 'infinity' else removed end as removed
                from customer_scope where customer = :customer and added <= :recorded),
            mine as (
              select * from ever
               where (scope = any(:current) or removed <= :recorded) and removed > :since),
            stood as materialized (
              select distinct on (incident) * from incident_version
               where moment < :moment
                 and incident in (select s.incident from incident_scope s
                                    join mine on mine.scope = s.scope)
               order by incident, moment desc),
            touched as (
              select v.incident, m.scope, min(v.episode) as first_episode,
                     max(v.episode) as last_episode
                from incident_version v
                join mine m on m.scope = any(v.scopes)
               where v.moment < :moment and v.incident in (select incident from stood)
               group by v.incident, m.scope),
            spans as materialized (
              select s.incident, b.episode, s.service, s.planned, b.began,
                     case when l.status = 'restored' then l.time end as ended
                from stood s
               cross join lateral (
                 select u.episode, min(e.time) as began
                   from incident_update u join event e on e.source = u.source and e.id = u.event
                  where u.incident = s.incident and u.version <= s.version and u.status = 'open'
                  group by u.episode) b
               cross join lateral (
                 select u.status, e.time
                   from incident_update u
                   left join event e on e.source = u.source and e.id = u.event
                  where u.incident = s.incident and u.version <= s.version
                    and u.episode = b.episode
                  order by u.version desc limit 1) l
               where l.status in ('open', 'restored')
                 and (s.status = 'open' or s.status_time > :since))
            select distinct p.service, p.planned, greatest(p.began, m.added) as began,
                   case when m.removed < coalesce(p.ended, 'infinity') then m.removed
                        else p.ended end as ended
              from mine m
              join touched t on t.scope = m.scope
              join spans p on p.incident = t.incident
                          and p.episode between t.first_episode and t.last_episode
             where m.added < coalesce(p.ended, 'infinity') and m.removed > p.began
               and coalesce(p.ended, 'infinity') > :since
             order by began, p.service
            """)
        .param("customer", customer)
        .param("current", current.toArray(String[]::new))
        .param("recorded", recorded.atOffset(ZoneOffset.UTC))
        .param("moment", then.moment())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query((row, n) -> OutageHistoryTable.interruption(row))
        .list();
  }
}
