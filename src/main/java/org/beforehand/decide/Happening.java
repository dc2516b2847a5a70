package org.beforehand.decide;

import java.util.Map;
import org.beforehand.fact.Event;
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
 */
public record Happening(
    Event event, String trigger, @Nullable Stage stage, @Nullable Incident incident) {

  /** The source of events that timers become. */
  public static final String TIMER = Event.TIMER;

  /** The source of events that schedules give rise to. */
  public static final String SCHEDULE = "schedule";

  /** The one campaign it is meant for, or null: a schedule and a timer are a campaign's own. */
  @Nullable String campaign() {
    if (event.subject() instanceof Subject.OfSchedule schedule) {
      return schedule.campaign();
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
