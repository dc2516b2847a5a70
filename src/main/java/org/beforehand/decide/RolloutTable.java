package org.beforehand.decide;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** rollout and rollout_seat: whom a campaign reaches until it is widened, each once. */
final class RolloutTable {

  private final JdbcClient db;

  RolloutTable(JdbcClient db) {
    this.db = db;
  }

  void end(Collection<String> campaigns) {
    db.sql(
            """
            with ended as (
              delete from rollout where campaign = any(:campaigns) returning number)
            delete from rollout_seat s using ended where s.rollout = ended.number
            """)
        .param("campaigns", campaigns.toArray(String[]::new))
        .update();
  }

  void begin(Collection<String> campaigns, Rollouts.Wanted wanted, Instant at) {
    Guard guard = wanted.guard();
    db.sql(
            """
            insert into rollout (campaign, publication, who, since, oldest, share, most, widen_at, guarded,
                                 bounced, complained, failed, after)
            select campaign, (select max(id) from publication), :who, :at, :oldest, :share, :most, :widen,
                   :guarded, :bounced, :complained, :failed, :after
              from unnest(:campaigns::text[]) as c(campaign)
            """)
        .param("campaigns", campaigns.toArray(String[]::new))
        .param("who", wanted.who())
        .param("oldest", wanted.oldest().atOffset(ZoneOffset.UTC))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param(
            "share",
            wanted.start() instanceof Start.Share share ? share.tenThousandths() : null,
            Types.INTEGER)
        .param(
            "most",
            wanted.start() instanceof Start.Customers customers ? customers.most() : null,
            Types.BIGINT)
        .param(
            "widen",
            wanted.widenAt() == null ? null : wanted.widenAt().atOffset(ZoneOffset.UTC),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("guarded", guard != null)
        .param("bounced", guard == null ? null : guard.bounced(), Types.DOUBLE)
        .param("complained", guard == null ? null : guard.complained(), Types.DOUBLE)
        .param("failed", guard == null ? null : guard.failed(), Types.DOUBLE)
        .param("after", guard == null ? 0 : guard.after())
        .update();
  }

  List<Rollout> all() {
    return db.sql("select * from rollout order by campaign").query(RolloutTable::rollout).list();
  }

  @Nullable Rollout hold(String campaign) {
    return db.sql("select * from rollout where campaign = :campaign for update")
        .param("campaign", campaign)
        .query(RolloutTable::rollout)
        .optional()
        .orElse(null);
  }

  void widen(String campaign, @Nullable Start to) {
    db.sql(
            """
            update rollout
               set share = :share, most = :most,
                   widen_at = case when coalesce(:share, :most) is null then null else widen_at end
             where campaign = :campaign
            """)
        .param("campaign", campaign)
        .param(
            "share", to instanceof Start.Share share ? share.tenThousandths() : null, Types.INTEGER)
        .param(
            "most", to instanceof Start.Customers customers ? customers.most() : null, Types.BIGINT)
        .update();
  }

  /** Whatever was stopped in between waits for somebody to widen it. */
  List<Rollout> widenDue(Instant at) {
    db.sql(
            """
            update rollout set widen_at = null
             where widen_at is not null
               and exists (select from stopped_campaign s where s.campaign in (rollout.campaign, '*'))
            """)
        .update();
    return db.sql(
            """
            update rollout set share = null, most = null, widen_at = null
             where widen_at <= :at
            returning *
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(RolloutTable::rollout)
        .list();
  }

  boolean unguard(long number) {
    return db.sql(
                """
                update rollout set guarded = false, widen_at = null
                 where number = :number and guarded
                """)
            .param("number", number)
            .update()
        > 0;
  }

  void counted(long number, long outcomes) {
    db.sql("update rollout set outcomes = :outcomes where number = :number")
        .param("number", number)
        .param("outcomes", outcomes)
        .update();
  }

  List<String> revisions(long number) {
    return db.sql(
            """
            select distinct p.revision from publication p, rollout r
             where r.number = :number and p.id >= r.publication
            """)
        .param("number", number)
        .query(String.class)
        .list();
  }

  /** One that is not there any more has no room. */
  Map<String, Starts.Seats> seated(Map<String, Starts.Seats> asked, Collection<String> customers) {
    Map<Long, Starts.Seats> found = new HashMap<>();
    db.sql(
            """
            select r.number, r.most is not null and r.reached < r.most,
                   array(select s.customer from rollout_seat s
                          where s.rollout = r.number and s.customer = any(:customers))
              from rollout r where r.number = any(:numbers)
            """)
        .param("numbers", longs(asked.values(), Starts.Seats::rollout))
        .param("customers", customers.toArray(String[]::new))
        .query(
            row -> {
              found.put(
                  row.getLong(1),
                  new Starts.Seats(
                      row.getLong(1),
                      Set.of((String[]) row.getArray(3).getArray()),
                      row.getBoolean(2)));
            });
    Map<String, Starts.Seats> seated = new HashMap<>();
    asked.forEach(
        (campaign, seats) ->
            seated.put(
                campaign,
                found.getOrDefault(seats.rollout(), new Starts.Seats(seats.rollout(), false))));
    return seated;
  }

  /** A seat that is asked for, or taken. */
  record Place(long rollout, String customer) {}

  /**
   * The rollouts are locked in the order of their numbers, and only by batches that reach somebody
   * new: once they are full, nobody waits here any more.
   */
  Set<Place> seat(List<Place> wanted, Instant at) {
    return new HashSet<>(
        db.sql(
                """
                with held as (
                  select number, most - reached as room from rollout
                   where number = any(:rollouts) and most is not null
                   order by number for update),
                ranked as (
                  select w.rollout, w.customer, held.room,
                         row_number() over (partition by w.rollout order by w.place) as place
                    from unnest(:rollouts::bigint[], :customers::text[]) with ordinality
                           as w(rollout, customer, place)
                    join held on held.number = w.rollout),
                seated as (
                  insert into rollout_seat (rollout, customer, at)
                  select rollout, customer, :at from ranked where place <= room
                  returning rollout, customer),
                counted as (
                  update rollout r set reached = r.reached + s.n
                    from (select rollout, count(*) as n from seated group by rollout) s
                   where r.number = s.rollout)
                select rollout, customer from seated
                """)
            .param("rollouts", longs(wanted, Place::rollout))
            .param("customers", texts(wanted, Place::customer))
            .param("at", at.atOffset(ZoneOffset.UTC))
            .query((row, n) -> new Place(row.getLong(1), row.getString(2)))
            .list());
  }

  private static Rollout rollout(ResultSet row, int n) throws SQLException {
    Integer share = (Integer) row.getObject("share");
    Long most = (Long) row.getObject("most");
    OffsetDateTime widen = row.getObject("widen_at", OffsetDateTime.class);
    return new Rollout(
        row.getString("campaign"),
        row.getLong("number"),
        row.getString("who"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getObject("oldest", OffsetDateTime.class).toInstant(),
        share != null ? new Start.Share(share) : most != null ? new Start.Customers(most) : null,
        row.getLong("reached"),
        widen == null ? null : widen.toInstant(),
        row.getBoolean("guarded")
            ? new Guard(
                (Double) row.getObject("bounced"),
                (Double) row.getObject("complained"),
                (Double) row.getObject("failed"),
                row.getInt("after"))
            : null,
        row.getLong("outcomes"));
  }
}
