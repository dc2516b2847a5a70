package org.beforehand.intake;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.beforehand.customer.Json;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Movement.Plan;
import org.beforehand.intake.RangeTable.Member;
import org.beforehand.intake.RangeTable.Range;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** sweep: the stages of incidents that are told, and to whom. */
final class SweepTable {

  private final JdbcClient db;
  private final RangeTable ranges;

  SweepTable(JdbcClient db) {
    this.db = db;
    this.ranges = new RangeTable(db);
  }

  /** Whatever is being told about the incident is no longer true. */
  void overtake(String incident) {
    db.sql(
            """
            update sweep set state = 'superseded'
             where incident = :incident and state in ('planned', 'running')
            """)
        .param("incident", incident)
        .update();
  }

  /** What is being told stays true; it goes on with the incidents as they now are. */
  void carry(Collection<Incident> incidents) {
    db.sql(
            """
            with rows as (
              select s.id, n.version
                from sweep s join unnest(:incidents::text[], :versions::bigint[])
                             as n(incident, version) on n.incident = s.incident
               where s.state in ('planned', 'running')
               order by s.id for update of s)
            update sweep s set version = rows.version from rows where s.id = rows.id
            """)
        .param("incidents", texts(incidents, Incident::id))
        .param("versions", longs(incidents, Incident::version))
        .update();
  }

  /** One planned update, one planned announcement at a time: the newest replaces the one before. */
  void replace(String incident, Stage.Name stage) {
    db.sql(
            """
            update sweep set state = 'superseded'
             where incident = :incident and state = 'planned' and stage = any(:stages)
            """)
        .param("incident", incident)
        .param(
            "stages",
            Stream.of(Stage.Name.values())
                .filter(other -> other == stage || (other.updates() && stage.updates()))
                .map(Stage.Name::word)
                .toArray(String[]::new))
        .update();
  }

  /**
   * A stage to be told.
   *
   * @param cause the event it follows from
   */
  record Planned(Incident incident, Plan plan, Event.Key cause) {}

  void plan(List<Planned> planned, Instant at) {
    db.sql(
            """
            insert into sweep (incident, episode, stage, version, source, event, scopes, at, due,
                               state)
            select n.incident, n.episode, n.stage, n.version, n.source, n.event,
                   array(select jsonb_array_elements_text(n.scopes::jsonb)), :at, n.due, 'planned'
              from unnest(:incidents::text[], :episodes::bigint[], :stages::text[],
                          :versions::bigint[], :sources::text[], :events::text[],
                          :scopes::text[], :dues::timestamptz[])
                   as n(incident, episode, stage, version, source, event, scopes, due)
            """)
        .param("incidents", texts(planned, one -> one.incident().id()))
        .param("episodes", longs(planned, one -> one.incident().episode()))
        .param("stages", texts(planned, one -> one.plan().stage().word()))
        .param("versions", longs(planned, one -> one.incident().version()))
        .param("sources", texts(planned, one -> one.cause().source()))
        .param("events", texts(planned, one -> one.cause().id()))
        .param("scopes", texts(planned, one -> Json.write(one.plan().scopes())))
        .param("dues", times(planned, one -> one.plan().due()))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What was told to all who were concerned is told once more, to these of them. */
  void planAnew(
      Incident incident, Stage.Name stage, List<String> customers, Event.Key cause, Instant at) {
    db.sql(
            """
            insert into sweep (incident, episode, stage, version, source, event, scopes, at, due,
                               state, customers)
            select :incident, :episode,
                   :stage || '.' || 2 + (select count(*) from sweep s
                                          where s.incident = :incident and s.episode = :episode
                                            and s.customers is not null),
                   :version, :source, :event, '{}', :at, :at, 'planned', :customers
            """)
        .param("incident", incident.id())
        .param("episode", incident.episode())
        .param("stage", stage.word())
        .param("version", incident.version())
        .param("source", cause.source())
        .param("event", cause.id())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("customers", customers.toArray(String[]::new))
        .update();
  }

  /**
   * A planned sweep whose time has come.
   *
   * @param anew how often this stage is told with it, where it is told anew; else 0
   */
  record Due(long id, String incident, int episode, Stage.Name stage, int anew) {}

  /** Those due, without those whose predecessor is still being told. */
  List<Due> due(Instant at) {
    return db.sql(
            """
            select id, incident, episode, split_part(stage, '.', 1),
                   case when customers is null then 0 else split_part(stage, '.', 2)::int end
              from sweep s
             where state = 'planned' and incident is not null and due <= :at
               and not exists (select from sweep r
                                where r.incident = s.incident and r.state = 'running')
             order by due, id
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Due(
                    row.getLong(1),
                    row.getString(2),
                    row.getInt(3),
                    Stage.Name.of(row.getString(4)),
                    row.getInt(5)))
        .list();
  }

  /** Begins a planned sweep; false if somebody else did, or it was overtaken. */
  boolean begin(long id, Stage stage, long version, Instant at) {
    boolean begun =
        db.sql(
                    """
                    update sweep set state = 'running', stage = :stage, version = :version, at = :at
                     where id = :id and state = 'planned'
                    """)
                .param("stage", stage.word())
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update()
            == 1;
    if (begun) {
      ranges.split(id, audience(id));
    }
    return begun;
  }

  void end(long id, String state) {
    db.sql("update sweep set state = :state where id = :id and state = 'planned'")
        .param("state", state)
        .param("id", id)
        .update();
  }

  /** How many it is for; no more is counted than it takes to know that it is large. */
  private int audience(long id) {
    return db.sql(
            """
                select count(*) from (
                  select from sweep s, unnest(s.scopes) touched,
                         lateral (select from customer_scope c
                                   where c.scope = touched limit :small) c
                   where s.id = :id limit :small) few
                """)
        .param("id", id)
        .param("small", RangeTable.SMALL)
        .query(Integer.class)
        .single();
  }

  /** A sweep that is being told. */
  record Running(
      long id, String incident, Stage stage, int episode, long version, Event.Key cause) {}

  /** Read anew after the incident is held: a change of its version carries its sweeps along. */
  Optional<Running> running(long id) {
    return db.sql("select * from sweep where id = :id and state = 'running'")
        .param("id", id)
        .query(
            (row, n) ->
                new Running(
                    row.getLong("id"),
                    row.getString("incident"),
                    java.util.Objects.requireNonNull(Stage.parse(row.getString("stage"))),
                    row.getInt("episode"),
                    row.getLong("version"),
                    new Event.Key(row.getString("source"), row.getString("event"))))
        .optional();
  }

  /** Those of them that are still being told. */
  Set<Long> running(Collection<Long> sweeps) {
    return new HashSet<>(
        db.sql("select id from sweep where id = any(:ids) and state in ('planned', 'running')")
            .param("ids", sweeps.toArray(Long[]::new))
            .query(Long.class)
            .list());
  }

  /** The incident it is about; null for a schedule's. */
  @Nullable String incidentOf(long sweep) {
    return db.sql("select incident from sweep where id = :id")
        .param("id", sweep)
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }

  /**
   * The next customers of a range, as of the sweep's instant. Each scope gives at most a page, so
   * that a page costs the same however many follow. Later stages go to whoever was written to about
   * this episode too, wherever they live now.
   */
  List<Member> audience(Range range, boolean alsoThoseWrittenTo, int most) {
    return db.sql(
            """
            select hash, customer from (
              select c.hash, c.customer
                from sweep s, unnest(s.scopes) touched,
                     lateral (select hash, customer from customer_scope c
                               where c.scope = touched and c.added <= s.at and c.removed > s.at
                                 and (c.hash, c.customer) > (:hash, :customer)
                                 and c.hash <= :upto
                               order by c.hash, c.customer limit :most) c
               where s.id = :sweep
              union
              select o.hash, o.customer
                from sweep s,
                     lateral (select hash, customer from contact o
                               where o.incident = s.incident and o.episode = s.episode
                                 and (s.customers is null or o.customer = any(s.customers))
                                 and (o.hash, o.customer) > (:hash, :customer)
                                 and o.hash <= :upto
                               order by o.hash, o.customer limit :most) o
               where s.id = :sweep and :written) a
             order by hash, customer limit :most
            """)
        .param("sweep", range.sweep())
        .param("hash", range.hash())
        .param("customer", range.customer())
        .param("upto", range.upto())
        .param("written", alsoThoseWrittenTo)
        .param("most", most)
        .query((row, n) -> new Member(row.getLong(1), row.getString(2)))
        .list();
  }

  Sweeper.Progress progress(String incident) {
    return db.sql(
            """
            select coalesce(sum(r.decided), 0),
                   coalesce(bool_and(s.state not in ('planned', 'running')
                                     or s.state = 'running' and r.done), true)
              from sweep s left join sweep_range r on r.sweep = s.id
             where s.incident = :incident
            """)
        .param("incident", incident)
        .query((row, n) -> new Sweeper.Progress(row.getLong(1), row.getBoolean(2)))
        .single();
  }

  boolean idle(Instant at) {
    return db.sql(
            """
            select not exists (select from sweep where state = 'running')
               and not exists (select from sweep where state = 'planned' and due <= :at)
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /** Sweeps of which every range is done. */
  int settle() {
    return db.sql(
            """
            with rows as (
              select id from sweep s
               where state = 'running'
                 and not exists (select from sweep_range r where r.sweep = s.id and not r.done)
               order by id for update)
            update sweep s set state = 'done' from rows where s.id = rows.id
            """)
        .update();
  }
}
