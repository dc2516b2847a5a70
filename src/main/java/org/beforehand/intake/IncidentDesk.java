package org.beforehand.intake;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Rulebook;
import org.beforehand.desk.Alerts;
import org.beforehand.desk.Alerts.Alert;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.BadIncident;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Incidents.Lapse;
import org.beforehand.incident.Movement;
import org.beforehand.incident.Promises;
import org.beforehand.incident.Promises.AboutToLapse;
import org.beforehand.incident.Promises.Promised;
import org.beforehand.intake.SweepTable.Planned;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an incident's event sets in motion: the incident moves, and sweeps are planned. */
final class IncidentDesk {

  /** An operator says that it is over for these customers too. */
  static final String RESTORED_FOR = "incident.restored-for";

  /** The team that hears of promises about to lapse. */
  private static final String OPERATORS = "operators";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

  private final Incidents incidents;
  private final Promises promises;
  private final SweepTable sweeps;
  private final Timeline timeline;
  private final Alerts alerts;

  IncidentDesk(JdbcClient db) {
    this.incidents = new Incidents(db);
    this.promises = new Promises(db);
    this.sweeps = new SweepTable(db);
    this.timeline = new Timeline(db);
    this.alerts = new Alerts(db);
  }

  /**
   * Applies the event; the caller stores the entry that is returned.
   *
   * @throws org.beforehand.incident.BadIncident if its data cannot be used; nothing is written
   */
  Entry apply(Read.Good good, Instant at, Rulebook rulebook) {
    Event event = good.event();
    if (event.type().equals(RESTORED_FOR)) {
      return restoredFor(good, at);
    }
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

  /** It is over for some who answered that it was not; nobody else hears of that. */
  private Entry restoredFor(Read.Good good, Instant at) {
    Event event = good.event();
    Incident incident = incidents.share(String.valueOf(event.incident()));
    List<String> customers = customers(event);
    if (incident == null || incident.status() != Incident.Status.RESTORED) {
      return entry(good, at, Timeline.Outcome.STALE, "it is not over");
    }
    sweeps.planAnew(incident, stage(incident), customers, event.key(), at);
    return entry(good, at, Timeline.Outcome.SWEEP, null);
  }

  private static Stage.Name stage(Incident incident) {
    return incident.maintenance() ? Stage.Name.COMPLETED : Stage.Name.RESTORED;
  }

  private static List<String> customers(Event event) {
    if (event.data().get("customers") instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(one -> one instanceof String)) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new BadIncident("data.customers: expected a list of customers' ids");
  }

  /** Warns the operators of promises that are about to lapse, each once. */
  void warn(Instant at, Rulebook rulebook) {
    ContactPolicy policy = rulebook.policy();
    alerts.raise(
        promises.aboutToLapse(at, policy.incidents()).stream()
            .map(one -> warning(one, policy.zone(), at))
            .toList());
  }

  private static Alert warning(AboutToLapse one, ZoneId zone, Instant at) {
    String key = one.incident() + "#" + one.episode() + ":" + one.kind() + "@" + one.promised();
    String what =
        one.kind().equals(Promised.ETA)
            ? "customers were told that service is back by "
            : "customers were told that we write again by ";
    String text =
        "Incident "
            + one.incident()
            + " ("
            + one.service()
            + "): "
            + what
            + TIME.format(one.promised().atZone(zone))
            + ", and there is no news yet";
    return new Alert(new Alerts.Id("", "", key, OPERATORS), text, "", at);
  }

  /**
   * Notes promises that lapsed without news, and plans what customers are told instead.
   *
   * @return the incidents it happened to
   */
  List<Incident> lapse(Instant at, Rulebook rulebook) {
    promises.lapse(at);
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
