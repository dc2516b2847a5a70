package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.beforehand.decide.Cases.AT;
import static org.beforehand.fact.Channel.EMAIL;
import static org.beforehand.fact.Channel.SMS;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.ChannelChoice.Why;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.History;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.junit.jupiter.api.Test;

/** In which order a customer's channels are taken. */
class ChannelGateTest {

  private static final ContactPolicy POLICY =
      Cases.policy("channels: {care: [sms, email]}\nfallback: {care: 20m}");

  private static Dossier dossier(List<Channel> preferred, Contact... contacts) {
    Customer customer =
        new Customer(
            "kari",
            null,
            null,
            "kari@example.org",
            "999 99 999",
            Locale.forLanguageTag("nb-NO"),
            ZoneId.of("Europe/Oslo"),
            null,
            null,
            null,
            null,
            false,
            preferred,
            Set.of(),
            Map.of());
    return new Dossier(
        customer, 1, Map.of(), Set.of(), new History(AT, Map.of(), List.of(contacts)), List.of());
  }

  private static Contact by(Channel channel, OutreachState state, int daysAgo) {
    return contact(channel, state, daysAgo, List.of());
  }

  private static Contact contact(
      Channel channel, OutreachState state, int daysAgo, List<Channel> missed) {
    return new Contact(
        daysAgo,
        "other",
        "key-" + daysAgo,
        Action.MESSAGE,
        Purpose.CARE,
        channel,
        state,
        AT.minus(Duration.ofDays(daysAgo)),
        null,
        null,
        null,
        0,
        null,
        0,
        missed);
  }

  private static Candidate chosen(Dossier dossier) {
    Candidate candidate = Cases.candidate(Purpose.CARE, AT).on(List.of(SMS, EMAIL));
    return ((Verdict.Send) new ChannelGate().judge(candidate, dossier, POLICY, AT)).candidate();
  }

  private static void first(Channel channel, Why why, Dossier dossier) {
    Candidate chosen = chosen(dossier);
    assertThat(chosen.channel()).isEqualTo(channel);
    assertThat(chosen.channels()).containsExactlyInAnyOrder(SMS, EMAIL);
    assertThat(chosen.choice())
        .isEqualTo(new ChannelChoice(why, Confirmation.delivered(Duration.ofMinutes(20))));
  }

  @Test
  void the_policys_order_counts_where_nothing_else_is_known() {
    first(SMS, Why.ORDER, dossier(List.of()));
  }

  @Test
  void the_customers_order_counts_before_the_policys() {
    first(EMAIL, Why.PREFERRED, dossier(List.of(EMAIL)));
    first(EMAIL, Why.PREFERRED, dossier(List.of(EMAIL), by(SMS, OutreachState.DELIVERED, 1)));
  }

  @Test
  void among_equals_what_reached_the_customer_before_goes_first() {
    first(
        EMAIL,
        Why.REACHED_BEFORE,
        dossier(List.of(), by(EMAIL, OutreachState.DELIVERED, 3), by(SMS, OutreachState.SENT, 4)));
  }

  @Test
  void a_channel_by_which_the_last_two_came_to_nothing_goes_last_even_if_it_is_liked_best() {
    first(
        EMAIL,
        Why.OTHER_FAILED,
        dossier(List.of(SMS), by(SMS, OutreachState.BOUNCED, 1), by(SMS, OutreachState.FAILED, 2)));
    first(
        EMAIL,
        Why.OTHER_FAILED,
        dossier(
            List.of(),
            contact(EMAIL, OutreachState.SENT, 1, List.of(SMS)),
            by(SMS, OutreachState.BOUNCED, 2)));
    first(
        SMS,
        Why.PREFERRED,
        dossier(
            List.of(SMS),
            by(SMS, OutreachState.BOUNCED, 1),
            by(SMS, OutreachState.DELIVERED, 2),
            by(SMS, OutreachState.BOUNCED, 3)));
  }

  @Test
  void asked_again_the_choice_stands() {
    Candidate again = Cases.candidate(Purpose.CARE, AT, null, null, 7).on(List.of(SMS, EMAIL));
    assertThat(new ChannelGate().judge(again, dossier(List.of(EMAIL)), POLICY, AT))
        .isEqualTo(new Verdict.Send(again));
  }

  @Test
  void a_text_message_needs_a_number_that_some_network_has() {
    Candidate candidate = Cases.candidate(Purpose.CARE, AT).on(List.of(SMS));
    assertThat(new ReachGate().judge(candidate, dossier(List.of()), POLICY, AT))
        .isInstanceOf(Verdict.Send.class);
    assertThat(new ReachGate().judge(candidate, Cases.dossier(), POLICY, AT))
        .isEqualTo(new Verdict.Drop(Reason.UNREACHABLE));
  }

  @Test
  void service_may_go_another_way_while_an_outage_lasts() {
    ContactPolicy policy =
        Cases.policy("channels: {service: {urgent: [sms, email], otherwise: [email]}}");
    assertThat(policy.channels().of(Purpose.SERVICE, Stage.parse("opened")))
        .containsExactly(SMS, EMAIL);
    assertThat(policy.channels().of(Purpose.SERVICE, Stage.parse("planned.1")))
        .containsExactly(EMAIL);
    assertThat(policy.channels().of(Purpose.SERVICE, null)).containsExactly(EMAIL);
  }

  @Test
  void what_is_wrong_in_the_policy_is_named_with_its_line() {
    assertThatThrownBy(() -> Cases.policy("channels: {care: [sms, sms]}"))
        .hasMessageContaining("expected at least one of email, sms, call, each once");
    assertThatThrownBy(() -> Cases.policy("fallback: {care: 5s}"))
        .hasMessageContaining("expected at least 1m, found \"5s\"");
  }
}
