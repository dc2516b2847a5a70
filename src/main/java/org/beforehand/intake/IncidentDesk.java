package org.beforehand.intake;

import java.time.Instant;
import java.util.Set;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Rulebook;
import org.beforehand.fact.Event;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Movement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an incident's event sets in motion: the incident moves, and sweeps are planned. */
final class IncidentDesk {

  private static final Set<String> TYPES =
      Set.of("incident.opened", "incident.updated", "incident.restored", "incident.cancelled");

  private final Incidents incidents;
  private final SweepTable sweeps;

  IncidentDesk(JdbcClient db) {
    this.incidents = new Incidents(db);
    this.sweeps = new SweepTable(db);
  }

  /**
   * Applies the event; the caller stores the entry that is returned.
   *
   * @throws org.beforehand.incident.BadIncident if its data cannot be used; nothing is written
   */
  Entry apply(Read.Good good, Instant at, Rulebook rulebook) {
    Event event = good.event();
    if (!TYPES.contains(event.type())) {
      return entry(good, at, Timeline.Outcome.NO_LISTENER, null);
    }
    Movement movement = incidents.apply(event, at, rulebook.policy().incidents());
    if (movement instanceof Movement.Nothing nothing) {
      return entry(good, at, Timeline.Outcome.STALE, nothing.why());
    }
    Movement.Moved moved = (Movement.Moved) movement;
    String incident = moved.incident().id();
    if (moved.overtakes()) {
      sweeps.overtake(incident);
    } else {
      sweeps.carry(incident, moved.incident().version());
    }
    for (Movement.Plan plan : moved.plans()) {
      if (plan.stage() == Stage.Name.ETA) {
        sweeps.dropPlannedEta(incident);
      }
      sweeps.plan(
          incident, moved.incident().episode(), moved.incident().version(), plan, event.key(), at);
    }
    return entry(good, at, Timeline.Outcome.SWEEP, null);
  }

  static Entry entry(
      Read.Good good, Instant at, Timeline.Outcome outcome, @Nullable String detail) {
    return new Entry(good.event(), good.fingerprint(), at, null, outcome, detail, false);
  }
}
