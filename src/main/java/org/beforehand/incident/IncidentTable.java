package org.beforehand.incident;

import static org.beforehand.fact.Columns.longs;
import static org.beforehand.fact.Columns.texts;
import static org.beforehand.fact.Columns.times;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Json;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.beforehand.incident.IncidentRow.Outlook;
import org.beforehand.incident.IncidentRow.Standing;
import org.beforehand.incident.IncidentRow.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** incident, incident_scope and incident_update. */
final class IncidentTable {

  private final JdbcClient db;

  IncidentTable(JdbcClient db) {
    this.db = db;
  }

  /** Two first events of one incident at once: the advisory lock makes the second see the first. */
  @Nullable IncidentRow lock(String id) {
    db.sql("select pg_advisory_xact_lock(hashtextextended('incident:' || :id, 0))::text")
        .param("id", id)
        .query(String.class)
        .list();
    return row("select * from incident where id = :id for update", id);
  }

  @Nullable IncidentRow share(String id) {
    return row("select * from incident where id = :id for share", id);
  }

  private @Nullable IncidentRow row(String sql, String id) {
    return db.sql(sql).param("id", id).query((row, n) -> read(row)).optional().orElse(null);
  }

  Scopes scopes(String id) {
    Set<String> now = new LinkedHashSet<>();
    Set<String> ever = new LinkedHashSet<>();
    db.sql(
            """
            select s.scope, s.episode = i.episode as now
              from incident i join incident_scope s on s.incident = i.id
             where i.id = :id order by s.scope
            """)
        .param("id", id)
        .query(
            row -> {
              ever.add(row.getString("scope"));
              if (row.getBoolean("now")) {
                now.add(row.getString("scope"));
              }
            });
    return new Scopes(now, ever);
  }

  Map<String, Incident> find(Collection<String> ids) {
    Map<String, Incident> found = new HashMap<>();
    db.sql(
            """
            select i.*, array(select scope from incident_scope s
                               where s.incident = i.id and s.episode = i.episode) as scopes
              from incident i where i.id = any(:ids)
            """)
        .param("ids", ids.toArray(String[]::new))
        .query(
            row -> {
              found.put(
                  row.getString("id"),
                  read(row).toIncident(Set.of((String[]) row.getArray("scopes").getArray())));
            });
    return found;
  }

  List<Incident> latest(@Nullable String before, int most) {
    String after =
        before == null
            ? ""
            : "where (opened_at, id) < (select opened_at, id from incident where id = :before)";
    return db.sql(
            """
            select i.*, array(select scope from incident_scope s
                               where s.incident = i.id and s.episode = i.episode) as scopes
              from incident i
            """
                + after
                + " order by opened_at desc, id desc limit :most")
        .param("before", before)
        .param("most", most)
        .query(
            (row, n) -> read(row).toIncident(Set.of((String[]) row.getArray("scopes").getArray())))
        .list();
  }

  void insert(IncidentRow row, Scopes scopes) {
    params(
            db.sql(
                """
                insert into incident (id, service, cause, planned, status, status_time, episode,
                                      version, from_at, eta, eta_time, opened_at, told_at,
                                      told_from, told_eta, eta_updates, announced, next_update,
                                      ended, estimate, broken, note)
                values (:id, :service, :cause, :planned, :status, :statusTime, :episode, :version,
                        :from, :eta, :etaTime, :openedAt, :toldAt, :toldFrom, :toldEta,
                        :etaUpdates, :announced, :nextUpdate, :ended,
                        :estimate, :broken, :note::jsonb)
                """),
            row)
        .update();
    scope(row, scopes.current());
  }

  void update(IncidentRow row, Scopes scopes) {
    params(
            db.sql(
                """
                update incident
                   set service = :service, cause = :cause, planned = :planned, status = :status,
                       status_time = :statusTime, episode = :episode, version = :version,
                       from_at = :from, eta = :eta, eta_time = :etaTime, opened_at = :openedAt,
                       told_at = :toldAt, told_from = :toldFrom, told_eta = :toldEta,
                       eta_updates = :etaUpdates, announced = :announced,
                       next_update = :nextUpdate, ended = :ended, estimate = :estimate,
                       broken = :broken, note = :note::jsonb
                 where id = :id
                """),
            row)
        .update();
    scope(row, scopes.current());
  }

  private void scope(IncidentRow row, Set<String> scopes) {
    db.sql(
            """
            insert into incident_scope (scope, incident, first_episode, episode, open)
            select s, :id, :episode, :episode, :open from unnest(:scopes::text[]) s
            on conflict (scope, incident)
            do update set episode = excluded.episode, open = excluded.open
            """)
        .param("id", row.id())
        .param("episode", row.standing().episode())
        // What is only announced takes nothing away, and holds back nobody's "it is back".
        .param("open", !row.standing().ended() && !row.is(Status.PLANNED))
        .param("scopes", scopes.toArray(String[]::new))
        .update();
  }

  /** Notes what is being told; nothing of it is news. */
  void telling(IncidentRow row) {
    Told told = row.told();
    db.sql(
            """
            update incident
               set told_at = :at, told_from = :from, told_eta = :eta, eta_updates = :updates,
                   announced = :announced, next_update = :nextUpdate, ended = :ended
             where id = :id
            """)
        .param("at", time(told.at()))
        .param("from", time(told.from()))
        .param("eta", time(told.eta()))
        .param("updates", told.updates())
        .param("announced", told.announced())
        .param("nextUpdate", time(told.nextUpdate()))
        .param("ended", row.standing().ended())
        .param("id", row.id())
        .update();
    if (row.standing().ended()) {
      db.sql("update incident_scope set open = false where incident = :id and open")
          .param("id", row.id())
          .update();
    }
  }

  void note(String id, Map<String, String> note) {
    db.sql("update incident set note = :note::jsonb where id = :id")
        .param("note", Json.write(note))
        .param("id", id)
        .update();
  }

  /** An incident and everything it touches. */
  record Owing(IncidentRow row, Set<String> scopes) {}

  /** Those whose customers are owed news by now, locked until the caller's transaction ends. */
  List<Owing> owing(Instant at) {
    return db.sql(
            """
            select i.*, array(select scope from incident_scope s
                               where s.incident = i.id and s.episode = i.episode
                               order by scope) as scopes
              from incident i
             where status in ('open', 'planned') and next_update <= :at
             order by i.id for update of i
            """)
        .param("at", time(at))
        .query(
            (row, n) ->
                new Owing(
                    read(row),
                    new LinkedHashSet<>(List.of((String[]) row.getArray("scopes").getArray()))))
        .list();
  }

  void lapsed(List<IncidentRow> rows) {
    db.sql(
            """
            update incident i set version = n.version, next_update = n.next_update
              from unnest(:ids::text[], :versions::bigint[], :nexts::timestamptz[])
                   as n(id, version, next_update)
             where i.id = n.id
            """)
        .param("ids", texts(rows, IncidentRow::id))
        .param("versions", longs(rows, IncidentRow::version))
        .param("nexts", times(rows, row -> row.told().nextUpdate()))
        .update();
  }

  /** A line of the incident's own history: where it stood after an event. */
  record Line(Incident incident, Event event) {}

  void log(List<Line> lines, Instant at) {
    db.sql(
            """
            insert into incident_update (incident, version, at, source, event, what, status,
                                         episode, eta)
            select n.incident, n.version, :at, n.source, n.event, n.what, n.status, n.episode, n.eta
              from unnest(:incidents::text[], :versions::bigint[], :sources::text[],
                          :events::text[], :whats::text[], :statuses::text[], :episodes::bigint[],
                          :etas::timestamptz[])
                   as n(incident, version, source, event, what, status, episode, eta)
            """)
        .param("at", time(at))
        .param("incidents", texts(lines, line -> line.incident().id()))
        .param("versions", longs(lines, line -> line.incident().version()))
        .param("sources", texts(lines, line -> line.event().source()))
        .param("events", texts(lines, line -> line.event().id()))
        .param("whats", texts(lines, IncidentTable::what))
        .param("statuses", texts(lines, line -> word(line.incident().status())))
        .param("episodes", longs(lines, line -> line.incident().episode()))
        .param("etas", times(lines, line -> line.incident().eta()))
        .update();
  }

  /** The event's type without its family: {@code opened}, {@code planned}, {@code lapsed}. */
  private static String what(Line line) {
    String type = line.event().type();
    return type.substring(type.indexOf('.') + 1);
  }

  List<Incidents.Broken> broken(Instant since, int most) {
    return db.sql(
            """
            select u.incident, i.service, i.status, count(*) as times, max(u.at) as last
              from incident_update u join incident i on i.id = u.incident
             where u.what = 'lapsed' and u.at > :since
             group by u.incident, i.service, i.status
             order by last desc, u.incident limit :most
            """)
        .param("since", time(since))
        .param("most", most)
        .query(
            (row, n) ->
                new Incidents.Broken(
                    row.getString("incident"),
                    row.getString("service"),
                    Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                    row.getInt("times"),
                    certain(row, "last")))
        .list();
  }

  private static JdbcClient.StatementSpec params(JdbcClient.StatementSpec sql, IncidentRow row) {
    Standing standing = row.standing();
    Told told = row.told();
    return sql.param("id", row.id())
        .param("service", row.service())
        .param("cause", row.cause())
        .param("planned", row.planned())
        .param("version", row.version())
        .param("status", word(standing.status()))
        .param("statusTime", time(standing.since()))
        .param("episode", standing.episode())
        .param("openedAt", time(standing.openedAt()))
        .param("ended", standing.ended())
        .param("from", time(row.outlook().from()))
        .param("eta", time(row.outlook().eta()))
        .param("etaTime", time(row.outlook().asOf()))
        .param("toldAt", time(told.at()))
        .param("toldFrom", time(told.from()))
        .param("toldEta", time(told.eta()))
        .param("etaUpdates", told.updates())
        .param("announced", told.announced())
        .param("nextUpdate", time(told.nextUpdate()))
        .param("estimate", time(row.outlook().estimate()))
        .param("broken", time(told.broken()))
        .param("note", Json.write(row.note()));
  }

  private static IncidentRow read(ResultSet row) throws SQLException {
    return new IncidentRow(
        row.getString("id"),
        row.getString("service"),
        row.getString("cause"),
        row.getBoolean("planned"),
        row.getLong("version"),
        new Standing(
            Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            certain(row, "status_time"),
            row.getInt("episode"),
            certain(row, "opened_at"),
            row.getBoolean("ended")),
        new Outlook(
            instant(row, "from_at"), instant(row, "eta"), certain(row, "eta_time"), expected(row)),
        new Told(
            instant(row, "told_at"),
            instant(row, "told_from"),
            instant(row, "told_eta"),
            row.getInt("eta_updates"),
            row.getInt("announced"),
            instant(row, "next_update"),
            instant(row, "broken")),
        note(row));
  }

  /** Older rows, and those of maintenance, have one time for both. */
  private static @Nullable Instant expected(ResultSet row) throws SQLException {
    Instant estimate = instant(row, "estimate");
    return estimate == null ? instant(row, "eta") : estimate;
  }

  /** What an operator added, by language. */
  static Map<String, String> note(ResultSet row) throws SQLException {
    Map<String, String> note = new HashMap<>();
    Json.map(row.getString("note")).forEach((tag, text) -> note.put(tag, String.valueOf(text)));
    return note;
  }

  private static Instant certain(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
