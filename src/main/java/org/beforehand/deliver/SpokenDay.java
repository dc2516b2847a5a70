package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;

/** A day as one would say it, with its year: it may be months away. */
final class SpokenDay {

  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("d MMMM yyyy");
  private static final DateTimeFormatter DOTTED = DateTimeFormatter.ofPattern("d. MMMM yyyy");

  // Patterns of our own where we know the language, as for times.
  private static final Map<String, DateTimeFormatter> BY_LANGUAGE =
      Map.of(
          "en", PLAIN,
          "sv", PLAIN,
          "nb", DOTTED,
          "nn", DOTTED,
          "no", DOTTED,
          "da", DOTTED,
          "fi", DOTTED,
          "et", DOTTED,
          "de", DOTTED,
          "zh", DateTimeFormatter.ofPattern("yyyy'\u5e74'M'\u6708'd'\u65e5'"));

  private static final DateTimeFormatter ANY = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG);

  private SpokenDay() {}

  /** Such as {@code 22 November 2026} or {@code 22. november 2026}. */
  static String of(Instant instant, ZoneId zone, Locale locale) {
    boolean american = locale.getLanguage().equals("en") && locale.getCountry().equals("US");
    DateTimeFormatter formatter =
        american ? ANY : BY_LANGUAGE.getOrDefault(locale.getLanguage(), ANY);
    return formatter
        .withLocale(locale)
        .format(instant.atZone(zone))
        .replace('\u202F', ' ')
        .replace('\u00A0', ' ');
  }
}
