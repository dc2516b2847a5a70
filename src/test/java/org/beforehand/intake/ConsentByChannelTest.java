package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.SmallRules;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.customer.Dossiers;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Yes to one channel and no to another, with what there is to show for it. */
class ConsentByChannelTest {

  private final Corridor corridor = Corridor.open("2026-03-12T22:00:00Z", SmallRules.folder());

  @AfterEach
  void close() {
    corridor.close();
  }

  private void kari(Map<String, Object> consent) {
    Map<String, Object> record = new HashMap<>();
    record.put("id", "kari");
    record.put("email", "kari@customers.example");
    record.put("zone", "Europe/Oslo");
    record.put("consent", consent);
    corridor.customer(record);
  }

  private void order(String number) {
    corridor.post("purchase.completed", "customer:kari", Map.of("order", number));
  }

  private List<String> words() {
    return corridor.texts(
        """
        select purpose || ' ' || channel || ' ' || granted || coalesce(' ' || proof, '')
          from consent order by seq, purpose, channel
        """);
  }

  private List<String> verdicts(String order) {
    return corridor
        .db
        .sql(
            """
            select concat_ws(' ', v ->> 'verdict', v ->> 'gate', v ->> 'reason')
              from decision, jsonb_array_elements(why -> 'verdicts') v
             where v ->> 'key' = :order
            """)
        .param("order", order)
        .query(String.class)
        .list();
  }

  @Test
  void a_no_to_mail_takes_back_mails_and_a_no_to_text_messages_does_not() {
    kari(Map.of("care", true));
    order("A-1");
    kari(Map.of("care", Map.of("sms", false, "proof", "form 12")));
    assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled quiet_hours");
    kari(Map.of("care", Map.of("sms", false, "email", false)));
    assertThat(corridor.outreach("kari")).containsExactly("thank-you cancelled opted_out");
    order("A-2");
    assertThat(verdicts("A-2")).containsExactly("drop consent opted_out");
    assertThat(words())
        .containsExactly("care any true", "care sms false form 12", "care email false");
  }

  @Test
  void a_later_word_on_any_channel_takes_back_what_was_said_of_one() {
    kari(Map.of("care", Map.of("email", false)));
    order("A-1");
    kari(Map.of("care", true));
    order("A-2");
    assertThat(verdicts("A-1")).containsExactly("drop consent opted_out");
    assertThat(verdicts("A-2")).containsExactly("hold window quiet_hours");
  }

  @Test
  void whoever_unsubscribes_from_text_messages_still_gets_mails_and_other_purposes() {
    kari(Map.of("goodwill", true));
    order("A-1");
    corridor.post(
        "message.unsubscribed", "customer:kari", Map.of("purpose", "care", "channel", "sms"));
    corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "marketing"));
    corridor.advance(Duration.ofHours(10));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
    assertThat(words())
        .containsExactly("goodwill any true", "care sms false", "marketing any false");
    assertThat(
            corridor
                .post(
                    "message.unsubscribed",
                    "customer:kari",
                    Map.of("purpose", "care", "channel", "fax"))
                .outcome())
        .isEqualTo(Receipt.Outcome.REFUSED);
  }

  @Test
  void what_is_known_is_given_out_as_it_was_taken_in() throws BadRecord {
    Map<String, Object> said =
        Map.of(
            "care", Map.of("any", true, "sms", false),
            "marketing", Map.of("email", true, "proof", "form 12, v3"));
    kari(said);
    Instant now = corridor.clock.instant();
    var dossier = new Dossiers(corridor.db).load(List.of("kari"), List.of(), now).get("kari");
    assertThat(dossier.byChannel().get(Purpose.MARKETING).get(Channel.EMAIL))
        .isEqualTo(new Consent(Purpose.MARKETING, Channel.EMAIL, true, now, "test", "form 12, v3"));
    assertThat(
            new CustomerRecord(dossier.customer(), dossier.consentWords(), List.of())
                .toData()
                .get("consent"))
        .isEqualTo(said);
  }

  @Test
  void a_channel_that_is_none_is_named() {
    Receipt receipt =
        corridor.post(
            "customer.updated",
            "customer:kari",
            Map.of("id", "kari", "consent", Map.of("care", Map.of("emial", true))));
    assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.REFUSED);
    assertThat(receipt.toString()).contains("consent.care.emial", "did you mean \"email\"?");
  }
}
