package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.beforehand.deliver.SmsParts;
import org.junit.jupiter.api.Test;

/** What is not wrong and could be better is said with its place and what to do. */
class LintsTest {

  private static final String CAMPAIGN = "thanks/campaign.yaml";
  private static final String SENTENCES = "thanks/rules.dslr";
  private static final String ENGLISH = "thanks/messages/hello/en.md";

  private static final Rules THANKS =
      Rules.withoutCampaigns()
          .with(
              CAMPAIGN,
              """
              title: T
              owner: tests
              purpose: service
              status: live
              triggers: [incident.opened]
              key: incident
              expiry: 6h
              """)
          .with(
              SENTENCES,
              """
              rule "hello"
              when
                an outage of the customer's service has begun
              then
                send "hello"
              end
              """)
          .with(ENGLISH, message("We know about it", "We know about it.", "We are on it."))
          .with(
              "thanks/scenarios.yaml",
              """
              - name: Told
                given:
                  customer: {id: kari, email: kari@example.org}
                at: 2026-03-12T14:00
                stage: opened
                incident: {id: N-7, service: broadband, eta: in 2h}
                expect: [{verdict: send}]
              """);

  private static String message(String subject, String sms, String mail) {
    return "---\nsubject: \"" + subject + "\"\nsms: \"" + sms + "\"\n---\nHello,\n\n" + mail + "\n";
  }

  private static List<String> found(Rules rules) {
    Check.Report report = Check.run(rules.folder());
    assertThat(report.good()).as(report.findings().toString()).isTrue();
    return report.findings().stream().map(Finding::toString).toList();
  }

  private static void says(Rules rules, String start, String... parts) {
    assertThat(found(rules))
        .singleElement()
        .asString()
        .startsWith(start)
        .satisfies(text -> assertThat(List.of(parts)).allMatch(text::contains))
        .doesNotContain("\n");
  }

  @Test
  void of_what_is_well_nothing_is_said() {
    assertThat(found(THANKS)).isEmpty();
  }

  @Test
  void a_campaign_that_does_not_say_when_it_is_too_late() {
    says(THANKS.replacing(CAMPAIGN, "expiry: 6h\n", ""), CAMPAIGN + ":1: advice: ", "expiry: 48h");
  }

  @Test
  void a_campaign_that_no_cap_holds_or_that_a_cap_forbids() {
    Rules care = THANKS.replacing(CAMPAIGN, "purpose: service", "purpose: care");
    String policy = "contact-policy.yaml";
    assertThat(found(care)).isEmpty();
    says(
        care.replacing(policy, "[care, goodwill, marketing]", "[goodwill, marketing]")
            .replacing(policy, "purposes: [care], most: 2", "purposes: [goodwill], most: 2"),
        CAMPAIGN + ":3: warning: nothing limits how often",
        "care",
        "contact-policy.yaml");
    Rules forbidden =
        care.replacing(policy, "most: 4", "most: 0")
            .replacing("thanks/scenarios.yaml", "verdict: send", "verdict: drop");
    says(forbidden, CAMPAIGN + ":3: warning: nobody is ever contacted");
  }

  private static Rules offer() {
    return THANKS
        .replacing(CAMPAIGN, "purpose: service", "purpose: marketing")
        .replacing("thanks/scenarios.yaml", "verdict: send", "verdict: drop");
  }

  @Test
  void a_campaign_whose_purpose_needs_a_yes() {
    says(
        offer().with("shared/foot.en.md", "[No more]({{link.unsubscribe}})\n"),
        CAMPAIGN + ":3: advice: only customers with a recorded yes to marketing");
  }

  @Test
  void a_campaign_with_a_scenario_of_somebody_who_never_said_yes_knows_that() {
    Rules known =
        offer()
            .with("shared/foot.en.md", "[No more]({{link.unsubscribe}})\n")
            .replacing(
                "thanks/scenarios.yaml", "verdict: drop", "verdict: drop, reason: no_opt_in");
    assertThat(known.checked().findings())
        .noneMatch(finding -> finding.text().contains("with a recorded yes"));
    assertThat(known.checked().failed()).isZero();
  }

  @Test
  void an_offer_that_its_readers_cannot_end() {
    assertThat(found(offer()))
        .contains(
            ENGLISH
                + ":1: warning: an offer needs a way to end such mails: write a link to"
                + " {{link.unsubscribe}}, here or for all mails in shared/foot.LANGUAGE.md");
    assertThat(found(offer().replacing(ENGLISH, "We are on it.", "[No]({{link.unsubscribe}})")))
        .noneMatch(text -> text.contains("a way to end"));
  }

  @Test
  void a_rule_for_an_event_its_campaign_does_not_hear_of() {
    String second = "rule \"late\"\nwhen\n  an order is late\nthen\n  send \"hello\"\nend\n";
    assertThat(found(THANKS.with(SENTENCES, THANKS.files().get(SENTENCES) + second)))
        .contains(
            SENTENCES
                + ":9: warning: this rule can never fire: the campaign does not listen to"
                + " order.late; add it to the triggers in thanks/campaign.yaml");
  }

  @Test
  void a_rule_that_contradicts_itself() {
    Rules both =
        THANKS.replacing(
            SENTENCES,
            "then\n",
            "  the order is at least 7 days late\n  the customer's tier is \"gold\"\n"
                + "  the customer's tier is \"silver\"\nthen\n");
    both = both.replacing("thanks/scenarios.yaml", "expect: [{verdict: send}]", "expect: nothing");
    assertThat(found(both))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith(SENTENCES + ":6: warning: this rule can never fire: it asks for")
                    .contains("\"the customer's tier is \"gold\"\"", "cannot both be"));
  }

  @Test
  void two_campaigns_that_always_collide() {
    Rules twice = THANKS;
    for (String file : List.copyOf(THANKS.files().keySet())) {
      if (file.startsWith("thanks/") && !file.endsWith("scenarios.yaml")) {
        twice = twice.with(file.replace("thanks/", "warm/"), THANKS.files().get(file));
      }
    }
    String sameEvent = THANKS.files().get("thanks/scenarios.yaml");
    assertThat(
            found(
                twice.with(
                    "warm/scenarios.yaml",
                    sameEvent.replace("[{verdict: send}]", "[{verdict: drop}]"))))
        .singleElement()
        .asString()
        .startsWith(
            "warm/rules.dslr:1: warning: this rule fires whenever \"thanks: hello\" does, and takes"
                + " the same room for service");
  }

  @Test
  void an_offer_inside_service() {
    says(
        THANKS.with(ENGLISH, message("Hello", "Hello.", "Here is\na Discount for you.")),
        ENGLISH + ":8: warning: \"Discount\" sounds like an offer inside service",
        "goodwill or marketing");
    says(
        THANKS.with(ENGLISH, message("Hello", "Hello.", "It is 20% off.")),
        ENGLISH + ":7: warning: \"% off\" sounds like");
    says(
        THANKS.replacing(SENTENCES, "send \"hello\"", "give 50 NOK with the message \"hello\""),
        SENTENCES + ":5: warning: a gift inside service");
  }

  @Test
  void words_that_blame_in_the_language_of_the_text() {
    says(
        THANKS.with(ENGLISH, message("Hello", "Hello.", "Unfortunately it is down.")),
        ENGLISH + ":7: advice: \"Unfortunately\" blames or puts off");
    says(
        THANKS.with(
            "thanks/messages/hello/nb.md", message("Hei", "Hei.", "Det er dessverre nede.")),
        "thanks/messages/hello/nb.md:7: advice: \"dessverre\"");
    says(
        THANKS.with("thanks/messages/hello/zh.md", message("您好", "您好。", "很遗憾，服务中断。")),
        "thanks/messages/hello/zh.md:7: advice: \"很遗憾\"");
  }

  @Test
  void a_language_that_other_messages_have() {
    Rules norwegian =
        THANKS.with("thanks/messages/hello/nb.md", message("Hei", "Hei.", "Vi vet om det."));
    assertThat(found(norwegian)).isEmpty();
    assertThat(
            found(norwegian.with("thanks/messages/bye/en.md", message("Bye", "Bye.", "Goodbye."))))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("thanks/messages/bye/en.md:1: advice: ")
                    .contains("not written in Norwegian Bokmål (nb)", "gets it in English (en)"));
  }

  @Test
  void an_estimate_without_a_text_for_none() {
    says(
        THANKS.with(ENGLISH, message("Hello", "Hello.", "Back {{incident.eta}}.")),
        ENGLISH + ":7: warning: it says nothing for when no estimate is known",
        "{{^incident.eta}}");
    String guarded = "{{#incident.eta}}Back {{incident.eta}}.{{/incident.eta}}";
    says(
        THANKS.with(ENGLISH, message("Hello", guarded, "Hello.")),
        ENGLISH + ":3: warning: it says nothing");
    String whole = guarded + "{{^incident.eta}}We do not know when.{{/incident.eta}}";
    assertThat(found(THANKS.with(ENGLISH, message("Hello" + guarded, whole, whole)))).isEmpty();
  }

  @Test
  void a_text_message_of_many_parts() {
    String long307 = "a".repeat(307);
    says(
        THANKS.with(ENGLISH, message("Hello", long307, "Hello.")),
        ENGLISH + ":3: warning: the text message takes 3 parts (307 letters of 160, or 153 each)");
    says(
        THANKS.with(ENGLISH, message("Hello", "ő" + "a".repeat(140), "Hello.")),
        ENGLISH + ":3: warning: the text message takes 3 parts (141 letters of 70, or 67 each,",
        "because of ő");
  }

  @Test
  void the_parts_of_a_text_message_are_counted_as_operators_count_them() {
    assertThat(SmsParts.of("a".repeat(160)).parts()).isEqualTo(1);
    assertThat(SmsParts.of("a".repeat(161)).parts()).isEqualTo(2);
    assertThat(SmsParts.of("a".repeat(306)).parts()).isEqualTo(2);
    assertThat(SmsParts.of("a".repeat(158) + "€").parts()).isEqualTo(1);
    assertThat(SmsParts.of("a".repeat(159) + "€").parts()).isEqualTo(2);
    // Of two places, it goes whole into the next part.
    assertThat(SmsParts.of("a".repeat(152) + "€" + "a".repeat(152)).parts()).isEqualTo(3);
    assertThat(SmsParts.of("õ".repeat(70)).parts()).isEqualTo(1);
    assertThat(SmsParts.of("õ".repeat(71)).parts()).isEqualTo(2);
    assertThat(SmsParts.of("😀".repeat(35)).parts()).isEqualTo(1);
    assertThat(SmsParts.of("😀".repeat(36)).parts()).isEqualTo(2);
    assertThat(SmsParts.of("æøåäöÆØÅÄÖ").beyond()).isEmpty();
  }

  @Test
  void a_subject_that_is_cut_off() {
    says(
        THANKS.with(
            ENGLISH, message("Your {{incident.service}} " + "is ".repeat(20), "Hi.", "Hi.")),
        ENGLISH + ":2: advice: the subject is 74 letters wide",
        "Your broadband is");
  }

  @Test
  void a_mail_that_is_hard_to_read_where_that_can_be_measured() {
    String hard =
        "Notwithstanding considerable organisational preparation, telecommunications infrastructure"
            + " availability deteriorated significantly throughout metropolitan administrative"
            + " subdivisions, necessitating comprehensive investigation by specialised maintenance"
            + " personnel, whose availability remains regrettable and whose arrival we await.";
    says(
        THANKS.with(ENGLISH, message("Hello", "Hello.", hard)),
        ENGLISH + ":5: advice: the mail is hard to read: Flesch reading ease -");
    String easy = "We know that your line is down. ".repeat(6);
    assertThat(ReadingEase.hard(easy, Locale.ENGLISH)).isNull();
    assertThat(
            ReadingEase.hard(
                "Vi vet at linjen din er nede. ".repeat(6), Locale.forLanguageTag("nb")))
        .isNull();
    assertThat(
            ReadingEase.hard(
                "Telekommunikasjonsinfrastrukturen fungerer dessverre utilfredsstillende. "
                    .repeat(8),
                Locale.forLanguageTag("nb")))
        .contains("LIX");
    assertThat(ReadingEase.hard(hard, Locale.forLanguageTag("fi"))).isNull();
  }

  @Test
  void a_table_is_looked_at_as_a_whole() {
    String table =
        "rule,an outage of the customer's service has begun,\"the customer's tier is \"\"{tier}\"\"\","
            + "\"send \"\"{message}\"\"\"\ngold,yes,gold,hello\n";
    assertThat(found(THANKS.with("thanks/rules.drl.csv", table)))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("thanks/rules.drl.csv:1: advice: no row fits this:")
                    .contains("the customer's tier is something else"));
  }
}
