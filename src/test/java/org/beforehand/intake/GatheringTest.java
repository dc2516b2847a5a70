package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.beforehand.studio.Switchboard;
import org.beforehand.studio.Switchboard.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not urgent waits a little for what else comes to the same customer. */
class GatheringTest {

  private static final String POLICY =
      """
      company: {name: Fjordlink, zone: Europe/Oslo}
      windows:
        - {hours: "08:00-21:00"}
      gathering: {window: 15m, apart: 24h, combine: [care]}
      consent-by-default: [requested, service, care, goodwill, marketing]
      caps:
        - {purposes: [marketing], most: 1, within: 7d}
      """;

  private final Corridor corridor = Corridor.open("2026-03-10T09:07:00Z", rules());

  private static RuleFolder rules() {
    return SmallCampaigns.under(POLICY)
        .with("thanks", "care", 5, "purchase.completed", "a purchase was completed")
        .with("sorry", "care", 0, "call.dropped", "a call was dropped")
        .with("offers", "marketing", 0, "purchase.completed", "a purchase was completed")
        .with("news", "marketing", 1, "call.abandoned", "a caller gave up waiting")
        .folder();
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void bought() {
    corridor.post("purchase.completed", "customer:kari", Map.of("order", "A-1"));
  }

  private void droppedCall() {
    corridor.post("call.dropped", "customer:kari", Map.of());
  }

  private void gaveUp() {
    corridor.post("call.abandoned", "customer:kari", Map.of());
  }

  private void later(int minutes) {
    corridor.advance(Duration.ofMinutes(minutes));
  }

  @Test
  void nothing_leaves_before_the_quarter_of_an_hour_is_over() {
    corridor.customer("kari");
    droppedCall();
    later(7);
    assertThat(corridor.outreach("kari")).containsExactly("sorry held gathering");
    later(1);
    assertThat(corridor.mailsTo("kari")).containsExactly("About sorry & you");
  }

  @Test
  void two_mails_of_care_leave_as_one_and_the_offer_has_its_turn_a_day_later() {
    corridor.customer("kari");
    droppedCall();
    later(3);
    bought();
    later(6);
    assertThat(corridor.mailsTo("kari")).containsExactly("About thanks & you");
    SmtpPeer.Accepted mail = corridor.peer.accepted().get(0);
    assertThat(mail.content()).contains("Hello Kari, thanks.", "Hello Kari, sorry.");
    assertThat(corridor.outreach("kari"))
        .containsExactlyInAnyOrder("sorry merged combined", "thanks sent", "offers held outranked");
    later(24 * 60);
    assertThat(corridor.mailsTo("kari"))
        .containsExactly("About thanks & you", "About offers & you");
    assertThat(corridor.texts("select id::text from outreach where after is not null")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Hello, 2, 0", "Dear, 2, 2"})
  void what_leaves_as_one_greets_once_unless_it_greets_in_another_way(
      String greeting, int hellos, int dears) {
    Map<String, String> files = new TreeMap<>(rules().files());
    says(files, "thanks", "Hello {{customer.given}},\n\nyour order is on its way.");
    says(files, "sorry", greeting + " {{customer.given}},\n\n*your* line is mended.");
    corridor.rulebooks.publish(Compiled.of(RuleFolder.of(files)), corridor.clock.instant());
    corridor.customer("kari");
    droppedCall();
    bought();
    later(9);
    // As text and as a page.
    assertThat(corridor.peer.accepted()).hasSize(1);
    String mail = corridor.peer.accepted().get(0).content();
    assertThat(mail)
        .contains("your order is on its way", "your line is mended", "<em>your</em> line")
        .contains("About sorry &amp; you</h2>");
    assertThat(mail.split("Hello Kari,", -1)).hasSize(hellos + 1);
    assertThat(mail.split("Dear Kari,", -1)).hasSize(dears + 1);
  }

  private static void says(Map<String, String> files, String campaign, String body) {
    files.put(
        campaign + "/messages/" + campaign + "/en.md",
        """
        ---
        subject: "About %s & you"
        ---
        %s
        """
            .formatted(campaign, body));
  }

  @Test
  void what_ranks_higher_takes_the_room_of_what_still_waits() {
    corridor.customer("kari");
    bought();
    // The one of lower priority came first, and only one of them has room in a week.
    gaveUp();
    later(9);
    later(24 * 60);
    assertThat(corridor.outreach("kari"))
        .containsExactlyInAnyOrder("thanks sent", "news sent", "offers dropped cap_reached");
  }

  @Test
  void who_opts_out_gets_neither_the_mail_nor_what_would_have_been_part_of_it() {
    corridor.customer("kari");
    droppedCall();
    bought();
    corridor.tick.at(corridor.clock.instant().plus(Duration.ofMinutes(8)));
    assertThat(corridor.outreach("kari")).contains("sorry merged combined", "thanks scheduled");
    Map<String, Object> record = new HashMap<>();
    record.put("id", "kari");
    record.put("email", "kari@customers.example");
    record.put("consent", Map.of("care", false));
    corridor.customer(record);
    later(9);
    assertThat(corridor.mailsTo("kari")).isEmpty();
    assertThat(corridor.outreach("kari"))
        .contains("sorry cancelled opted_out", "thanks cancelled opted_out");
  }

  @Test
  void what_was_to_be_said_in_another_mail_waits_again_when_that_one_does_not_leave() {
    corridor.customer("kari");
    droppedCall();
    bought();
    corridor.tick.at(corridor.clock.instant().plus(Duration.ofMinutes(8)));
    new Switchboard(corridor.db, corridor.transaction, corridor.rulebooks)
        .stop(
            "thanks",
            Waiting.CANCEL,
            "wrong price",
            new Member("ops", Role.OPERATOR),
            corridor.clock.instant());
    later(9);
    later(15);
    assertThat(corridor.mailsTo("kari")).containsExactly("About sorry & you");
  }

  @Test
  void a_stopped_campaign_says_nothing_in_the_mail_of_another() {
    corridor.customer("kari");
    droppedCall();
    bought();
    corridor.tick.at(corridor.clock.instant().plus(Duration.ofMinutes(8)));
    new Switchboard(corridor.db, corridor.transaction, corridor.rulebooks)
        .stop(
            "sorry",
            Waiting.HOLD,
            "wrong words",
            new Member("ops", Role.OPERATOR),
            corridor.clock.instant());
    later(9);
    assertThat(corridor.mailsTo("kari")).containsExactly("About thanks & you");
    assertThat(corridor.peer.accepted().get(0).content()).doesNotContain("Hello Kari, sorry.");
  }

  @Test
  void what_waits_for_the_morning_is_settled_in_the_morning() {
    later(12 * 60);
    corridor.customer("kari");
    droppedCall();
    later(60);
    bought();
    later(60);
    assertThat(corridor.outreach("kari"))
        .containsExactlyInAnyOrder(
            "sorry held quiet_hours", "thanks held quiet_hours", "offers held quiet_hours");
    later(9 * 60);
    assertThat(corridor.mailsTo("kari")).isEqualTo(List.of("About thanks & you"));
  }
}
