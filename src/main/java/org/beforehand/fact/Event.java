package org.beforehand.fact;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, in the terms of CloudEvents 1.0. The pair (source, id) is unique.
 *
 * @param source who says so, the CloudEvents {@code source}
 * @param id the source's identifier of this event
 * @param type such as {@code call.dropped} or {@code incident.opened}
 * @param subject whom or what it is about
 * @param time when it happened
 * @param data the event's own fields: text, numbers, booleans, lists, maps
 */
public record Event(
    String source,
    String id,
    String type,
    Subject subject,
    Instant time,
    Map<String, Object> data) {

  /** The source of what our own clock gives rise to: timers that run out, things set aside. */
  public static final String TIMER = "timer";

  /** How many working days before the birthday a schedule's event comes, in its data. */
  public static final String BEFORE = "before";

  /** What makes an event the same event. */
  public record Key(String source, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySource = source.compareTo(other.source);
      return bySource != 0 ? bySource : id.compareTo(other.id);
    }
  }

  public Key key() {
    return new Key(source, id);
  }

  /** The incident it is about, or null where it is about something else. */
  public @Nullable String incident() {
    return subject instanceof Subject.OfIncident of ? of.incident() : null;
  }

  /**
   * Whether the customer did it, or something was done to them: a record that comes in, a timer
   * that runs out and a schedule's day are nothing of the kind.
   */
  public boolean ofCustomersOwn() {
    return subject instanceof Subject.OfCustomer
        && !source.equals(TIMER)
        && !type.equals("customer.updated");
  }

  /** A field that names something, such as a ticket's number, as text; null where it is absent. */
  public @Nullable String word(String field) {
    Object value = data.get(field);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  /** The field as text, or null where it is absent or not text. */
  public @Nullable String text(String field) {
    return data.get(field) instanceof String text ? text : null;
  }

  /** The field as a number, or null where it is absent or not a number. */
  public @Nullable BigDecimal number(String field) {
    return data.get(field) instanceof Number number ? new BigDecimal(number.toString()) : null;
  }

  /** Whether it says so much of that currency or more, such as a {@code total}. */
  public boolean amountAtLeast(String field, String amount, String currency) {
    BigDecimal stated = number(field);
    return stated != null
        && currency.equals(text("currency"))
        && stated.compareTo(new BigDecimal(amount)) >= 0;
  }

  /** Whether {@code current} has fallen by so many percent of {@code previous}. */
  public boolean fellBy(int percent) {
    BigDecimal before = number("previous");
    BigDecimal now = number("current");
    return before != null
        && now != null
        && before.signum() > 0
        && before
                .subtract(now)
                .multiply(BigDecimal.valueOf(100))
                .compareTo(before.multiply(BigDecimal.valueOf(percent)))
            >= 0;
  }

  /** Whether the field is present. */
  public boolean knows(String field) {
    return data.get(field) != null;
  }

  /** Whether the field is present and true. */
  public boolean yes(String field) {
    return Boolean.TRUE.equals(data.get(field));
  }
}
