package org.beforehand.fact;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a colleague grants a customer by hand, as the event says it that comes of it.
 *
 * @param value what it is worth to the customer
 * @param cost what it costs us, in the same currency
 * @param reason what for, as the books are to have it
 * @param by the colleague's name
 * @param toApprove whether it is more than they may grant at once, so that somebody else has to
 *     agree
 */
public record Grant(
    GestureKind kind, Money value, Money cost, String reason, String by, boolean toApprove) {

  /** The type of the event. */
  public static final String EVENT = "gesture.granted";

  /** Its source, under which nobody outside can post. */
  public static final String SOURCE = "colleagues";

  /** Where it names the one campaign that is to give it. */
  public static final String CAMPAIGN = "campaign";

  /** The event's data. */
  public Map<String, Object> data(String campaign) {
    Map<String, Object> data = new TreeMap<>();
    data.put(CAMPAIGN, campaign);
    data.put("kind", kind.word());
    data.put("value", value.amount());
    data.put("cost", cost.amount());
    data.put("currency", value.currency());
    data.put("reason", reason);
    data.put("by", by);
    data.put("approve", toApprove);
    return data;
  }

  /**
   * Reads what {@link #data} writes; null where it is no such event.
   *
   * @throws IllegalArgumentException if it is one, and an amount or its kind is none
   */
  public static @Nullable Grant of(Event event) {
    BigDecimal value = event.number("value");
    String kind = event.text("kind");
    String currency = event.text("currency");
    String reason = event.text("reason");
    String by = event.text("by");
    if (!event.source().equals(SOURCE)
        || value == null
        || kind == null
        || currency == null
        || reason == null
        || by == null) {
      return null;
    }
    BigDecimal cost = event.number("cost");
    return new Grant(
        GestureKind.of(kind),
        new Money(value, currency),
        new Money(cost == null ? value : cost, currency),
        reason,
        by,
        event.yes("approve"));
  }
}
