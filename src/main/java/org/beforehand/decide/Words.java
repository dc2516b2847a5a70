package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How explanations speak of events, lengths and times. */
public final class Words {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  private Words() {}

  /** {@code call.dropped} as {@code dropped call}; what is not of that form as it is. */
  public static String of(String type) {
    int dot = type.indexOf('.');
    if (type.startsWith("timer.")) {
      return "timer \"" + type.substring(dot + 1) + "\"";
    }
    return dot < 0 ? type : type.substring(dot + 1) + " " + type.substring(0, dot);
  }

  /** {@code a dropped call}. */
  public static String a(String type) {
    String words = of(type);
    return ("aeiou".indexOf(words.charAt(0)) < 0 ? "a " : "an ") + words;
  }

  /** {@code 2 dropped calls}. */
  static String counted(int n, String type) {
    return n + " " + of(type) + (n == 1 ? "" : "s");
  }

  static String last(int days) {
    return days == 1 ? "the last 24 hours" : "the last " + days + " days";
  }

  /** {@code 3 hours 20 minutes}. */
  static String length(Duration length) {
    long hours = length.toHours();
    String minutes = length.toMinutesPart() + " minutes";
    return hours == 0 ? minutes : hours + (hours == 1 ? " hour " : " hours ") + minutes;
  }

  /** {@code Tue 24 March 2026 09:00}, on the clock of that zone. */
  public static String moment(Instant at, ZoneId zone) {
    return MOMENT.format(at.atZone(zone));
  }

  /** {@code 24 March 2026}, on the calendar of that zone. */
  public static String day(Instant at, ZoneId zone) {
    return DAY.format(at.atZone(zone));
  }
}
