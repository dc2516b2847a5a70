package org.beforehand.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Working hours and days, where the customer lives. */
class WorkingTimeTest {

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

  private static Instant after(String from, int hours) {
    return WorkingTime.MONDAY_TO_FRIDAY.after(Instant.parse(from), Duration.ofHours(hours), OSLO);
  }

  @Test
  void hours_are_those_between_nine_and_five_on_working_days() {
    // Thursday.
    assertThat(after("2026-03-12T10:00:00Z", 4)).isEqualTo("2026-03-12T14:00:00Z");
    assertThat(after("2026-03-12T04:00:00Z", 1)).isEqualTo("2026-03-12T09:00:00Z");
    assertThat(after("2026-03-12T12:00:00Z", 8)).isEqualTo("2026-03-13T12:00:00Z");
    // Friday evening, and Saturday.
    assertThat(after("2026-03-13T20:00:00Z", 4)).isEqualTo("2026-03-16T12:00:00Z");
    assertThat(after("2026-03-14T10:00:00Z", 4)).isEqualTo("2026-03-16T12:00:00Z");
    // Two hours left on Friday, summer time from Sunday.
    assertThat(after("2026-03-27T14:00:00Z", 4)).isEqualTo("2026-03-30T09:00:00Z");
  }

  @Test
  void the_next_working_day_is_never_today() {
    Span morning = new Span.NextWorkingDay(LocalTime.of(9, 0));
    assertThat(
            morning.end(Instant.parse("2026-03-12T05:00:00Z"), OSLO, WorkingTime.MONDAY_TO_FRIDAY))
        .isEqualTo("2026-03-13T08:00:00Z");
    assertThat(
            morning.end(Instant.parse("2026-03-13T23:30:00Z"), OSLO, WorkingTime.MONDAY_TO_FRIDAY))
        .isEqualTo("2026-03-16T08:00:00Z");
  }

  @Test
  void a_holiday_is_no_working_day_whatever_counts_them() {
    // The 17th of May 2027, a Monday, and the 18th.
    WorkingTime closed = new WorkingTime(day -> day.equals(LocalDate.of(2027, 5, 17)));
    Instant friday = Instant.parse("2027-05-14T13:00:00Z");
    assertThat(closed.after(friday, Duration.ofHours(4), OSLO)).isEqualTo("2027-05-18T09:00:00Z");
    assertThat(new Span.WorkingHours(4).end(friday, OSLO, closed))
        .isEqualTo("2027-05-18T09:00:00Z");
    assertThat(new Span.NextWorkingDay(LocalTime.of(9, 0)).end(friday, OSLO, closed))
        .isEqualTo("2027-05-18T07:00:00Z");
    assertThat(closed.dayAfter(LocalDate.of(2027, 5, 13), 2)).isEqualTo("2027-05-18");
  }

  @Test
  void a_year_after_a_29th_of_february_is_the_28th_and_four_years_after_it_the_29th() {
    Instant leap = Instant.parse("2024-02-29T09:00:00Z");
    for (int years = 1; years <= 3; years++) {
      assertThat(Span.of(Period.ofYears(years)).end(leap, OSLO, WorkingTime.MONDAY_TO_FRIDAY))
          .isEqualTo((2024 + years) + "-02-28T09:00:00Z");
    }
    assertThat(Span.of(Period.ofYears(4)).end(leap, OSLO, WorkingTime.MONDAY_TO_FRIDAY))
        .isEqualTo("2028-02-29T09:00:00Z");
    assertThat(
            Span.of(Period.ofYears(1))
                .end(leap.minusSeconds(86_400), OSLO, WorkingTime.MONDAY_TO_FRIDAY))
        .isEqualTo("2025-02-28T09:00:00Z");
  }
}
