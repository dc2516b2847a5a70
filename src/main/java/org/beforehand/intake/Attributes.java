package org.beforehand.intake;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.decide.Happening;
import org.beforehand.fact.Event;
import org.beforehand.fact.Grant;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/** The CloudEvents 1.0 attributes of one event, and our rules for them. */
final class Attributes {
  /** How far ahead of us a sender's clock may be. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private static final int LONGEST = 256;

  private Attributes() {}

  /** Makes the event of a structured one's members. */
  static Read.Good event(Map<String, Object> members, Instant received) throws Refused {
    version(members);
    String id = text(members, "id");
    String source = text(members, "source");
    if (source.equals(Happening.TIMER) || source.equals(Happening.SCHEDULE)) {
      throw new Refused(
          "source: expected another than \"" + source + "\", which is our own clock's");
    }
    if (source.equals(Grant.SOURCE)) {
      throw new Refused(
          "source: expected another than \"" + source + "\", which is of those who grant by hand");
    }
    String type = text(members, "type");
    Subject subject = subject(members);
    Instant time = time(members, received);
    Map<String, Object> data = data(members);
    return new Read.Good(
        new Event(source, id, type, subject, time == null ? received : time, data),
        Fingerprint.of(type, subject, time, data));
  }

  /** Source and id where both can be read, for the answer about an event that is refused. */
  static Event.@Nullable Key key(Map<String, Object> members) {
    try {
      return new Event.Key(text(members, "source"), text(members, "id"));
    } catch (Refused unreadable) {
      return null;
    }
  }

  private static void version(Map<String, Object> members) throws Refused {
    Object version = members.get("specversion");
    if (!"1.0".equals(version)) {
      throw new Refused("specversion: expected \"1.0\", found " + found(version));
    }
  }

  private static String text(Map<String, Object> members, String name) throws Refused {
    Object value = members.get(name);
    if (!(value instanceof String text) || text.isBlank()) {
      throw new Refused(name + ": expected a text of 1 to 256 characters, found " + found(value));
    }
    if (text.length() > LONGEST) {
      throw new Refused(name + ": expected a text of 1 to 256 characters, found " + text.length());
    }
    if (Text.hasControl(text)) {
      throw new Refused(name + ": expected no control characters");
    }
    Text.storable(text, name);
    return text;
  }

  private static Subject subject(Map<String, Object> members) throws Refused {
    if (members.get("subject") == null) {
      throw new Refused("subject: expected customer:ID, incident:ID or item:SKU, found nothing");
    }
    try {
      return Subject.parse(text(members, "subject"));
    } catch (IllegalArgumentException neither) {
      throw new Refused(String.valueOf(neither.getMessage()));
    }
  }

  /** Null where the sender gave none. Cut to microseconds, which is what the database keeps. */
  private static @Nullable Instant time(Map<String, Object> members, Instant received)
      throws Refused {
    Object value = members.get("time");
    if (value == null) {
      return null;
    }
    Instant time = value instanceof String text ? instant(text) : null;
    if (time == null) {
      throw new Refused(
          "time: expected a date and time such as 2026-03-01T09:00:00Z, found " + found(value));
    }
    if (time.isBefore(Instant.EPOCH)) {
      throw new Refused("time: expected 1970 or later, found " + found(value));
    }
    if (time.isAfter(received.plus(AHEAD))) {
      throw new Refused(
          "time: expected at most 5 minutes after it was received, found " + found(value));
    }
    return time;
  }

  private static @Nullable Instant instant(String text) {
    // java.time also takes signed years and hour 24, which RFC 3339 does not know.
    if (text.length() < 20
        || text.length() > 40
        || !Character.isDigit(text.charAt(0))
        || text.charAt(4) != '-'
        || text.startsWith("24", 11)) {
      return null;
    }
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  private static Map<String, Object> data(Map<String, Object> members) throws Refused {
    if (members.containsKey("data_base64")) {
      throw new Refused("data_base64: binary data is not taken; expected a JSON object in data");
    }
    Object contentType = members.get("datacontenttype");
    if (contentType != null && !(contentType instanceof String type && json(type))) {
      throw new Refused("datacontenttype: expected application/json, found " + found(contentType));
    }
    Object data = members.get("data");
    if (data == null) {
      return Map.of();
    }
    if (!(data instanceof Map<?, ?>)) {
      throw new Refused("data: expected a JSON object, found " + found(data));
    }
    @SuppressWarnings("unchecked") // StrictJson and Columns make maps with text keys only.
    Map<String, Object> object = (Map<String, Object>) data;
    return object;
  }

  /** Whether a media type is JSON in UTF-8. */
  static boolean json(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    String media = parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=")
          && !List.of("charset=utf-8", "charset=us-ascii").contains(parameter)) {
        return false;
      }
    }
    return media.equals("application/json")
        || media.equals("text/json")
        || (media.startsWith("application/") && media.endsWith("+json"));
  }

  private static String found(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof String text) {
      return Text.shown(text);
    }
    if (value instanceof BigDecimal) {
      return "a number";
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    return value instanceof List ? "a list" : "an object";
  }
}
