package org.beforehand.studio;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.YamlNode;

/**
 * How scenarios speak of time.
 *
 * @param zone where the customer lives
 */
record Moments(ZoneId zone) {

  private static final Pattern AHEAD = Pattern.compile("in\\s+(\\d{1,6})\\s*([mhd])");

  /** {@code 2026-03-13T21:30:00Z}, or {@code 2026-03-13T22:30} on the customer's clock. */
  Instant read(YamlNode written) {
    String text = written.text().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notAnInstant) {
      try {
        return LocalDateTime.parse(text).atZone(zone).toInstant();
      } catch (DateTimeException notLocal) {
        throw written.refused(
            "expected a time such as 2026-03-13T22:30 where the customer lives, or"
                + " 2026-03-13T21:30:00Z, found \""
                + written.text()
                + "\"");
      }
    }
  }

  /** {@code in 2h} counted from {@code at}, or as {@link #read}. */
  Instant ahead(YamlNode written, Instant at) {
    Matcher ahead = AHEAD.matcher(written.text());
    if (!ahead.matches()) {
      return read(written);
    }
    long n = Long.parseLong(ahead.group(1));
    return at.plus(
        switch (ahead.group(2)) {
          case "m" -> Duration.ofMinutes(n);
          case "h" -> Duration.ofHours(n);
          default -> Duration.ofDays(n);
        });
  }

  /** As an author would write it. */
  String shown(Instant instant) {
    return instant.atZone(zone).toLocalDateTime().toString();
  }
}
