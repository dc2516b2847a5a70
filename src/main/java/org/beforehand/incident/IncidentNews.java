package org.beforehand.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What an incident event says, read from its data.
 *
 * @param eta null where no estimate is given; {@code etaGiven} tells silence from "unknown"
 */
record IncidentNews(
    String incident,
    What what,
    Instant time,
    @Nullable String service,
    @Nullable String cause,
    boolean planned,
    boolean etaGiven,
    @Nullable Instant eta,
    Set<String> scopes) {

  enum What {
    OPENED,
    UPDATED,
    RESTORED,
    CANCELLED
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
        event.time(),
        text(event, "service"),
        text(event, "cause"),
        event.yes("planned"),
        event.data().containsKey("eta"),
        eta(event),
        scopes(event));
  }

  private static What what(String type) {
    return switch (type) {
      case "incident.opened" -> What.OPENED;
      case "incident.updated" -> What.UPDATED;
      case "incident.restored" -> What.RESTORED;
      case "incident.cancelled" -> What.CANCELLED;
      default ->
          throw new BadIncident(
              "type: expected incident.opened, incident.updated, incident.restored or"
                  + " incident.cancelled for an incident, found \""
                  + type
                  + "\"");
    };
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

  private static @Nullable Instant eta(Event event) {
    Object value = event.data().get("eta");
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
        "data.eta: expected a date and time such as 2026-03-01T09:00:00Z, found \"" + value + "\"");
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
