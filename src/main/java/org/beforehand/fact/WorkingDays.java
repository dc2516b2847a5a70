package org.beforehand.fact;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Which days are working days: Monday to Friday. Public holidays are not known yet. */
public final class WorkingDays {
  private WorkingDays() {}

  /** Whether it is one. */
  public static boolean isOne(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }

  /** The working day after so many others, counted from the day itself, which does not count. */
  public static LocalDate after(LocalDate day, int count) {
    LocalDate found = day;
    for (int left = count; left > 0; left -= isOne(found) ? 1 : 0) {
      found = found.plusDays(1);
    }
    return found;
  }
}
