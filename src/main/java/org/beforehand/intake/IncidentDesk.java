package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Rulebook;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Incidents.Lapse;
import org.beforehand.incident.Movement;
import org.beforehand.intake.SweepTable.Planned;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an incident's event sets in motion: the incident moves, and sweeps are planned. */
final class IncidentDesk {

  private final Incidents incidents;
  private final SweepTable sweeps;
  private final Timeline timeline;

  IncidentDesk(JdbcClient db) {
    this.incidents = new Incidents(db);
    this.sweeps = new SweepTable(db);
    this.timeline = new Timeline(db);
  }

  /**
   * Applies the event; the caller stores the entry that is returned.
   *
   * @throws org.beforehand.incident.BadIncident if its data cannot be used; nothing is written
   */
  Entry apply(Read.Good good, Instant at, Rulebook rulebook) {
    Event event = good.event();
    if (!Incidents.movedBy(event.type())) {
      return entry(good, at, Timeline.Outcome.NO_LISTENER, null);
    }
    Movement movement = incidents.apply(event, at, rulebook.policy().incidents());
    if (movement instanceof Movement.Nothing nothing) {
      return entry(good, at, Timeline.Outcome.STALE, nothing.why());
    }
    Movement.Moved moved = (Movement.Moved) movement;
    Incident incident = moved.incident();
    if (moved.overtakes()) {
      sweeps.overtake(incident.id());
    } else {
      sweeps.carry(List.of(incident));
    }
    List<Planned> planned = new ArrayList<>();
    for (Movement.Plan plan : moved.plans()) {
      if (plan.stage() == Stage.Name.ETA || plan.stage() == Stage.Name.PLANNED) {
        sweeps.replace(incident.id(), plan.stage());
      }
      planned.add(new Planned(incident, plan, event.key()));
    }
    sweeps.plan(planned, at);
    return entry(good, at, Timeline.Outcome.SWEEP, null);
  }

  /**
   * Notes promises that lapsed without news, and plans what customers are told instead.
   *
   * @return the incidents it happened to
   */
  List<Incident> lapse(Instant at, Rulebook rulebook) {
    List<Lapse> lapses = incidents.lapse(at, rulebook.policy().incidents());
    if (lapses.isEmpty()) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    List<Planned> planned = new ArrayList<>();
    for (Lapse lapse : lapses) {
      Event event = lapse.event();
      String print = Fingerprint.of(event.type(), event.subject(), event.time(), event.data());
      entries.add(new Entry(event, print, at, null, Timeline.Outcome.SWEEP, null, false));
      if (lapse.plan() != null) {
        planned.add(new Planned(lapse.incident(), lapse.plan(), event.key()));
      }
    }
    timeline.remember(entries);
    List<Incident> lapsed = lapses.stream().map(Lapse::incident).toList();
    sweeps.carry(lapsed);
    sweeps.plan(planned, at);
    return lapsed;
  }

  static Entry entry(
      Read.Good good, Instant at, Timeline.Outcome outcome, @Nullable String detail) {
    return new Entry(good.event(), good.fingerprint(), at, null, outcome, detail, false);
  }
}
