package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.beforehand.incident.Pad;
import org.junit.jupiter.api.Test;

/** When we promise to write again, as the policy file says it. */
class PromisePolicyTest {

  private static ContactPolicy policy(String incidents) {
    return PolicyFile.read(
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: any}
        incidents:
        """
            + incidents);
  }

  @Test
  void a_promise_is_kept_no_sooner_than_updates_may_follow_each_other() {
    assertThatThrownBy(() -> policy("  apart: 2h\n  next-update: 1h\n"))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:6")
        .hasMessageContaining("at least as long as \"apart\"");
    assertThat(policy("  apart: 6h\n").incidents().nextUpdate()).isEqualTo(Duration.ofHours(6));
    assertThat(policy("  next-update: 3h\n  notice: 14d\n").incidents().nextUpdate())
        .isEqualTo(Duration.ofHours(3));
  }

  @Test
  void a_pad_is_a_time_or_a_share_of_at_most_all_of_it() {
    assertThat(policy("  pad: 20%\n").incidents().pad()).isEqualTo(new Pad(Duration.ZERO, 20));
    assertThat(policy("  pad: 30m\n").incidents().pad())
        .isEqualTo(new Pad(Duration.ofMinutes(30), 0));
    assertThatThrownBy(() -> policy("  warn: 30m\n  pad: 120%\n"))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:6")
        .hasMessageContaining("20%, at most 100%, found \"120%\"");
  }

  @Test
  void maintenance_is_announced_a_week_before_unless_the_policy_says_otherwise() {
    assertThat(policy("  settle: 5m\n").incidents().notice()).isEqualTo(Duration.ofDays(7));
    assertThat(policy("  notice: 14d\n").incidents().notice()).isEqualTo(Duration.ofDays(14));
  }
}
