package org.beforehand.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What an incident event says, read from its data. Outages and maintenance have words of their own
 * for the same things; which of the two an incident is, the first event about it decides.
 *
 * @param maintenance whether it is told in the words of maintenance
 * @param eta null where no estimate is given; {@code etaGiven} tells silence from "unknown"
 * @param from the beginning of a maintenance's window
 * @param to the end of a maintenance's window
 */
record IncidentNews(
    String incident,
    What what,
    boolean maintenance,
    Instant time,
    @Nullable String service,
    @Nullable String cause,
    boolean planned,
    boolean etaGiven,
    @Nullable Instant eta,
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> scopes) {

  enum What {
    ANNOUNCED,
    BEGUN,
    UPDATED,
    OVER,
    CANCELLED
  }

  private static final Map<String, What> TYPES =
      Map.of(
          "incident.opened", What.BEGUN,
          "incident.updated", What.UPDATED,
          "incident.restored", What.OVER,
          "incident.cancelled", What.CANCELLED,
          "maintenance.planned", What.ANNOUNCED,
          "maintenance.started", What.BEGUN,
          "maintenance.completed", What.OVER,
          "maintenance.cancelled", What.CANCELLED);

  /** Whether events of this type speak of incidents. */
  static boolean speaks(String type) {
    return TYPES.containsKey(type);
  }

  /**
   * @throws BadIncident naming the field and what was expected
   */
  static IncidentNews read(Event event) {
    if (!(event.subject() instanceof Subject.OfIncident of)) {
      throw new BadIncident("subject: expected incident:ID for an event of type " + event.type());
    }
    return new IncidentNews(
        of.incident(),
        what(event.type()),
        event.type().startsWith("maintenance."),
        event.time(),
        text(event, "service"),
        text(event, "cause"),
        event.yes("planned"),
        event.data().containsKey("eta"),
        time(event, "eta"),
        time(event, "from"),
        time(event, "to"),
        scopes(event));
  }

  private static What what(String type) {
    What what = TYPES.get(type);
    if (what == null) {
      throw new BadIncident(
          "type: expected one of "
              + String.join(", ", new TreeSet<>(TYPES.keySet()))
              + " for an incident, found \""
              + type
              + "\"");
    }
    return what;
  }

  private static @Nullable String text(Event event, String field) {
    Object value = event.data().get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && !text.isBlank() && text.length() <= 200) {
      return text;
    }
    throw new BadIncident("data." + field + ": expected a text of 1 to 200 characters");
  }

  private static @Nullable Instant time(Event event, String field) {
    Object value = event.data().get(field);
    if (value == null) {
      return null;
    }
    try {
      if (value instanceof String text) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (DateTimeException e) {
      // Said below, in the reader's words.
    }
    throw new BadIncident(
        "data."
            + field
            + ": expected a date and time such as 2026-03-01T09:00:00Z, found \""
            + value
            + "\"");
  }

  private static Set<String> scopes(Event event) {
    Object value = event.data().get("scopes");
    if (value == null) {
      return Set.of();
    }
    Set<String> scopes = new LinkedHashSet<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (!(item instanceof String text) || text.isBlank() || text.length() > 200) {
          throw new BadIncident("data.scopes: expected a list of texts such as \"circuit:1201\"");
        }
        scopes.add(text);
      }
      return scopes;
    }
    throw new BadIncident("data.scopes: expected a list of texts such as \"circuit:1201\"");
  }
}
