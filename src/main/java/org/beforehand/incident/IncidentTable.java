package org.beforehand.incident;

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
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
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

  Set<String> scopes(String id) {
    return new LinkedHashSet<>(
        db.sql("select scope from incident_scope where incident = :id order by scope")
            .param("id", id)
            .query(String.class)
            .list());
  }

  Map<String, Incident> find(Collection<String> ids) {
    Map<String, Incident> found = new HashMap<>();
    db.sql(
            """
            select i.*, array(select scope from incident_scope s where s.incident = i.id) as scopes
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
            select i.*, array(select scope from incident_scope s where s.incident = i.id) as scopes
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

  void insert(IncidentRow row, Set<String> scopes) {
    params(
            db.sql(
                """
                insert into incident (id, service, cause, planned, status, status_time, episode,
                                      version, eta, eta_time, opened_at, told_eta, told_at,
                                      eta_updates, ended)
                values (:id, :service, :cause, :planned, :status, :statusTime, :episode, :version,
                        :eta, :etaTime, :openedAt, :toldEta, :toldAt, :etaUpdates, :ended)
                """),
            row)
        .update();
    scope(row, scopes);
  }

  void update(IncidentRow row, Set<String> scopes) {
    params(
            db.sql(
                """
                update incident
                   set service = :service, cause = :cause, planned = :planned, status = :status,
                       status_time = :statusTime, episode = :episode, version = :version,
                       eta = :eta, eta_time = :etaTime, opened_at = :openedAt,
                       told_eta = :toldEta, told_at = :toldAt, eta_updates = :etaUpdates,
                       ended = :ended
                 where id = :id
                """),
            row)
        .update();
    scope(row, scopes);
  }

  private void scope(IncidentRow row, Set<String> scopes) {
    db.sql(
            """
            insert into incident_scope (scope, incident, open)
            select s, :id, :open from unnest(:scopes::text[]) s
            on conflict (scope, incident) do update set open = excluded.open
            """)
        .param("id", row.id())
        .param("open", !row.ended())
        .param("scopes", scopes.toArray(String[]::new))
        .update();
  }

  void told(String id, @Nullable Instant eta, Instant at, int etaUpdates) {
    db.sql(
            """
            update incident set told_eta = :eta, told_at = :at, eta_updates = :updates
             where id = :id
            """)
        .param("eta", time(eta))
        .param("at", time(at))
        .param("updates", etaUpdates)
        .param("id", id)
        .update();
  }

  void ended(String id) {
    db.sql("update incident set ended = true where id = :id").param("id", id).update();
    db.sql("update incident_scope set open = false where incident = :id and open")
        .param("id", id)
        .update();
  }

  void log(Incident incident, Event event, Instant at, String what) {
    db.sql(
            """
            insert into incident_update (incident, version, at, source, event, what, status,
                                         episode, eta)
            values (:incident, :version, :at, :source, :event, :what, :status, :episode, :eta)
            """)
        .param("incident", incident.id())
        .param("version", incident.version())
        .param("at", time(at))
        .param("source", event.source())
        .param("event", event.id())
        .param("what", what)
        .param("status", word(incident.status()))
        .param("episode", incident.episode())
        .param("eta", time(incident.eta()))
        .update();
  }

  private static JdbcClient.StatementSpec params(JdbcClient.StatementSpec sql, IncidentRow row) {
    return sql.param("id", row.id())
        .param("service", row.service())
        .param("cause", row.cause())
        .param("planned", row.planned())
        .param("status", word(row.status()))
        .param("statusTime", time(row.statusTime()))
        .param("episode", row.episode())
        .param("version", row.version())
        .param("eta", time(row.eta()))
        .param("etaTime", time(row.etaTime()))
        .param("openedAt", time(row.openedAt()))
        .param("toldEta", time(row.toldEta()))
        .param("toldAt", time(row.toldAt()))
        .param("etaUpdates", row.etaUpdates())
        .param("ended", row.ended());
  }

  private static IncidentRow read(ResultSet row) throws SQLException {
    return new IncidentRow(
        row.getString("id"),
        row.getString("service"),
        row.getString("cause"),
        row.getBoolean("planned"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        certain(row, "status_time"),
        row.getInt("episode"),
        row.getLong("version"),
        instant(row, "eta"),
        certain(row, "eta_time"),
        certain(row, "opened_at"),
        instant(row, "told_eta"),
        instant(row, "told_at"),
        row.getInt("eta_updates"),
        row.getBoolean("ended"));
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
