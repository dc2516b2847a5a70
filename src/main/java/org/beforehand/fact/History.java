package org.beforehand.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened to the customer before, as far as the rules at hand ask for it.
 *
 * @param asOf the instant windows are counted back from
 * @param times per event type, when it happened
 * @param contacts every recent outreach, newest first
 */
public record History(Instant asOf, Map<String, List<Instant>> times, List<Contact> contacts) {

  /** The longest look back a rule may ask for. */
  public static final Duration LONGEST = Duration.ofDays(400);

  /** How often {@code type} happened within {@code window} up to now; the window is rolling. */
  public int count(String type, Duration window) {
    Instant from = asOf.minus(window);
    int n = 0;
    for (Instant time : times.getOrDefault(type, List.of())) {
      if (time.isAfter(from) && !time.isAfter(asOf)) {
        n++;
      }
    }
    return n;
  }

  /** Whole days, for rules: {@code history.count("call.dropped", History.days(7))}. */
  public static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
