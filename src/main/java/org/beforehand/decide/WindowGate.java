package org.beforehand.decide;

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
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.WorkingTime;

/**
 * The sending window, in the customer's own zone. Outside it the message waits for the next
 * opening; nothing is sent early because it was late. The clock on the customer's wall counts:
 * where a change of it skips the opening hour, the window opens when the skipped hour ends; where
 * it repeats an hour, both are what the wall says.
 */
final class WindowGate implements Gate {
  @Override
  public String name() {
    return "window";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (candidate.purpose() == Purpose.REQUESTED) {
      return new Verdict.Send(candidate);
    }
    ContactPolicy.Window window = policy.window(candidate.purpose(), candidate.channel());
    ZoneId zone = dossier.customer().zone() == null ? policy.zone() : dossier.customer().zone();
    Instant due = candidate.due().isBefore(at) ? at : candidate.due();
    Instant opens = opening(window, zone, due);
    if (!candidate.askedAgain() && opens.isAfter(candidate.campaign().expires(opens, at, zone))) {
      return new Verdict.Drop(Reason.EXPIRED);
    }
    return opens.isAfter(due)
        ? new Verdict.Hold(opens, Reason.QUIET_HOURS)
        : new Verdict.Send(candidate);
  }

  /** The first instant from {@code due} on that lies within the window. */
  static Instant opening(ContactPolicy.Window window, ZoneId zone, Instant due) {
    if (within(window, zone, due)) {
      return due;
    }
    for (LocalDate day = due.atZone(zone).toLocalDate(); ; day = day.plusDays(1)) {
      Instant earliest = null;
      for (Instant opening : openings(window, zone, day)) {
        if (opening.isAfter(due)
            && within(window, zone, opening)
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
  private static boolean within(ContactPolicy.Window window, ZoneId zone, Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    LocalTime time = local.toLocalTime();
    return (!window.workingDays() || WorkingTime.isWorkingDay(local.toLocalDate()))
        && (window.anyHour() || !time.isBefore(window.from()) && time.isBefore(window.until()));
  }

  /**
   * When the window can open that day: whenever the wall clock shows its first hour (never, once or
   * twice), and when the clock is changed, which may land inside it.
   */
  private static List<Instant> openings(ContactPolicy.Window window, ZoneId zone, LocalDate day) {
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
