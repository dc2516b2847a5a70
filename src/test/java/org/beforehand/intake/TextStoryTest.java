package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.SmscPeer;
import org.beforehand.deliver.SmscPeer.Answer;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.Test;

/**
 * A text message, and a mail where it does not arrive: one outreach, over a real message centre and
 * a real relay.
 */
class TextStoryTest {

  private static final String NOON = "2026-03-10T11:00:00Z";

  private static RuleFolder rules(String campaign, String policy, String action) {
    return Visits.under(
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {purpose: service, channel: email, hours: any}
          - {hours: "08:00-21:00"}
        caps:
          - {purposes: [care], most: 2, within: 30d}
        """
            + policy,
        campaign,
        action);
  }

  private static Corridor care(String now) {
    Corridor corridor =
        Corridor.texting(
            now,
            rules(
                "purpose: care\n",
                "",
                "send \"moved\" by text message; if it is not delivered in 15 minutes, by e-mail"));
    corridor.customer("kari");
    return corridor;
  }

  private static void moved(Corridor corridor) {
    corridor.post("visit.moved", "customer:kari", Map.of());
    corridor.settle();
  }

  private static List<String> attempts(Corridor corridor) {
    return corridor.texts(
        """
        select channel || ' ' || outcome || coalesce(' ' || came_of, '') from attempt
         order by outreach, n
        """);
  }

  private static int texts(Corridor corridor) {
    return corridor.center.taken().size();
  }

  @Test
  void what_was_delivered_in_time_is_not_said_twice() throws Exception {
    try (Corridor corridor = care(NOON)) {
      moved(corridor);
      SmscPeer.Taken taken = corridor.center.taken().get(0);
      assertThat(taken.text()).isEqualTo("Your visit has moved.");
      assertThat(taken.to()).isEqualTo("4799999999");
      assertThat(corridor.outreach("kari")).containsExactly("moved sent");
      corridor.advance(Duration.ofMinutes(14));
      assertThat(corridor.center.report(taken.id(), DeliveryReceiptState.DELIVRD)).isTrue();
      corridor.advance(Duration.ofHours(2));
      assertThat(corridor.outreach("kari")).containsExactly("moved delivered");
      assertThat(attempts(corridor)).containsExactly("sms accepted delivered");
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(corridor.texts("select type from event where source = 'smpp'"))
          .containsExactly("message.delivered");
    }
  }

  @Test
  void what_nobody_says_was_delivered_goes_by_mail_once_and_a_late_report_changes_only_the_record()
      throws Exception {
    try (Corridor corridor = care(NOON)) {
      moved(corridor);
      corridor.advance(Duration.ofMinutes(14));
      assertThat(corridor.mailsTo("kari")).isEmpty();
      corridor.advance(Duration.ofMinutes(1));
      assertThat(corridor.mailsTo("kari")).containsExactly("Your visit has moved");
      assertThat(corridor.outreach("kari")).containsExactly("moved sent");
      corridor.center.report("m-1", DeliveryReceiptState.DELIVRD);
      corridor.advance(Duration.ofHours(1));
      assertThat(corridor.outreach("kari")).containsExactly("moved sent");
      assertThat(attempts(corridor)).containsExactly("sms accepted delivered", "email accepted");
      assertThat(corridor.mailsTo("kari")).hasSize(1);
      assertThat(texts(corridor)).isEqualTo(1);
    }
  }

  @Test
  void what_is_reported_not_to_arrive_goes_by_mail_at_once_and_both_count_as_one()
      throws Exception {
    try (Corridor corridor = care(NOON)) {
      moved(corridor);
      corridor.center.report("m-1", DeliveryReceiptState.UNDELIV);
      corridor.settle();
      assertThat(corridor.mailsTo("kari")).hasSize(1);
      assertThat(attempts(corridor)).containsExactly("sms accepted bounced", "email accepted");
      // Two in thirty days: this is the second, and the next the third.
      corridor.advance(Duration.ofMinutes(1));
      moved(corridor);
      moved(corridor);
      assertThat(corridor.outreach("kari")).hasSize(2);
    }
  }

  @Test
  void a_number_that_is_none_is_not_tried_again_and_a_busy_centre_is_until_patience_ends() {
    try (Corridor corridor = care(NOON)) {
      corridor.center.answer(Answer.NO_SUCH_NUMBER);
      moved(corridor);
      assertThat(corridor.mailsTo("kari")).hasSize(1);
      moved(corridor);
      assertThat(corridor.mailsTo("kari")).hasSize(2);
      assertThat(attempts(corridor))
          .containsExactly("sms refused", "email accepted", "email accepted");
    }
    try (Corridor corridor = care(NOON)) {
      corridor.center.answer(
          Answer.THROTTLE,
          Answer.THROTTLE,
          Answer.THROTTLE,
          Answer.THROTTLE,
          Answer.THROTTLE,
          Answer.THROTTLE);
      moved(corridor);
      for (int minute = 0; minute < 16; minute++) {
        corridor.advance(Duration.ofMinutes(1));
      }
      assertThat(attempts(corridor))
          .startsWith("sms try_later", "sms try_later")
          .endsWith("sms try_later", "email accepted");
      assertThat(texts(corridor)).isZero();
    }
  }

  @Test
  void a_text_in_doubt_is_never_sent_again_and_the_mail_follows_in_time() {
    try (Corridor corridor = care(NOON)) {
      corridor.center.answer(Answer.HANG_UP);
      moved(corridor);
      assertThat(corridor.outreach("kari")).containsExactly("moved in_doubt unknown_outcome");
      corridor.advance(Duration.ofMinutes(15));
      assertThat(texts(corridor)).isEqualTo(1);
      assertThat(attempts(corridor)).containsExactly("sms in_doubt", "email accepted");
    }
  }

  @Test
  void the_mail_waits_for_its_own_window_and_a_report_meanwhile_takes_it_back() throws Exception {
    try (Corridor corridor = care("2026-03-10T19:50:00Z")) {
      moved(corridor);
      corridor.advance(Duration.ofMinutes(16));
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(corridor.outreach("kari")).containsExactly("moved scheduled quiet_hours");
      corridor.center.report("m-1", DeliveryReceiptState.DELIVRD);
      corridor.advance(Duration.ofHours(12));
      assertThat(corridor.outreach("kari")).containsExactly("moved delivered");
      assertThat(corridor.texts("select channel from outreach")).containsExactly("sms");
      assertThat(corridor.mailsTo("kari")).isEmpty();
    }
  }

  @Test
  void who_opts_out_meanwhile_gets_no_mail() {
    try (Corridor corridor = care(NOON)) {
      moved(corridor);
      corridor.customer(
          Map.of(
              "id",
              "kari",
              "email",
              "kari@customers.example",
              "phone",
              "+4799999999",
              "consent",
              Map.of("care", false)));
      corridor.advance(Duration.ofMinutes(20));
      assertThat(corridor.mailsTo("kari")).isEmpty();
      assertThat(corridor.outreach("kari")).containsExactly("moved dropped opted_out");
      assertThat(corridor.texts("select state from contact")).containsExactly("in_doubt");
    }
  }

  @Test
  void a_service_text_of_the_night_waits_for_the_morning_and_the_policys_patience_counts_then() {
    RuleFolder rules =
        rules(
            "purpose: service\n",
            "channels: {service: [sms, email]}\nfallback: {service: 30m}\n",
            "send \"moved\"");
    try (Corridor corridor = Corridor.texting("2026-03-10T22:00:00Z", rules)) {
      corridor.customer("kari");
      moved(corridor);
      assertThat(texts(corridor)).isZero();
      corridor.advance(Duration.ofHours(9));
      assertThat(texts(corridor)).isEqualTo(1);
      corridor.advance(Duration.ofMinutes(29));
      assertThat(corridor.mailsTo("kari")).isEmpty();
      corridor.advance(Duration.ofMinutes(1));
      assertThat(corridor.mailsTo("kari")).hasSize(1);
    }
  }

  @Test
  void only_a_campaign_that_says_so_takes_all_its_channels_at_once() {
    RuleFolder rules =
        rules("purpose: care\nchannels: [sms, email]\nat-once: true\n", "", "send \"moved\"");
    try (Corridor corridor = Corridor.texting(NOON, rules)) {
      corridor.customer("kari");
      moved(corridor);
      corridor.settle();
      assertThat(texts(corridor)).isEqualTo(1);
      assertThat(corridor.mailsTo("kari")).hasSize(1);
      assertThat(corridor.outreach("kari")).containsExactly("moved sent");
      corridor.advance(Duration.ofHours(1));
      assertThat(attempts(corridor)).containsExactly("sms accepted", "email accepted");
    }
  }

  @Test
  void without_a_message_centre_a_text_is_captured_and_counts_as_delivered() {
    RuleFolder rules =
        rules(
            "purpose: care\n",
            "",
            "send \"moved\" by text message; if it is not delivered in 15 minutes, by e-mail");
    try (Corridor corridor = Corridor.open(NOON, rules)) {
      corridor.customer("kari");
      moved(corridor);
      corridor.advance(Duration.ofHours(1));
      assertThat(corridor.outreach("kari")).containsExactly("moved delivered");
      assertThat(corridor.texts("select recipient || ' ' || body from captured_text"))
          .containsExactly("+4799999999 Your visit has moved.");
      assertThat(corridor.mailsTo("kari")).isEmpty();
    }
  }
}
