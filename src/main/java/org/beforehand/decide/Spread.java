package org.beforehand.decide;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How what would leave at the same moment is spread, so that neither the mail server nor the call
 * desk gets all of it at once. Each customer has a fixed place in it, the same for all campaigns:
 * what one customer gets stays in order.
 *
 * @param opening what waited for a window to open leaves within so long after it
 * @param schedule what a campaign's schedule says to everybody leaves within so long
 */
public record Spread(Duration opening, Duration schedule) {

  /** At once. */
  static final Spread NONE = new Spread(Duration.ZERO, Duration.ZERO);

  /** A spread that is longer is no spread but another day. */
  private static final Duration LONGEST = Duration.ofHours(12);

  /**
   * Reads {@code 30m}, which is of openings, or {@code {opening: 30m, schedule: 1h}}.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  static Spread read(@Nullable YamlNode written) {
    if (written == null) {
      return NONE;
    }
    if (!written.isMapping()) {
      return new Spread(length(written), Duration.ZERO);
    }
    Map<String, YamlNode> fields = written.fields("opening", "schedule");
    return new Spread(length(fields.get("opening")), length(fields.get("schedule")));
  }

  private static Duration length(@Nullable YamlNode written) {
    Duration length = written == null ? Duration.ZERO : written.duration();
    if (written != null && length.compareTo(LONGEST) > 0) {
      throw written.refused("expected at most 12h, found \"" + written.text() + "\"");
    }
    return length;
  }

  /**
   * That much of a time, in whole minutes: a simulation looks at every instant at which something
   * is due, and a minute is near enough.
   *
   * @param place from 0 up to, not including, 1
   */
  static Duration share(Duration of, double place) {
    return Duration.ofMinutes((long) (of.toMinutes() * place));
  }

  /** A customer's place, from 0 up to, not including, 1. */
  static double place(String customer) {
    return Lot.place("spread", "", customer);
  }
}
