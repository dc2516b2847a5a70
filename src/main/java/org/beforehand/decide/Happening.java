package org.beforehand.decide;

import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What is to be decided for one customer: an event of theirs, or a stage of an incident that
 * concerns them.
 *
 * @param trigger the event type whose rules apply
 * @param stage null for an event of the customer's own
 * @param incident the incident as it stands; null for an event of the customer's own
 */
public record Happening(
    Event event, String trigger, @Nullable Stage stage, @Nullable Incident incident) {

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
