package org.beforehand.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What customers are told beside an estimate. */
class PadTest {

  private static final Instant MADE = Instant.parse("2026-03-27T10:02:00Z");

  private static String told(Pad pad, String estimate) {
    return String.valueOf(pad.told(Instant.parse(estimate), MADE));
  }

  @Test
  void without_a_pad_it_is_the_estimate_to_the_minute() {
    assertThat(told(Pad.NONE, "2026-03-27T12:07:00Z")).isEqualTo("2026-03-27T12:07:00Z");
    assertThat(new Pad(Duration.ofMinutes(30), 0).told(null, MADE)).isNull();
  }

  @Test
  void what_is_padded_is_rounded_up_to_the_quarter_and_never_down() {
    Pad half = new Pad(Duration.ofMinutes(30), 0);
    assertThat(told(half, "2026-03-27T12:07:00Z")).isEqualTo("2026-03-27T12:45:00Z");
    assertThat(told(half, "2026-03-27T12:00:00Z")).isEqualTo("2026-03-27T12:30:00Z");
    assertThat(told(half, "2026-03-27T12:00:01Z")).isEqualTo("2026-03-27T12:45:00Z");
  }

  @Test
  void a_share_is_of_the_time_that_was_thought_to_remain() {
    Pad fifth = new Pad(Duration.ZERO, 20);
    assertThat(told(fifth, "2026-03-27T15:02:00Z")).isEqualTo("2026-03-27T16:15:00Z");
    // An estimate that had passed when it was made has nothing to take a share of.
    assertThat(told(fifth, "2026-03-27T09:00:00Z")).isEqualTo("2026-03-27T09:00:00Z");
  }
}
