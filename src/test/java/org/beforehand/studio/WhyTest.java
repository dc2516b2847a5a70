package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.intake.Corridor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever asks why is told what was true when it was decided, in words. */
class WhyTest {

  private final Corridor corridor = Corridor.open("2026-03-12T10:00:00Z");
  private final Why why = new Why(corridor.db, corridor.rulebooks);

  @AfterEach
  void close() {
    corridor.close();
  }

  private Account ask(@Nullable String campaign, @Nullable String incident) {
    Instant now = corridor.clock.instant();
    return why.answer(
        new Why.Question("kari", campaign, null, incident, now.minus(Why.USUAL), now));
  }

  private String document(Account account) {
    return account.document(corridor.clock.instant());
  }

  @Test
  void a_rule_that_said_no_says_what_it_saw() {
    corridor.customer("kari");
    corridor.post("call.abandoned", "customer:kari", Map.of("waited", 100));
    assertThat(document(ask("follow-up-calls", null)))
        .contains(
            "Thu 12 March 2026 11:00: an abandoned call.",
            "\"the caller had waited at least 3 minutes\" did not hold: the caller had waited 100"
                + " seconds (follow-up-calls/rules.dslr:");
  }

  @Test
  void last_months_truth_is_told_though_the_record_has_changed_since() {
    corridor.customer("kari");
    corridor.post("call.abandoned", "customer:kari", Map.of("waited", 400));
    Account before = ask("follow-up-calls", null);
    corridor.advance(Duration.ofDays(3));
    corridor.customer(Map.of("id", "kari", "deceased", true));
    corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "care"));
    Account after = ask("follow-up-calls", null);
    assertThat(after.decisions().get(0).rules()).isEqualTo(before.decisions().get(0).rules());
    assertThat(after.decisions().get(0).verdicts().get(0).verdict()).isEqualTo("send");
  }

  @Test
  void a_message_is_followed_to_what_the_relay_said() {
    corridor.customer("kari", "circuit:1");
    corridor.post(
        "incident.opened",
        "incident:I1",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    corridor.advance(Duration.ofMinutes(30));
    assertThat(document(ask("outage-notices", null)))
        .contains("It was sent on Thu 12 March 2026 11:30.", "relay answered 250");
    assertThat(document(ask("outage-notices", "I1"))).contains("It was sent on");
  }

  @Test
  void a_no_is_told_with_its_day_who_recorded_it_and_what_there_is_to_show_for_it() {
    corridor.customer("kari");
    corridor.post(
        "message.unsubscribed",
        "customer:kari",
        Map.of("purpose", "care", "channel", "call", "proof", "letter of 2 March"));
    corridor.post("call.abandoned", "customer:kari", Map.of("waited", 400));
    Account account = ask("follow-up-calls", null);
    assertThat(document(account))
        .contains(
            "That no to messages by phone was recorded on Thu 12 March 2026 11:00 by \"test\","
                + " with the proof \"letter of 2 March\".");
    assertThat(account.decisions().get(0).verdicts().get(0).consent())
        .containsExactly(
            new Account.Consent(
                "care",
                "call",
                false,
                Instant.parse("2026-03-12T10:00:00Z"),
                "test",
                "letter of 2 March"));
  }

  @Test
  void a_gate_that_said_no_is_a_sentence_for_the_customer() {
    corridor.customer("kari");
    corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "care"));
    corridor.post("call.abandoned", "customer:kari", Map.of("waited", 400));
    assertThat(document(ask("follow-up-calls", null)))
        .contains("You have asked us not to send you messages of this kind.");
  }

  @Test
  void what_never_arrived_says_where_it_ended() {
    assertThatThrownBy(() -> ask(null, null)).hasMessageContaining("the record had not come");
    corridor.customer("kari", "circuit:2");
    assertThatThrownBy(() -> ask("nonsense", null)).hasMessageContaining("expected one of");
    assertThat(document(ask("follow-up-calls", null)))
        .contains("Nothing that this campaign listens to", "dropped call", "reached us");
    corridor.post(
        "incident.opened",
        "incident:I1",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    corridor.advance(Duration.ofMinutes(30));
    assertThat(document(ask("outage-notices", "I1")))
        .contains(
            "The incident touched circuit:1; the customer depended on none of these, but on"
                + " circuit:2 (profile of 12 March 2026).");
    assertThat(document(ask("outage-notices", "I9"))).contains("Nothing about this incident");
    assertThatThrownBy(() -> why.customerOf(new Event.Key("shop", "7")))
        .hasMessageContaining("no event with this source and id reached us");
  }
}
