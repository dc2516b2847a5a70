package org.beforehand.incident;

import java.time.Instant;
import java.util.Set;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.jspecify.annotations.Nullable;

/** An incident as it is stored; each method is one way it can move on. */
record IncidentRow(
    String id,
    String service,
    @Nullable String cause,
    boolean planned,
    Status status,
    Instant statusTime,
    int episode,
    long version,
    @Nullable Instant eta,
    Instant etaTime,
    Instant openedAt,
    @Nullable Instant toldEta,
    @Nullable Instant toldAt,
    int etaUpdates,
    boolean ended) {

  Incident toIncident(Set<String> scopes) {
    return new Incident(
        id, service, cause, planned, status, episode, version, eta, openedAt, etaUpdates, scopes);
  }

  /** A new episode: whoever was told that it was over is told that it is back. */
  IncidentRow reopened(Instant time, @Nullable Instant newEta) {
    return new IncidentRow(
        id,
        service,
        cause,
        planned,
        Status.OPEN,
        time,
        episode + 1,
        version + 1,
        newEta,
        time,
        time,
        null,
        null,
        0,
        false);
  }

  IncidentRow resumed(Instant time) {
    return new IncidentRow(
        id,
        service,
        cause,
        planned,
        Status.OPEN,
        time,
        episode,
        version + 1,
        eta,
        etaTime,
        openedAt,
        toldEta,
        toldAt,
        etaUpdates,
        false);
  }

  IncidentRow changed(@Nullable Instant newEta, Instant newEtaTime, @Nullable String newCause) {
    return new IncidentRow(
        id,
        service,
        newCause,
        planned,
        status,
        statusTime,
        episode,
        version + 1,
        newEta,
        newEtaTime,
        openedAt,
        toldEta,
        toldAt,
        etaUpdates,
        ended);
  }

  IncidentRow closed(Status how, Instant time) {
    return new IncidentRow(
        id,
        service,
        cause,
        planned,
        how,
        time,
        episode,
        version + 1,
        eta,
        etaTime,
        openedAt,
        toldEta,
        toldAt,
        etaUpdates,
        ended);
  }
}
