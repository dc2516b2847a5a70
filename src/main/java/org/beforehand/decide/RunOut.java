package org.beforehand.decide;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A timer that has run out.
 *
 * @param campaign whose it is
 * @param key of the occurrence it comes back to
 * @param name as the rule that set it calls it
 * @param cause what the rule had answered when it set it
 */
public record RunOut(
    String campaign, String customer, String key, String name, Instant due, Event.Key cause) {

  /**
   * The event it becomes: it holds the data of what gave rise to it.
   *
   * @param id the timer's number
   * @param known the cause, or null where it is not known any more
   */
  public Event event(String id, @Nullable Event known) {
    Map<String, Object> data = new LinkedHashMap<>(known == null ? Map.of() : known.data());
    data.put(
        "timer",
        Map.of(
            "campaign",
            campaign,
            "key",
            key,
            "source",
            cause.source(),
            "event",
            cause.id(),
            "type",
            known == null ? "" : known.type()));
    return new Event(
        Happening.TIMER, id, "timer." + name, new Subject.OfCustomer(customer), due, data);
  }
}
