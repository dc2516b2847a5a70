package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.studio.Finding.Severity;
import org.junit.jupiter.api.Test;

/** What the check says of holdouts and variants, and how scenarios speak of them. */
class ExperimentCheckTest {

  private static final String CAMPAIGN = "thanks/campaign.yaml";
  private static final String SCENARIOS = "thanks/scenarios.yaml";
  private static final String PLAIN = "thanks/messages/thank-you/en.md";
  private static final String WORDING = "thanks/messages/thank-you/en.b.md";
  private static final String SCENARIO =
      """
      - name: An order is thanked for
        given:
          customer: {id: kari, email: kari@example.org, zone: Europe/Oslo}
        at: 2026-03-12T14:00
        event: {type: purchase.completed, data: {order: A-1}}
        expect:
          - {message: thank-you, verdict: send}
      """;
  private static final String HELD_OUT =
      """
      - name: Some are not thanked, to see what it does
        given:
          customer: {id: kari, email: kari@example.org, zone: Europe/Oslo}
          held-out: true
        at: 2026-03-12T23:00
        event: {type: purchase.completed, data: {order: A-1}}
        expect:
          - {verdict: drop, gate: holdout, reason: holdout, channel: email, due: 2026-03-13T08:00}
      """;

  private static final Map<String, String> SHARED = shared();

  /** What all campaigns share, without the campaigns. */
  private static Map<String, String> shared() {
    Map<String, String> files = new TreeMap<>(Rules.asShipped().files());
    files.keySet().removeIf(file -> file.contains("/"));
    return files;
  }

  private static Rules thanks(String lines) {
    return new Rules(new TreeMap<>(SHARED))
        .with(
            CAMPAIGN,
            "title: T\nowner: o\npurpose: care\nstatus: live\ntriggers: [purchase.completed]\n"
                + "key: event.order\n"
                + lines)
        .with(
            "thanks/rules.dslr",
            "rule \"thank\"\nwhen\n  a purchase was completed\nthen\n  send \"thank-you\"\nend\n")
        .with(PLAIN, "---\nsubject: Thank you\n---\nThanks.\n")
        .with(SCENARIOS, SCENARIO);
  }

  private static List<String> findings(Rules rules) {
    return Check.run(rules.folder()).findings().stream()
        .filter(finding -> finding.severity() != Severity.ADVICE)
        .map(Finding::toString)
        .toList();
  }

  @Test
  void a_scenario_says_itself_whether_its_customer_is_held_out() {
    // By the lot Kari is one of nearly everybody; the scenario that does not say so thanks her.
    assertThat(findings(thanks("holdout: 99%\n").with(SCENARIOS, SCENARIO + HELD_OUT))).isEmpty();
    assertThat(findings(thanks("").with(SCENARIOS, SCENARIO + HELD_OUT)))
        .containsExactly(
            SCENARIOS
                + ":11: error: held-out: this campaign leaves nobody out; its campaign.yaml would"
                + " say, for example: holdout: 10%");
    assertThat(
            findings(
                thanks("holdout: 9%\n")
                    .with(SCENARIOS, SCENARIO + HELD_OUT.replace("true", "perhaps"))))
        .containsExactly(
            SCENARIOS + ":11: error: held-out: expected true or false, found \"perhaps\"");
  }

  @Test
  void what_customers_need_to_know_is_told_to_everybody() {
    Rules wrong = thanks("holdout: 10%\n").replacing(CAMPAIGN, "purpose: care", "purpose: service");
    assertThat(findings(wrong))
        .contains(
            CAMPAIGN
                + ":7: error: holdout: expected no such line: a campaign of the purpose service"
                + " leaves nobody out");
  }

  @Test
  void a_wording_of_a_variant_nobody_knows_is_an_error() {
    String wording = "---\nsubject: Thanks!\n---\nThanks!\n";
    assertThat(findings(thanks("variants: {a: 1, b: 1}\n").with(WORDING, wording))).isEmpty();
    assertThat(findings(thanks("").with(WORDING, wording)))
        .containsExactly(
            WORDING
                + ":1: error: there is no variant \"b\" in thanks/campaign.yaml; it would say, for"
                + " example: variants: {a: 50, b: 50}");
    assertThat(
            findings(
                thanks("variants: {plain: 1, warmer: 1}\n")
                    .with("thanks/messages/thank-you/en.warmre.md", wording)))
        .singleElement()
        .asString()
        .contains("there is no variant \"warmre\"", "did you mean \"warmer\"");
  }

  @Test
  void a_wording_stands_beside_the_plain_one_and_is_complete_itself() {
    Rules varied = thanks("variants: {a: 1, b: 1}\n");
    assertThat(
            findings(
                varied.with(
                    "thanks/messages/thank-you/nb.b.md", "---\nsubject: Takk\n---\nTakk!\n")))
        .containsExactly(
            "thanks/messages/thank-you/nb.b.md:1: error: beside a variant's wording stands the"
                + " plain one, which the other variants get:"
                + " thanks/messages/thank-you/nb.md is missing.");
    assertThat(findings(varied.with(WORDING, "---\nsms: Thanks!\n---\n")))
        .containsExactly(
            WORDING + ":1: error: there is no mail in it, and the rule \"thank\" needs one");
  }

  @Test
  void every_wording_is_tried_whichever_the_customer_of_the_scenario_would_get() {
    for (String variant : List.of("a", "b")) {
      assertThat(
              findings(
                  thanks("variants: {a: 1, b: 1}\n")
                      .with(
                          PLAIN.replace("en.md", "en." + variant + ".md"),
                          "---\nsubject: Thanks\n---\nThanks {{customer.name}}.\n")))
          .singleElement()
          .asString()
          .contains("the message \"thank-you\" of variant " + variant + " cannot be written");
    }
  }
}
