package org.beforehand.intake;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.beforehand.customer.Json;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Movement.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** sweep and sweep_range. */
final class SweepTable {

  /** Audiences up to this many are one range; larger ones are split for several sweepers. */
  static final int SMALL = 2_000;

  private static final int RANGES = 8;

  private final JdbcClient db;

  SweepTable(JdbcClient db) {
    this.db = db;
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

  /** A planned sweep whose time has come. */
  record Due(long id, String incident, int episode, Stage.Name stage) {}

  /** Those due, without those whose predecessor is still being told. */
  List<Due> due(Instant at) {
    return db.sql(
            """
            select id, incident, episode, stage from sweep s
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
                    Stage.Name.of(row.getString(4))))
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
      split(id, audience(id));
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
        .param("small", SMALL)
        .query(Integer.class)
        .single();
  }

  /** Splits the 64-bit space of customer hashes evenly; each range starts with its own cursor. */
  void split(long id, int audience) {
    int ranges = audience < SMALL ? 1 : RANGES;
    long width = Long.divideUnsigned(-1L, ranges);
    for (int n = 0; n < ranges; n++) {
      long from = Long.MIN_VALUE + n * width;
      long upto = n == ranges - 1 ? Long.MAX_VALUE : Long.MIN_VALUE + (n + 1) * width - 1;
      db.sql(
              """
              insert into sweep_range (sweep, n, hash, customer, upto, done)
              values (:sweep, :n, :hash, '', :upto, false)
              """)
          .param("sweep", id)
          .param("n", n)
          .param("hash", from)
          .param("upto", upto)
          .update();
    }
  }

  /** A range that this transaction now works on. */
  record Range(long sweep, int n, long hash, String customer, long upto) {}

  /**
   * The range that has come least far, so that a small sweep never waits behind a large one. The
   * row lock is the lease: it ends with the transaction, whether by commit or by a crash. A range
   * whose sweep was overtaken is given out too, to be closed: if it stayed open, every later claim
   * would step over it.
   */
  Optional<Range> claim() {
    return db.sql(
            """
            select * from sweep_range where not done
             order by decided, sweep, n limit 1
               for update skip locked
            """)
        .query((row, n) -> range(row))
        .optional();
  }

  /** The same range again; empty if somebody else has it or it is done. */
  Optional<Range> claim(long sweep, int n) {
    return db.sql(
            """
            select * from sweep_range where sweep = :sweep and n = :n and not done
               for update skip locked
            """)
        .param("sweep", sweep)
        .param("n", n)
        .query((row, i) -> range(row))
        .optional();
  }

  private static Range range(ResultSet row) throws SQLException {
    return new Range(
        row.getLong("sweep"),
        row.getInt("n"),
        row.getLong("hash"),
        row.getString("customer"),
        row.getLong("upto"));
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

  /** The incident it is about; null for a schedule's. */
  @Nullable String incidentOf(long sweep) {
    return db.sql("select incident from sweep where id = :id")
        .param("id", sweep)
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single()
        .orElse(null);
  }

  /** A schedule's event that is being told, or empty if that is over. */
  Optional<Event.Key> scheduled(long id) {
    return db.sql("select source, event from sweep where id = :id and state = 'running'")
        .param("id", id)
        .query((row, n) -> new Event.Key(row.getString(1), row.getString(2)))
        .optional();
  }

  /** One customer of the audience. */
  record Member(long hash, String customer) {}

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

  void advance(Range range, Member last, boolean done, int decided) {
    db.sql(
            """
            update sweep_range
               set hash = :hash, customer = :customer, done = :done, decided = decided + :decided
             where sweep = :sweep and n = :n
            """)
        .param("hash", last.hash())
        .param("customer", last.customer())
        .param("done", done)
        .param("decided", decided)
        .param("sweep", range.sweep())
        .param("n", range.n())
        .update();
  }

  void finish(Range range) {
    db.sql("update sweep_range set done = true where sweep = :sweep and n = :n")
        .param("sweep", range.sweep())
        .param("n", range.n())
        .update();
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
