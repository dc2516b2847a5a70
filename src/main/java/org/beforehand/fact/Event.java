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

  /** The field as text, or null where it is absent or not text. */
  public @Nullable String text(String field) {
    return data.get(field) instanceof String text ? text : null;
  }

  /** The field as a number, or null where it is absent or not a number. */
  public @Nullable BigDecimal number(String field) {
    return data.get(field) instanceof Number number ? new BigDecimal(number.toString()) : null;
  }

  /** Whether the field is present and true. */
  public boolean yes(String field) {
    return Boolean.TRUE.equals(data.get(field));
  }
}
