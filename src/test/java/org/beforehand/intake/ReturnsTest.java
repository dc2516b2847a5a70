package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back of a mail is said of that mail, and of its address. */
class ReturnsTest {

  // A Tuesday, eleven in the morning in Oslo.
  private final Corridor corridor = Corridor.open("2026-03-10T10:00:00Z");

  @BeforeEach
  void kari_has_got_a_mail() {
    corridor.customer("kari");
    corridor.customer("ola");
    closed("T-1");
    corridor.settle();
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed sent");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void closed(String ticket) {
    corridor.post("ticket.closed", "customer:kari", Map.of("ticket", ticket, "resolved", true));
  }

  private String messageId() {
    List<String> ids = corridor.texts("select id || '.x@beforehand.example' from outreach");
    return "<" + ids.get(0) + ">";
  }

  @Test
  void a_mail_that_bounced_is_not_told_and_its_address_gets_no_more() {
    corridor.post("message.bounced", "customer:kari", Map.of("message", messageId()));
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed bounced");
    assertThat(corridor.texts("select reason from suppression")).containsExactly("bounced");
    closed("T-2");
    assertThat(corridor.outreach("kari")).hasSize(1);
    assertThat(corridor.texts("select why::text from decision where seq = 4").get(0))
        .contains("suppressed");
    // A new address is another matter.
    corridor.customer(Map.of("id", "kari", "email", "kari@elsewhere.example"));
    closed("T-3");
    assertThat(corridor.outreach("kari")).hasSize(2);
  }

  @Test
  void a_full_mailbox_passes() {
    corridor.post(
        "message.bounced", "customer:kari", Map.of("message", messageId(), "permanent", false));
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed bounced");
    assertThat(corridor.texts("select reason from suppression")).isEmpty();
  }

  @Test
  void who_complained_was_told_and_gets_no_more() {
    corridor.post("message.complained", "customer:kari", Map.of("message", 1));
    corridor.post("message.bounced", "customer:kari", Map.of("message", messageId()));
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed complained");
    assertThat(corridor.texts("select reason from suppression")).containsExactly("complained");
  }

  @Test
  void nobody_settles_somebody_elses_mail() {
    corridor.post("message.bounced", "customer:ola", Map.of("message", messageId()));
    corridor.post(
        "message.bounced", "customer:kari", Map.of("message", "?", "address", "a@b.example"));
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed sent");
  }
}
