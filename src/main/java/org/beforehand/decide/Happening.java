package org.beforehand.decide;

import java.util.Map;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Event;
import org.beforehand.fact.Grant;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What is to be decided for one customer: an event of theirs, a schedule's, or a stage of an
 * incident that concerns them.
 *
 * @param trigger the event type whose rules apply
 * @param stage null for an event of the customer's own
 * @param incident the incident as it stands; null for an event of the customer's own
 * @param anew the messages it is decided anew for; null where it is decided for the first time
 */
public record Happening(
    Event event,
    String trigger,
    @Nullable Stage stage,
    @Nullable Incident incident,
    @Nullable Anew anew) {

  /** One that is decided for the first time. */
  public Happening(
      Event event, String trigger, @Nullable Stage stage, @Nullable Incident incident) {
    this(event, trigger, stage, incident, null);
  }

  /** The same, decided anew for these messages. */
  public Happening anew(Anew messages) {
    return new Happening(event, trigger, stage, incident, messages);
  }

  /** What is known, as if those messages had not been decided yet. */
  Dossier seenFrom(Dossier dossier) {
    return anew == null ? dossier : dossier.without(anew.numbers());
  }

  /** Whether this is asked for at all: anew, only what those messages are. */
  boolean asksFor(Candidate candidate) {
    return anew == null || anew.holds(candidate);
  }

  /** Whether it is one of the messages that this is decided anew for. */
  public boolean anewFor(Candidate candidate) {
    return anew != null && anew.holds(candidate);
  }

  /** The source of events that timers become. */
  public static final String TIMER = Event.TIMER;

  /** The source of events that schedules give rise to. */
  public static final String SCHEDULE = "schedule";

  /**
   * The one campaign it is meant for, or null: a schedule and a timer are a campaign's own, and of
   * what a colleague grants one of them sees to it.
   */
  @Nullable String campaign() {
    if (event.subject() instanceof Subject.OfSchedule schedule) {
      return schedule.campaign();
    }
    if (event.source().equals(Grant.SOURCE)) {
      return event.text(Grant.CAMPAIGN);
    }
    return event.source().equals(TIMER)
            && event.data().get("timer") instanceof Map<?, ?> timer
            && timer.get("campaign") instanceof String campaign
        ? campaign
        : null;
  }

  /** An event of the customer's own. */
  public static Happening of(Event event) {
    return new Happening(event, event.type(), null, null);
  }

  /**
   * A stage of an incident, for whichever customer.
   *
   * @param cause the incident event the stage follows from
   */
  public static Happening of(Event cause, Stage stage, Incident incident) {
    return new Happening(cause, stage.trigger(incident), stage, incident);
  }
}
