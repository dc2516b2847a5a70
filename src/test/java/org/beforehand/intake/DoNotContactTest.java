package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.beforehand.SmallRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody says that a customer must not be contacted: it is the address that is remembered. */
class DoNotContactTest {

  private final Corridor corridor = Corridor.open("2026-03-12T22:00:00Z", SmallRules.folder());

  @BeforeEach
  void thanks_wait_for_the_morning() {
    corridor.customer("kari");
    order("kari", "A-1");
    assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled quiet_hours");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void order(String customer, String number) {
    corridor.post("purchase.completed", "customer:" + customer, Map.of("order", number));
  }

  private Receipt say(String type, Map<String, Object> data) {
    return corridor.post(type, "customer:kari", data);
  }

  @Test
  void what_waits_is_taken_back_at_once_and_nothing_more_is_sent_there() {
    say("customer.suppressed", Map.of("channel", "email", "reason", "asked by phone"));
    assertThat(corridor.outreach("kari")).containsExactly("thank-you cancelled suppressed");
    order("kari", "A-2");
    corridor.advance(Duration.ofHours(10));
    assertThat(corridor.mailsTo("kari")).isEmpty();
    assertThat(corridor.texts("select reason from suppression")).containsExactly("asked by phone");
    assertThat(corridor.texts("select encode(hash, 'escape') from suppression"))
        .noneMatch(text -> text.contains("kari"));
  }

  @Test
  void another_channel_is_another_matter() {
    say("customer.suppressed", Map.of("channel", "sms"));
    corridor.advance(Duration.ofHours(10));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
  }

  @Test
  void whoever_comes_back_with_the_address_under_another_name_is_not_contacted_either() {
    say("customer.suppressed", Map.of("channel", "any"));
    corridor.customer(
        Map.of("id", "new", "email", "KARI@customers.example", "zone", "Europe/Oslo"));
    order("new", "A-3");
    corridor.advance(Duration.ofHours(10));
    assertThat(corridor.mailsTo("kari")).isEmpty();
    assertThat(corridor.outreach("new")).isEmpty();
  }

  @Test
  void until_somebody_says_otherwise() {
    say("customer.suppressed", Map.of());
    say("customer.unsuppressed", Map.of("channel", "email"));
    order("kari", "A-4");
    corridor.advance(Duration.ofHours(10));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
    assertThat(
            corridor.texts("select channel from suppression where ended is null order by channel"))
        .containsExactly("call", "note", "sms");
  }

  @Test
  void a_channel_that_is_none_is_refused_and_nothing_is_changed() {
    Receipt receipt = say("customer.suppressed", Map.of("channel", "pigeon"));
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.REFUSED);
    assertThat(receipt.toString()).contains("expected email, sms, call, note or any, found");
    assertThat(corridor.texts("select reason from suppression")).isEmpty();
  }
}
