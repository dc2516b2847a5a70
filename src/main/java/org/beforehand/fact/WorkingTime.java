package org.beforehand.fact;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Predicate;

/**
 * What a working day is somewhere, and a working hour: Monday to Friday but for public holidays,
 * 09:00 to 17:00.
 */
public final class WorkingTime {

  /** Where no day is a holiday. */
  public static final WorkingTime MONDAY_TO_FRIDAY = new WorkingTime(day -> false);

  private static final LocalTime BEGINS = LocalTime.of(9, 0);
  private static final LocalTime ENDS = LocalTime.of(17, 0);

  private final Predicate<LocalDate> holidays;

  /**
   * @param holidays which days are holidays; always the same answer for the same day, and not every
   *     day of a year
   */
  public WorkingTime(Predicate<LocalDate> holidays) {
    this.holidays = holidays;
  }

  /** Whether it is a holiday, on whatever day of the week. */
  public boolean isHoliday(LocalDate day) {
    return holidays.test(day);
  }

  public boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !isHoliday(day);
  }

  /** The first working day after this day. */
  public LocalDate dayAfter(LocalDate day) {
    return dayAfter(day, 1);
  }

  /** The working day after so many others, counted from the day itself, which does not count. */
  public LocalDate dayAfter(LocalDate day, int count) {
    LocalDate found = day;
    for (int left = count; left > 0; left -= isWorkingDay(found) ? 1 : 0) {
      found = found.plusDays(1);
    }
    return found;
  }

  /** When so much working time has passed since {@code from}, on the clocks of that zone. */
  public Instant after(Instant from, Duration time, ZoneId zone) {
    Duration left = time;
    LocalDate day = from.atZone(zone).toLocalDate();
    while (true) {
      if (isWorkingDay(day)) {
        Instant begins = day.atTime(BEGINS).atZone(zone).toInstant();
        Instant ends = day.atTime(ENDS).atZone(zone).toInstant();
        Instant start = from.isAfter(begins) ? from : begins;
        Duration today = Duration.between(start, ends);
        if (today.compareTo(left) >= 0) {
          return start.plus(left);
        }
        left = today.isNegative() ? left : left.minus(today);
      }
      day = day.plusDays(1);
    }
  }
}
