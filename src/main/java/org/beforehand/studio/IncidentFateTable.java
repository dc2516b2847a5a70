package org.beforehand.studio;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of an incident for each of its customers, read from where four rooms keep it. All of
 * one customer is read in one statement, and customers a slice at a time, by their hash: an outage
 * of a million would hold back the cleaning of old rows for a minute.
 */
final class IncidentFateTable {

  /** So many customers and stages are read in a second or two. */
  private static final int SLICE = 40_000;

  /** What became of one stage for one customer; of several messages, the first of these counts. */
  enum Kind {
    TOLD,
    WAITING,
    FAILED,
    UNREACHABLE,
    DROPPED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A stage that was told, or was to be. */
  record Sweep(long id, String stage, int episode, Instant at, String state) {}

  /** Customers to whom the same happened for the same reason. */
  record Fate(
      Kind kind, @Nullable String gate, String reason, long customers, List<String> examples) {}

  private final JdbcClient db;

  IncidentFateTable(JdbcClient db) {
    this.db = db;
  }

  /** The stages in order. */
  List<Sweep> sweeps(Why.AboutIncident question) {
    return db.sql(
            """
            select id, stage, episode, at, state from sweep
             where incident = :incident and at >= :from and at <= :to
             order by at, id
            """)
        .param("incident", question.incident())
        .param("from", question.from().atOffset(ZoneOffset.UTC))
        .param("to", question.to().atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Sweep(
                    row.getLong("id"),
                    row.getString("stage"),
                    row.getInt("episode"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("state")))
        .list();
  }

  /**
   * What became of these stages.
   *
   * @param take told what happened to customers at a stage, by its number; or at none of them, with
   *     null: whom nothing reached, and why not the first time. Of the same fate it may be told
   *     several times, of other customers
   */
  void fates(
      Why.AboutIncident question, List<Sweep> sweeps, BiConsumer<@Nullable Long, Fate> take) {
    Long[] ids = sweeps.stream().map(Sweep::id).toArray(Long[]::new);
    long slices = 1 + audience(ids) / SLICE;
    long width = Long.divideUnsigned(-1L, slices);
    for (long n = 0; n < slices; n++) {
      long low = Long.MIN_VALUE + n * width;
      long high = n == slices - 1 ? Long.MAX_VALUE : low + width - 1;
      slice(question, ids, low, high, take);
    }
  }

  /** Customers, once for each stage. */
  private long audience(Long[] sweeps) {
    return db.sql(
            """
            select count(*)
              from sweep s cross join unnest(s.scopes) touched
              join customer_scope c on c.scope = touched
             where s.id = any(:sweeps)
            """)
        .param("sweeps", sweeps)
        .query(Long.class)
        .single();
  }

  private void slice(
      Why.AboutIncident question,
      Long[] sweeps,
      long low,
      long high,
      BiConsumer<@Nullable Long, Fate> take) {
    db.sql(
            """
            with told as materialized (select * from sweep where id = any(:sweeps)),
            -- Kinds are 0 told, 1 waiting, 2 failed, 3 unreachable, 4 dropped.
            put as materialized (
              select distinct on (sweep, customer) sweep, customer, kind, gate, reason from (
                select t.id as sweep, o.customer,
                       case when o.state in ('sent', 'delivered', 'complained', 'answered',
                                             'in_doubt') then 0
                            when o.state in ('held', 'scheduled', 'claimed', 'sending') then 1
                            when o.state in ('failed', 'bounced') then 2
                            when o.reason = 'unreachable' then 3
                            else 4 end as kind,
                       o.gate, coalesce(o.reason, o.state) as reason
                  from told t
                  join outreach o on o.incident = t.incident and o.episode = t.episode
                                 and o.hash between :low and :high and o.source = t.source
                                 and o.event = t.event and o.stage = t.stage
                 where :campaign::text is null or o.campaign = :campaign) each
               order by sweep, customer, kind, gate, reason),
            -- For whom nothing was put: the decision says why, if there is one.
            rest as materialized (
              select a.sweep, a.customer, a.state, d.why
                from (select distinct t.id as sweep, c.customer, t.source, t.event, t.stage, t.state
                        from told t
                        cross join unnest(t.scopes) touched
                        join customer_scope c
                          on c.scope = touched and c.hash between :low and :high
                         and c.added <= t.at and c.removed > t.at) a
                left join put p on p.sweep = a.sweep and p.customer = a.customer
                left join decision d on d.customer = a.customer and d.source = a.source
                                    and d.event = a.event and d.stage = a.stage
               where p.customer is null),
            fate as materialized (
              select * from put
              union all
              (select distinct on (sweep, customer) sweep, customer, kind, gate, reason from (
                 select r.sweep, r.customer,
                        case when v ->> 'reason' = 'unreachable' then 3 else 4 end as kind,
                        v ->> 'gate' as gate, v ->> 'reason' as reason
                   from rest r, jsonb_array_elements(r.why -> 'verdicts') v
                  where v ->> 'verdict' = 'drop'
                    and (:campaign::text is null
                         or starts_with(v ->> 'rule', :campaign || ': '))
                 union all
                 select sweep, customer, 5, 'rules',
                        case when jsonb_exists(why, 'faults') then 'fault' else 'no_rule' end
                   from rest where why is not null
                 union all
                 select sweep, customer,
                        case when state in ('planned', 'running') then 1 else 5 end, 'sweep',
                        case when state in ('planned', 'running') then 'not_yet'
                             when state = 'superseded' then 'overtaken'
                             else 'not_decided' end
                   from rest where why is null) each
                order by sweep, customer, kind, gate, reason)),
            silent as (
              select distinct on (customer) customer, kind, gate, reason
                from fate
               where customer in (select customer from fate group by customer having min(kind) > 1)
               order by customer, sweep),
            placed as (
              select *, row_number() over (partition by kind, gate, reason order by customer)
                        as place
                from silent)
            select sweep, kind, gate, reason, count(*) as customers, '{}'::text[] as examples
              from fate group by sweep, kind, gate, reason
            union all
            select null, kind, gate, reason, count(*),
                   coalesce(array_agg(customer order by customer)
                              filter (where place <= :examples), '{}')
              from placed group by kind, gate, reason
            """)
        .param("sweeps", sweeps)
        .param("campaign", question.campaign())
        .param("low", low)
        .param("high", high)
        .param("examples", question.examples())
        .query(
            row -> {
              take.accept(row.getObject("sweep", Long.class), fate(row));
            });
  }

  private static Fate fate(ResultSet row) throws SQLException {
    return new Fate(
        Kind.values()[Math.min(row.getInt("kind"), Kind.DROPPED.ordinal())],
        row.getString("gate"),
        String.valueOf(row.getString("reason")),
        row.getLong("customers"),
        new ArrayList<>(List.of((String[]) row.getArray("examples").getArray())));
  }
}
