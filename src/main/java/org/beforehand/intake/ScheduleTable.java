package org.beforehand.intake;

import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beforehand.decide.Schedule.Yearly;
import org.beforehand.fact.Event;
import org.beforehand.intake.RangeTable.Member;
import org.beforehand.intake.RangeTable.Range;
import org.springframework.jdbc.core.simple.JdbcClient;

/** schedule_run, and the sweeps of schedules with those they are for. */
final class ScheduleTable {

  /** A sweep with those it is for, or no sweep where that is nobody: one statement, one instant. */
  private static final String SWEEP_OVER =
      """
      with audience as materialized (%s),
           begun as (
             insert into sweep (campaign, source, event, scopes, at, due, state)
             select :campaign, :source, :event, '{}', :at, :at, 'running'
              where exists (select from audience)
             returning id),
           named as (
             insert into sweep_member (sweep, hash, customer)
             select begun.id, a.hash, a.id from begun, audience a
             returning sweep)
      select begun.id, (select count(*) from named) from begun
      """;

  /**
   * Whose day it is in the zone, or in the country of their locale where that has other days; and
   * who has left it since the day began, since where they live now it may have been that hour, or
   * the next day, before they came.
   */
  private static final String CELEBRATING =
      """
      select c.hash, c.id from customer c
       where right(c.profile ->> 'DAY', 5) = any(:days) and c.profile ->> 'DAY' is not null
         and (cardinality(:countries::text[]) = 0
              or (select coalesce(max(country), '') from unnest(:countries::text[]) as o(country)
                   where country = substring(c.profile ->> 'locale'
                                     from '^[a-z]{2,8}(?:-[A-Z][a-z]{3})?-([A-Z]{2})(?:-|$)')
                     and (:anywhere or coalesce(c.profile ->> 'zone', '') = ''))
                 || ' ' || right(c.profile ->> 'DAY', 5) = any(:pairs))
         and (coalesce(c.profile ->> 'zone', '') = any(:zones)
              or (select v.at from customer_version v where v.customer = c.id
                   order by v.seq desc limit 1) > :dawn
                 and exists (select from customer_version v
                              where v.customer = c.id
                                and coalesce(v.profile ->> 'zone', '') = any(:zones)
                                and v.seq >= coalesce((select max(w.seq) from customer_version w
                                                        where w.customer = c.id
                                                          and w.at <= :dawn), 0)))
      """;

  /**
   * Whose last event of their own fell into the window, and who was not asked since. A record that
   * comes in and a timer that runs out are no doing of the customer's.
   */
  private static final String SILENT =
      """
      select distinct c.hash, c.id
        from event e join customer c on c.id = e.customer
       where e.time > :from and e.time <= :upto
         and e.source <> 'timer' and e.type <> 'customer.updated'
         and coalesce(c.profile ->> 'zone', '') = any(:zones)
         and not exists (select from event l
                          where l.customer = e.customer and l.time > :upto
                            and l.source <> 'timer' and l.type <> 'customer.updated')
         and not exists (select from sweep_member m join sweep s on s.id = m.sweep
                          where m.customer = e.customer and s.campaign = :campaign
                            and starts_with(s.event, :kind) and s.at > e.time)
      """;

  private final JdbcClient db;

  ScheduleTable(JdbcClient db) {
    this.db = db;
  }

  /** The zones that customers live in, '' for those without: a step of an index for each. */
  List<String> zones() {
    return db.sql(
            """
            with recursive lives as (
              (select coalesce(profile ->> 'zone', '') as zone from customer
                order by coalesce(profile ->> 'zone', '') limit 1)
              union all
              select (select coalesce(c.profile ->> 'zone', '') from customer c
                       where coalesce(c.profile ->> 'zone', '') > lives.zone
                       order by coalesce(c.profile ->> 'zone', '') limit 1)
                from lives where lives.zone is not null)
            select zone from lives where zone is not null
            """)
        .query(String.class)
        .list();
  }

  /**
   * Zones in which a day may still be going on for somebody who has just left them as the last one:
   * those where customers lived at one of the last days' runs.
   */
  List<String> zonesOfLate(Instant since) {
    return db.sql(
            "select distinct zone from schedule_run where instant > :since and state <> 'left'")
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .list();
  }

  /** A campaign's schedule in one zone. */
  record Line(String campaign, String kind, String zone) {}

  /** The last time of each that was dealt with. */
  Map<Line, String> last(Collection<Line> lines) {
    Map<Line, String> found = new HashMap<>();
    db.sql(
            """
            select n.campaign, n.kind, n.zone, r.occurrence
              from unnest(:campaigns::text[], :kinds::text[], :zones::text[])
                   as n(campaign, kind, zone),
                   lateral (select occurrence from schedule_run r
                             where r.campaign = n.campaign and r.kind = n.kind
                               and r.zone = n.zone
                             order by occurrence desc limit 1) r
            """)
        .param("campaigns", texts(lines, Line::campaign))
        .param("kinds", texts(lines, Line::kind))
        .param("zones", texts(lines, Line::zone))
        .query(
            row -> {
              found.put(
                  new Line(row.getString(1), row.getString(2), row.getString(3)), row.getString(4));
            });
    return found;
  }

  /** One time of a schedule in one zone. */
  record Run(Line line, String occurrence, Instant instant) {}

  /**
   * Records times that do not happen.
   *
   * @return how many nobody had recorded
   */
  int pass(List<Run> runs, String state, Instant at) {
    return db.sql(
            """
            insert into schedule_run (campaign, kind, zone, occurrence, instant, at, state)
            select n.*, :at, :state
              from unnest(:campaigns::text[], :kinds::text[], :zones::text[],
                          :occurrences::text[], :instants::timestamptz[]) n
             order by 1, 2, 3, 4
            on conflict do nothing
            """)
        .param("campaigns", texts(runs, run -> run.line().campaign()))
        .param("kinds", texts(runs, run -> run.line().kind()))
        .param("zones", texts(runs, run -> run.line().zone()))
        .param("occurrences", texts(runs, Run::occurrence))
        .param("instants", times(runs, Run::instant))
        .param("state", state)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Whether this is the first to deal with it; whoever comes second waits for the first's end.
   *
   * @param left whether nobody lives in the zone any more
   */
  boolean begin(Run run, boolean left, Instant at) {
    return pass(List.of(run), left ? "left" : "nobody", at) == 1;
  }

  void swept(Run run, long sweep) {
    db.sql(
            """
            update schedule_run set state = 'begun', sweep = :sweep
             where campaign = :campaign and kind = :kind and zone = :zone
               and occurrence = :occurrence
            """)
        .param("sweep", sweep)
        .param("campaign", run.line().campaign())
        .param("kind", run.line().kind())
        .param("zone", run.line().zone())
        .param("occurrence", run.occurrence())
        .update();
  }

  /** When the schedule was last followed in this zone, whether or not that was for anybody. */
  Optional<Instant> followedBefore(Run run) {
    return db.sql(
            """
            select instant from schedule_run
             where campaign = :campaign and kind = :kind and zone = :zone
               and occurrence < :occurrence and state in ('begun', 'nobody', 'left')
             order by occurrence desc limit 1
            """)
        .param("campaign", run.line().campaign())
        .param("kind", run.line().kind())
        .param("zone", run.line().zone())
        .param("occurrence", run.occurrence())
        .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .optional();
  }

  /** A sweep that has begun, and how many it is for; of many, no more than tells that. */
  record Begun(long sweep, int people) {}

  /**
   * Begins the sweep of a day that comes every year; empty if it is nobody's.
   *
   * @param dawn when the day began
   */
  Optional<Begun> celebrate(
      Event.Key cause,
      String campaign,
      Yearly.Of of,
      CelebratedDays days,
      List<String> zones,
      Instant dawn,
      Instant at) {
    String day = of == Yearly.Of.BIRTHDAY ? "birthday" : "since";
    return db.sql(SWEEP_OVER.formatted(CELEBRATING.replace("DAY", day)))
        .param("days", days.all())
        .param("countries", days.countries())
        .param("pairs", days.pairs())
        .param("anywhere", days.anywhere())
        .param("zones", zones.toArray(String[]::new))
        .param("dawn", dawn.atOffset(ZoneOffset.UTC))
        .param("campaign", campaign)
        .param("source", cause.source())
        .param("event", cause.id())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new Begun(row.getLong(1), row.getInt(2)))
        .optional();
  }

  /** Begins the sweep of those who did something last in (from, upto]; empty if that is nobody. */
  Optional<Begun> ask(
      Event.Key cause,
      String campaign,
      List<String> zones,
      Instant from,
      Instant upto,
      Instant at) {
    return db.sql(SWEEP_OVER.formatted(SILENT))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("upto", upto.atOffset(ZoneOffset.UTC))
        .param("zones", zones.toArray(String[]::new))
        .param("kind", campaign + "/inactive/")
        .param("campaign", campaign)
        .param("source", cause.source())
        .param("event", cause.id())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new Begun(row.getLong(1), row.getInt(2)))
        .optional();
  }

  /** Begins the sweep of everybody in these zones; they are not written down by name. */
  Optional<Begun> everybody(
      Event.Key cause, String campaign, List<String> zones, int many, Instant at) {
    return db.sql(
            """
            with everybody as (
              select count(*) n from (
                select from customer
                 where coalesce(profile ->> 'zone', '') = any(:zones) limit :many) few),
            begun as (
              insert into sweep (campaign, source, event, scopes, at, due, state, zones)
              select :campaign, :source, :event, '{}', :at, :at, 'running', :zones
                from everybody where n > 0
              returning id)
            select begun.id, everybody.n from begun, everybody
            """)
        .param("zones", zones.toArray(String[]::new))
        .param("many", many)
        .param("campaign", campaign)
        .param("source", cause.source())
        .param("event", cause.id())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new Begun(row.getLong(1), row.getInt(2)))
        .optional();
  }

  List<MissedTimes.Missed> missed(Instant since, int most) {
    return db.sql(
            """
            select campaign, kind, occurrence, count(*) as zones
              from schedule_run
             where state = 'expired' and instant > :since
             group by campaign, kind, occurrence
             order by occurrence desc, campaign, kind limit :most
            """)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(
            (row, n) ->
                new MissedTimes.Missed(
                    row.getString(1), row.getString(2), row.getString(3), row.getInt(4)))
        .list();
  }

  /** A schedule's event that is being told, or empty if that is over. */
  Optional<Event.Key> telling(long id) {
    return db.sql("select source, event from sweep where id = :id and state = 'running'")
        .param("id", id)
        .query((row, n) -> new Event.Key(row.getString(1), row.getString(2)))
        .optional();
  }

  /** The next of those a schedule's sweep is for: who was named when it began, or a whole zone. */
  List<Member> members(Range range, int most) {
    return db.sql(
            """
            select hash, customer from (
              (select m.hash, m.customer from sweep_member m
                where m.sweep = :sweep and (m.hash, m.customer) > (:hash, :customer)
                  and m.hash <= :upto
                order by m.hash, m.customer limit :most)
              union all
              select c.hash, c.id
                from sweep s, unnest(s.zones) lives,
                     lateral (select hash, id from customer c
                               where coalesce(c.profile ->> 'zone', '') = lives
                                 and (c.hash, c.id) > (:hash, :customer) and c.hash <= :upto
                               order by c.hash, c.id limit :most) c
               where s.id = :sweep) a
             order by hash, customer limit :most
            """)
        .param("sweep", range.sweep())
        .param("hash", range.hash())
        .param("customer", range.customer())
        .param("upto", range.upto())
        .param("most", most)
        .query((row, n) -> new Member(row.getLong(1), row.getString(2)))
        .list();
  }
}
