package org.beforehand.decide;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The public holidays of countries, as jollyday has them: those of the whole country, and the days
 * on which they are made up for. A year of a country is worked out once and then looked up.
 */
final class PublicHolidays {

  /** Beside countries there are exchanges and groups of countries, with longer names. */
  private static final Set<String> COUNTRIES =
      HolidayManager.getSupportedCalendarCodes().stream()
          .filter(code -> code.matches("[A-Za-z]{2}"))
          .map(code -> code.toUpperCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, Map<Integer, Set<LocalDate>>> KNOWN = new ConcurrentHashMap<>();

  private PublicHolidays() {}

  /** The countries whose holidays are known, such as {@code NO}. */
  static Set<String> countries() {
    return COUNTRIES;
  }

  /**
   * @param country one of {@link #countries}
   */
  static boolean on(LocalDate day, String country) {
    return KNOWN
        .computeIfAbsent(country, one -> new ConcurrentHashMap<>())
        .computeIfAbsent(day.getYear(), year -> of(country, year))
        .contains(day);
  }

  /**
   * With what the next year's first of January, on a Saturday, makes of this year's last day. One
   * thread at a time: jollyday finds its parts when they are first asked for, and whoever asks
   * meanwhile is told that there are none.
   */
  private static synchronized Set<LocalDate> of(String country, int year) {
    HolidayManager calendar = HolidayManager.getInstance(ManagerParameters.create(country));
    return IntStream.rangeClosed(year - 1, year + 1)
        .mapToObj(Year::of)
        .flatMap(one -> calendar.getHolidays(one, HolidayType.PUBLIC_HOLIDAY).stream())
        .map(Holiday::getDate)
        .filter(day -> day.getYear() == year)
        .collect(Collectors.toUnmodifiableSet());
  }
}
