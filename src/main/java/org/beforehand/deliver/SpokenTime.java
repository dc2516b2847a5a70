package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;

/** An instant as one would say it: weekday, day, month and time on the customer's clock. */
final class SpokenTime {

  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("EEEE d MMMM, HH:mm");
  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("EEEE, MMMM d, h:mm a");
  private static final DateTimeFormatter NORDIC =
      DateTimeFormatter.ofPattern("EEEE d. MMMM 'kl.' HH:mm");

  // Patterns of our own where we know the language: those of the platform differ between versions
  // of Java, and some hold spaces that an SMS cannot carry.
  private static final Map<String, DateTimeFormatter> BY_LANGUAGE =
      Map.ofEntries(
          Map.entry("en", PLAIN),
          Map.entry("nl", PLAIN),
          Map.entry("it", PLAIN),
          Map.entry("nb", NORDIC),
          Map.entry("nn", NORDIC),
          Map.entry("no", NORDIC),
          Map.entry("da", NORDIC),
          Map.entry("sv", DateTimeFormatter.ofPattern("EEEE d MMMM 'kl.' HH:mm")),
          Map.entry("fi", DateTimeFormatter.ofPattern("EEEE d. MMMM 'klo' H.mm")),
          Map.entry("et", DateTimeFormatter.ofPattern("EEEE, d. MMMM 'kell' H:mm")),
          Map.entry("zh", DateTimeFormatter.ofPattern("M'\u6708'd'\u65e5' EEEE HH:mm")),
          Map.entry("de", DateTimeFormatter.ofPattern("EEEE, d. MMMM, HH:mm 'Uhr'")),
          Map.entry("fr", DateTimeFormatter.ofPattern("EEEE d MMMM '\u00e0' HH:mm")),
          Map.entry("es", DateTimeFormatter.ofPattern("EEEE d 'de' MMMM, HH:mm")),
          Map.entry("pt", DateTimeFormatter.ofPattern("EEEE, d 'de' MMMM, HH:mm")));

  private static final DateTimeFormatter ANY =
      DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT);

  private SpokenTime() {}

  /** Such as {@code Sunday 22 November, 14:30} or {@code søndag 22. november kl. 14:30}. */
  static String of(Instant instant, ZoneId zone, Locale locale) {
    DateTimeFormatter formatter =
        locale.getLanguage().equals("en") && locale.getCountry().equals("US")
            ? AMERICAN
            : BY_LANGUAGE.getOrDefault(locale.getLanguage(), ANY);
    return formatter
        .withLocale(locale)
        .format(instant.atZone(zone))
        .replace('\u202F', ' ')
        .replace('\u00A0', ' ');
  }
}
