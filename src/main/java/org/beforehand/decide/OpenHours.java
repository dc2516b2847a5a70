package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.fact.WorkingTime;

/**
 * A sending window where somebody lives. The clock on the wall counts: where a change of it skips
 * the opening hour, the window opens when the skipped hour ends; where it repeats an hour, both are
 * what the wall says.
 */
record OpenHours(ContactPolicy.Window window, ZoneId zone, WorkingTime working) {

  /** The first instant from {@code due} on that lies within the window. */
  Instant opening(Instant due) {
    if (hold(due)) {
      return due;
    }
    for (LocalDate day = due.atZone(zone).toLocalDate(); ; day = day.plusDays(1)) {
      Instant earliest = null;
      for (Instant opening : openings(day)) {
        if (opening.isAfter(due)
            && hold(opening)
            && (earliest == null || opening.isBefore(earliest))) {
          earliest = opening;
        }
      }
      if (earliest != null) {
        return earliest;
      }
    }
  }

  /** Whether the clock on the customer's wall says so. */
  boolean hold(Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    LocalTime time = local.toLocalTime();
    return window.days().hold(local.toLocalDate(), working)
        && (window.anyHour() || !time.isBefore(window.from()) && time.isBefore(window.until()));
  }

  /**
   * A place within so long after {@code from}, which lies in the window; in whole seconds. Where
   * the window or what is to be sent ends before, within half of that, or half of the half.
   *
   * @param place from 0 up to, not including, 1
   */
  Instant spread(Instant from, Duration over, Instant latest, double place) {
    Duration room = over;
    while (!room.isZero() && !fits(from, room, latest)) {
      room = Duration.ofSeconds(room.toSeconds() / 2);
    }
    return from.plus(Spread.share(room, place));
  }

  /** The hour may close and open again between: a change of the clock takes it out for a while. */
  private boolean fits(Instant from, Duration room, Instant latest) {
    Instant last = from.plus(room);
    if (last.isAfter(latest)) {
      return false;
    }
    for (Instant step = from; step.isBefore(last); step = step.plus(15, ChronoUnit.MINUTES)) {
      if (!hold(step)) {
        return false;
      }
    }
    return hold(last.minusSeconds(1));
  }

  /**
   * When the window can open that day: whenever the wall clock shows its first hour (never, once or
   * twice), and when the clock is changed, which may land inside it.
   */
  private List<Instant> openings(LocalDate day) {
    ZoneRules rules = zone.getRules();
    LocalDateTime first = day.atTime(window.from());
    List<Instant> openings = new ArrayList<>();
    rules.getValidOffsets(first).forEach(offset -> openings.add(first.toInstant(offset)));
    // No offset is as large as a day.
    Instant from = day.atStartOfDay().toInstant(ZoneOffset.UTC).minus(1, ChronoUnit.DAYS);
    ZoneOffsetTransition change = rules.nextTransition(from);
    while (change != null && change.getInstant().isBefore(from.plus(3, ChronoUnit.DAYS))) {
      if (change.getDateTimeAfter().toLocalDate().equals(day)) {
        openings.add(change.getInstant());
      }
      change = rules.nextTransition(change.getInstant());
    }
    return openings;
  }
}
