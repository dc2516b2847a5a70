package org.beforehand.fact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;

/** A stretch of time as authors say it, which ends somewhere once it is known where it begins. */
public sealed interface Span {

  /**
   * @param zone on whose calendar
   * @param working when people work there
   */
  Instant end(Instant from, ZoneId zone, WorkingTime working);

  /** Hours by the clock (a Duration), or days and longer by the calendar (a Period). */
  static Span of(TemporalAmount amount) {
    return new Plain(amount);
  }

  /** Hours by the clock, or days and longer by the calendar. */
  record Plain(TemporalAmount amount) implements Span {
    @Override
    public Instant end(Instant from, ZoneId zone, WorkingTime working) {
      return from.atZone(zone).plus(amount).toInstant();
    }

    /** {@code 24h} or {@code 90m}; a period as ISO 8601 has it. */
    @Override
    public String toString() {
      if (!(amount instanceof Duration duration)) {
        return amount.toString();
      }
      long minutes = duration.toMinutes();
      return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
    }
  }

  /** Hours of {@link WorkingTime}. */
  record WorkingHours(int hours) implements Span {
    @Override
    public Instant end(Instant from, ZoneId zone, WorkingTime working) {
      return working.after(from, Duration.ofHours(hours), zone);
    }

    @Override
    public String toString() {
      return hours + " working hours";
    }
  }

  /** Until that time of the first working day after the day it begins on. */
  record NextWorkingDay(LocalTime time) implements Span {
    @Override
    public Instant end(Instant from, ZoneId zone, WorkingTime working) {
      return working
          .dayAfter(from.atZone(zone).toLocalDate())
          .atTime(time)
          .atZone(zone)
          .toInstant();
    }

    @Override
    public String toString() {
      return time + " on the next working day";
    }
  }
}
