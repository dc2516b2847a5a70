package org.beforehand.decide;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.WorkingTime;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a campaign looks by itself, on the clock of each customer's own zone. An hour that a change
 * of the clock skips comes later by what was skipped; of an hour that comes twice the first counts.
 */
public sealed interface Schedule {

  /** The most times that are reported as missed at once. */
  int MOST_MISSED = 100;

  /** How often the clock is looked at; every zone on earth is off by a multiple of it. */
  Duration QUARTER = Duration.ofMinutes(15);

  /** The day after whose arrival a 29 February is celebrated in other years. */
  enum Leap {
    /** On the last of February. */
    FEB_28,
    /** On the first of March. */
    MAR_01;

    /** As {@code MM-dd}: those who were born on one of these celebrate on that date. */
    List<String> celebratedOn(LocalDate date) {
      String day = MonthDay.from(date).toString().substring(2);
      boolean instead = day.equals(this == FEB_28 ? "02-28" : "03-01") && !date.isLeapYear();
      return instead ? List.of(day, "02-29") : List.of(day);
    }
  }

  /**
   * A day that comes back every year, or a working day so long before it.
   *
   * @param before how many working days before; 0 for the day itself
   */
  record Yearly(Of of, LocalTime at, Leap leap, int before) implements Schedule {

    /** The day itself. */
    public Yearly(Of of, LocalTime at, Leap leap) {
      this(of, at, leap, 0);
    }

    /** Which. */
    public enum Of {
      /** The customer's own. */
      BIRTHDAY,
      /** Of the first day as a customer. */
      ANNIVERSARY
    }

    @Override
    public String kind() {
      return of.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public LocalDateTime next(LocalDateTime after) {
      return nextDay(at, after);
    }

    /**
     * Whose turn it is on that date, by their days as {@code MM-dd}.
     *
     * @param working on which days people work where they live
     */
    public List<String> celebratedOn(LocalDate date, WorkingTime working) {
      if (before == 0) {
        return leap.celebratedOn(date);
      }
      if (!working.isWorkingDay(date)) {
        return List.of();
      }
      // After a Friday come a weekend's birthdays together with the Monday's.
      return working
          .dayAfter(date, before - 1)
          .plusDays(1)
          .datesUntil(working.dayAfter(date, before).plusDays(1))
          .flatMap(day -> leap.celebratedOn(day).stream())
          .toList();
    }

    /**
     * Before the day, the year may be another than the day's, and not the same one for everybody;
     * so it is left out, and the date tells one time from another.
     */
    @Override
    public Map<String, Object> data(LocalDate date, ZoneId zone) {
      return before == 0
          ? Schedule.super.data(date, zone)
          : Map.of(
              "date",
              date.toString(),
              "zone",
              zone.getId(),
              Event.BEFORE,
              BigDecimal.valueOf(before));
    }
  }

  /**
   * Once nothing was heard from a customer for so long.
   *
   * @param lasting whole days of 24 hours
   */
  record Inactive(Duration lasting, LocalTime at) implements Schedule {
    @Override
    public String kind() {
      return "inactive";
    }

    @Override
    public LocalDateTime next(LocalDateTime after) {
      return nextDay(at, after);
    }
  }

  /** Whenever a crontab says so, for everybody. */
  record Cron(CronExpression expression) implements Schedule {
    @Override
    public String kind() {
      return "cron";
    }

    @Override
    public @Nullable LocalDateTime next(LocalDateTime after) {
      return expression.next(after);
    }
  }

  /** {@code birthday}, {@code anniversary}, {@code inactive} or {@code cron}. */
  String kind();

  /** The next time on the clock on the wall; null if there is none. */
  @Nullable LocalDateTime next(LocalDateTime after);

  /** What its events say of one time in one zone. */
  default Map<String, Object> data(LocalDate date, ZoneId zone) {
    return Map.of(
        "date", date.toString(),
        "year", BigDecimal.valueOf(date.getYear()),
        "zone", zone.getId());
  }

  /** The type of its events. */
  default String eventType(String campaign) {
    return this instanceof Cron ? "schedule." + campaign : kind();
  }

  /**
   * One time of a schedule in one zone.
   *
   * @param name the local date; for a crontab, which may say several a day, with the time
   * @param instant when that is
   * @param today whether it is still that day
   */
  record Occurrence(String name, LocalDate date, Instant instant, boolean today) {}

  /**
   * What has come since.
   *
   * @param last the last one's name; null where there was none, and only today counts
   */
  default List<Occurrence> since(@Nullable String last, Instant at, ZoneId zone) {
    LocalDateTime now = LocalDateTime.ofInstant(at, zone);
    LocalDateTime earliest = now.toLocalDate().minusDays(MOST_MISSED).atTime(LocalTime.MAX);
    LocalDateTime from =
        last == null ? now.toLocalDate().minusDays(1).atTime(LocalTime.MAX) : moment(last);
    Deque<Occurrence> found = new ArrayDeque<>();
    LocalDateTime next = next(from.isBefore(earliest) ? earliest : from);
    while (next != null && !instant(next, zone).isAfter(at)) {
      LocalDate day = LocalDate.ofInstant(instant(next, zone), zone);
      String name = this instanceof Cron ? next.toString() : next.toLocalDate().toString();
      found.add(
          new Occurrence(
              name, next.toLocalDate(), instant(next, zone), day.equals(now.toLocalDate())));
      if (found.size() > MOST_MISSED) {
        found.removeFirst();
      }
      next = next(next);
    }
    return List.copyOf(found);
  }

  /** The next instant after {@code at} at which one comes; far away if never. */
  default Instant after(Instant at, ZoneId zone) {
    // From a day before: what a change of the clock skipped has a smaller number than now.
    LocalDateTime next = next(LocalDateTime.ofInstant(at, zone).minusDays(1));
    while (next != null && !instant(next, zone).isAfter(at)) {
      next = next(next);
    }
    return next == null ? Instant.MAX : instant(next, zone);
  }

  private static LocalDateTime nextDay(LocalTime at, LocalDateTime after) {
    LocalDateTime sameDay = after.toLocalDate().atTime(at);
    return sameDay.isAfter(after) ? sameDay : sameDay.plusDays(1);
  }

  private static LocalDateTime moment(String name) {
    return name.indexOf('T') < 0
        ? LocalDate.parse(name).atTime(LocalTime.MAX)
        : LocalDateTime.parse(name);
  }

  private static Instant instant(LocalDateTime local, ZoneId zone) {
    return local.atZone(zone).toInstant();
  }
}
