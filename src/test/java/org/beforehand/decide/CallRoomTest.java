package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** How many calls the desk can take on, as the policy file says it. */
class CallRoomTest {

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

  private static String at(Duration per, String instant) {
    CallRoom.Period period = new CallRoom("", 1, per).at(Instant.parse(instant), OSLO);
    return period.begins() + " " + period.ends();
  }

  @Test
  void periods_follow_each_other_from_midnight_where_the_company_is() {
    assertThat(at(Duration.ofHours(1), "2026-03-12T10:59:59Z"))
        .isEqualTo("2026-03-12T10:00:00Z 2026-03-12T11:00:00Z");
    assertThat(at(Duration.ofHours(8), "2026-03-12T10:59:59Z"))
        .isEqualTo("2026-03-12T07:00:00Z 2026-03-12T15:00:00Z");
    assertThat(at(Duration.ofDays(1), "2026-03-12T10:59:59Z"))
        .isEqualTo("2026-03-11T23:00:00Z 2026-03-12T23:00:00Z");
  }

  @Test
  void a_day_on_which_the_clock_is_changed_has_as_many_periods_as_others() {
    assertThat(at(Duration.ofDays(1), "2026-10-25T22:30:00Z"))
        .isEqualTo("2026-10-24T22:00:00Z 2026-10-25T23:00:00Z");
    assertThat(at(Duration.ofHours(12), "2026-10-25T22:30:00Z"))
        .isEqualTo("2026-10-25T10:00:00Z 2026-10-25T23:00:00Z");
    assertThat(at(Duration.ofHours(12), "2026-03-29T21:30:00Z"))
        .isEqualTo("2026-03-29T11:00:00Z 2026-03-29T22:00:00Z");
  }

  @Test
  void what_is_written_wrong_is_named_with_its_line() {
    refused("calls: [{most: 10, per: 7h}]", "a time from 5m to 1d into which a day can be divided");
    refused("calls: [{most: 0, per: 1h}]", "expected a number from 1 to 1000000");
    refused("calls: [{most: 1, per: 1h}, {most: 2, per: 1d}]", "of all skills there may be");
    refused(
        "calls: [{skill: x, most: 1, per: 1h}, {skill: x, most: 2, per: 1d}]",
        "how many calls of \"x\" there may be stands above already");
  }

  private static void refused(String line, String why) {
    assertThatThrownBy(() -> Cases.policy(line))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:4")
        .hasMessageContaining(why);
  }
}
