package org.beforehand.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Working hours and days, where the customer lives. */
class WorkingTimeTest {

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

  private static Instant after(String from, int hours) {
    return WorkingTime.after(Instant.parse(from), Duration.ofHours(hours), OSLO);
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
    assertThat(morning.end(Instant.parse("2026-03-12T05:00:00Z"), OSLO))
        .isEqualTo("2026-03-13T08:00:00Z");
    assertThat(morning.end(Instant.parse("2026-03-13T23:30:00Z"), OSLO))
        .isEqualTo("2026-03-16T08:00:00Z");
  }
}
