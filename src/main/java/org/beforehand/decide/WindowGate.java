package org.beforehand.decide;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Purpose;

/**
 * The sending window, in the customer's own zone. Outside it the message waits for the next
 * opening; nothing is sent early because it was late. Where a clock change skips the opening hour,
 * the window opens when the skipped hour ends; where it repeats one, at its first occurrence
 * (java.time's own rules).
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
    return opens.isAfter(due)
        ? new Verdict.Hold(opens, Reason.QUIET_HOURS)
        : new Verdict.Send(candidate);
  }

  /** The first instant from {@code due} on that lies within the window. */
  static Instant opening(ContactPolicy.Window window, ZoneId zone, Instant due) {
    if (window.anyHour() && !window.workingDays()) {
      return due;
    }
    ZonedDateTime local = due.atZone(zone);
    for (LocalDate day = local.toLocalDate(); ; day = day.plusDays(1)) {
      if (window.workingDays() && !working(day)) {
        continue;
      }
      ZonedDateTime opens = ZonedDateTime.of(day, window.from(), zone);
      ZonedDateTime closes =
          window.anyHour()
              ? ZonedDateTime.of(day.plusDays(1), window.until(), zone)
              : ZonedDateTime.of(day, window.until(), zone);
      // A zone that skips a whole day (Apia, 2011) has no such day to send on.
      if (!opens.toLocalDate().equals(day)) {
        continue;
      }
      Instant start = opens.toInstant().isAfter(due) ? opens.toInstant() : due;
      if (start.isBefore(closes.toInstant())) {
        return start;
      }
    }
  }

  private static boolean working(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
  }
}
