package org.beforehand.customer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.List;

/** The dates of a customer record. */
final class RecordDates {
  private static final int OLDEST = 120;

  private RecordDates() {}

  /** A date, of which the year may be missing. */
  static MonthDay birthday(String text) throws BadRecord {
    try {
      return text.startsWith("--") ? MonthDay.parse(text) : MonthDay.from(date(text));
    } catch (DateTimeException notADate) {
      throw new BadRecord(
          "birthday",
          "expected a date such as 1984-03-09 or --03-09, "
              + "found \""
              + RecordFields.shown(text)
              + "\"");
    }
  }

  /** Whether nobody alive can have been born then; says so in {@code warnings}. */
  static boolean implausible(LocalDate born, Instant at, List<String> warnings) {
    // The furthest zone decides, so that nobody is refused on the very day of their birth.
    LocalDate latest = LocalDate.ofInstant(at, ZoneOffset.MAX);
    if (born.isAfter(latest)) {
      warnings.add("birthday: in the future; kept out");
      return true;
    }
    if (born.isBefore(latest.minusDays(2).minusYears(OLDEST))) {
      warnings.add("birthday: over " + OLDEST + " years ago; kept out");
      return true;
    }
    return false;
  }

  /** Four digits of year only: java.time would also take +12345-01-01. */
  static LocalDate date(String text) {
    if (text.length() != 10 || !Character.isDigit(text.charAt(0))) {
      throw new DateTimeException("not yyyy-MM-dd");
    }
    return LocalDate.parse(text);
  }
}
