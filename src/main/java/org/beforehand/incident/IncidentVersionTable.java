package org.beforehand.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** incident_version: every state an incident was in, so that yesterday's can be asked for. */
final class IncidentVersionTable {

  private final JdbcClient db;

  IncidentVersionTable(JdbcClient db) {
    this.db = db;
  }

  /** Keeps these incidents as they stand; to be called after every change of what they are. */
  void keep(Collection<String> incidents, Instant at) {
    db.sql(
            """
            insert into incident_version (incident, at, service, cause, planned, status,
                                          status_time, episode, version, eta, opened_at,
                                          eta_updates, from_at, next_update, estimate, broken, note,
                                          scopes, open_scopes)
            select i.id, :at, i.service, i.cause, i.planned, i.status, i.status_time, i.episode,
                   i.version, i.eta, i.opened_at, i.eta_updates, i.from_at, i.next_update,
                   i.estimate, i.broken, i.note,
                   array(select scope from incident_scope s
                          where s.incident = i.id and s.episode = i.episode order by scope),
                   array(select scope from incident_scope s
                          where s.incident = i.id and s.open order by scope)
              from incident i where i.id = any(:ids) order by i.id
            """)
        .param("ids", incidents.toArray(String[]::new))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  @Nullable Incident before(String incident, long moment) {
    return db.sql(
            """
            select * from incident_version
             where incident = :incident and moment < :moment order by moment desc limit 1
            """)
        .param("incident", incident)
        .param("moment", moment)
        .query((row, n) -> incident(row))
        .optional()
        .orElse(null);
  }

  /** In order. */
  List<Incidents.Version> states(String incident, Instant from, Instant to) {
    return db.sql(
            """
            select * from incident_version
             where incident = :incident and at >= :from and at <= :to order by moment
            """)
        .param("incident", incident)
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("to", to.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Incidents.Version(
                    row.getObject("at", OffsetDateTime.class).toInstant(), incident(row)))
        .list();
  }

  private static Incident incident(ResultSet row) throws SQLException {
    Status status = Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    boolean over = status == Status.RESTORED || status == Status.CANCELLED;
    Instant estimate = perhaps(row, "estimate");
    return new Incident(
        row.getString("incident"),
        row.getString("service"),
        row.getString("cause"),
        row.getBoolean("planned"),
        status,
        row.getInt("episode"),
        row.getLong("version"),
        perhaps(row, "eta"),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getInt("eta_updates"),
        new LinkedHashSet<>(List.of((String[]) row.getArray("scopes").getArray())),
        perhaps(row, "from_at"),
        perhaps(row, "next_update"),
        over ? perhaps(row, "status_time") : null,
        new Incident.Background(
            estimate != null && estimate.equals(perhaps(row, "eta")) ? null : estimate,
            perhaps(row, "broken"),
            IncidentTable.note(row)));
  }

  private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
