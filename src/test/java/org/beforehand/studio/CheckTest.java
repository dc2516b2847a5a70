package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.beforehand.studio.Finding.Severity;
import org.junit.jupiter.api.Test;

/** Every mistake an author can make is said with its file, its line, and what to do instead. */
class CheckTest {

  private static final String CALLS = "follow-up-calls/";
  private static final String SENTENCES = CALLS + "rules.dslr";
  private static final String CAMPAIGN = CALLS + "campaign.yaml";
  private static final String SCENARIOS = CALLS + "scenarios.yaml";
  private static final String ENGINEERS = CALLS + "rules.drl";

  private final Rules shipped = Rules.asShipped();

  private static void says(Rules rules, String start, String... parts) {
    List<Finding> findings = rules.checked().findings();
    assertThat(findings)
        .extracting(Finding::toString)
        .anySatisfy(
            text -> {
              assertThat(text).startsWith(start).doesNotContain("\n");
              assertThat(List.of(parts)).allSatisfy(part -> assertThat(text).contains(part));
            });
  }

  private Rules engineers(String code) {
    return shipped.without(SENTENCES).with(ENGINEERS, code);
  }

  @Test
  void a_rule_that_does_not_compile() {
    says(
        engineers(
            """
            rule "wrong"
            when
              Event(type == "call.dropped")
              Customer(shoeSize > 40)
            then
              insert(new Proposal.Message("ticket-closed"));
            end
            """),
        ENGINEERS + ":4: error: ",
        "shoeSize");
  }

  @Test
  void a_rule_that_would_depend_on_the_order_of_firing() {
    says(
        engineers("rule \"first\"\nsalience 10\nwhen\nthen\nend\n"),
        ENGINEERS + ":2: error: salience",
        "rules only insert proposals");
    says(
        engineers("rule \"change\"\nwhen\n  c: Customer()\nthen\n  update(c);\nend\n"),
        ENGINEERS + ":5: error: update");
  }

  @Test
  void a_rule_whose_name_cannot_bear_its_campaigns() {
    says(
        engineers("rule 'single'\nwhen\nthen\nend\n"),
        ENGINEERS + ":1: error: expected: rule \"what it does\"");
  }

  @Test
  void rules_in_two_languages_at_once() {
    says(
        shipped.with(ENGINEERS, "rule \"x\" when then end\n"),
        ENGINEERS + ":1: error: ",
        "this one has both");
  }

  @Test
  void a_silence_of_a_scenario_that_is_none() {
    String file = "birthday-surprises/scenarios.yaml";
    String line =
        file + ":" + shipped.line(file, "- {campaign: birthday-surprises, ago") + ": error: ";
    says(
        shipped.replacing(file, "until: in 3h", "until: in 40d"), line, "at most 30 days after it");
    says(
        shipped.replacing(file, "{campaign: birthday-surprises, ago", "{campaign: birthdays, ago"),
        line,
        "expected one of ",
        "found \"birthdays\"");
    says(
        shipped.replacing(file, "campaign: birthday-surprises, ago: 1h", "ago: 1h"),
        file + ":" + shipped.line(file, "- {campaign: birthday-surprises, ago") + ": error: ",
        "expected at least one of campaign, purpose");
  }

  @Test
  void a_sentence_nobody_knows() {
    says(
        shipped.replacing(SENTENCES, "a ticket was closed", "a tickett was closed"),
        SENTENCES + ":" + shipped.line(SENTENCES, "a ticket was closed") + ": error: ",
        "I don't know \"a tickett was closed\"",
        "did you mean \"a ticket was closed\"");
  }

  @Test
  void a_line_that_would_be_code() {
    says(
        shipped.replacing(SENTENCES, "  the ticket was resolved", "  > eval(System.exit(1) == 0)"),
        SENTENCES
            + ":"
            + shipped.line(SENTENCES, "the ticket was resolved")
            + ": error: I don't know",
        "; the nearest sentence is \"");
    says(
        shipped.replacing(
            SENTENCES, "  send \"ticket-closed\"", "  send \"ticket-closed\" System.exit(1);"),
        SENTENCES
            + ":"
            + shipped.line(SENTENCES, "send \"ticket-closed\"")
            + ": error: I don't know");
  }

  @Test
  void a_value_outside_its_slots_pattern() {
    says(
        shipped.replacing(SENTENCES, "at least 3 minutes", "at least three minutes"),
        SENTENCES
            + ":"
            + shipped.line(SENTENCES, "at least 3 minutes")
            + ": error: {minutes}: expected a whole number of up to 3 digits, found \"three\"",
        "the sentence is \"the caller had waited at least {minutes} minutes\"");
    says(
        shipped.replacing(
            SENTENCES, "send \"ticket-closed\"", "send \"x\\\"); System.exit(1); //\""),
        SENTENCES + ":",
        "error: {message}: expected the name of a message, up to 60 signs");
  }

  @Test
  void a_definition_nobody_says_and_a_file_of_them_nobody_reads() {
    String definitions = "shared/definitions.dslr";
    says(
        shipped.with(
            definitions,
            shipped.files().get(definitions) + "\"gold\" means the customer's tier is \"gold\"\n"),
        definitions + ":9: warning: no rule says \"the customer is gold\"");
    says(
        shipped.with("shared/definitons.dslr", ""),
        "shared/definitons.dslr:1: warning: nothing reads this; did you mean \"" + definitions);
  }

  @Test
  void a_rule_without_its_end_and_one_named_twice() {
    says(
        shipped.with(SENTENCES, "rule \"open\"\nwhen\n  a call was dropped\nthen\n"),
        SENTENCES + ":4: error: the last rule has no \"end\"");
    says(
        shipped.replacing(
            SENTENCES,
            "rule \"call back who gave up waiting\"",
            "rule \"call back after a dropped call\""),
        SENTENCES + ":" + shipped.line(SENTENCES, "rule \"call back who gave up"),
        "there is a rule \"call back after a dropped call\" above already");
  }

  @Test
  void a_vocabulary_with_mistakes() {
    String vocabulary = "vocabulary.dsl";
    says(shipped.without(vocabulary), vocabulary + ":1: error: this file is missing");
    says(
        shipped.replacing(vocabulary, "[when]a call was dropped=", "a call was dropped="),
        vocabulary
            + ":"
            + shipped.line(vocabulary, "[when]a call was dropped=")
            + ": error: expected [when]");
    says(
        shipped.replacing(
            vocabulary, "{minutes:\\d{1,3}} minutes=", "{minutes:(\\d{1,3}} minutes="),
        vocabulary + ":" + shipped.line(vocabulary, "{minutes:") + ": error: a slot's pattern");
    says(
        shipped.replacing(vocabulary, ">= {minutes} * 60", ">= {minute} * 60"),
        vocabulary
            + ":"
            + shipped.line(vocabulary, "{minutes:")
            + ": error: the code asks for {minute}");
  }

  @Test
  void a_policy_with_mistakes() {
    String policy = "contact-policy.yaml";
    says(shipped.without(policy), policy + ":1: error: this file is missing");
    says(
        shipped.replacing(
            policy,
            "{purposes: [marketing], most: 1, within: 7d}",
            "{purposes: [marketing], most: 1, within: a week}"),
        policy + ":" + shipped.line(policy, "{purposes: [marketing]") + ": error: within: ",
        "10m, 12h or 7d");
    says(
        shipped.replacing(
            policy,
            "hours: \"08:00-21:00\", days: working",
            "hours: \"21:00-08:00\", days: working"),
        policy + ":" + shipped.line(policy, "days: working") + ": error: hours: ",
        "the first hour before the last");
    says(
        shipped.replacing(policy, "Europe/Oslo ", "Europe/Olso "),
        policy + ":" + shipped.line(policy, "Europe/Oslo") + ": error: zone: ",
        "Europe/Olso");
    says(
        shipped.replacing(policy, "consent-by-default: [", "consent-by-default: [servise, "),
        policy + ":" + shipped.line(policy, "consent-by-default") + ": error: consent-by-default: ",
        "service");
  }

  @Test
  void a_campaign_with_mistakes() {
    says(
        shipped.replacing(CAMPAIGN, "priority: 50", "prioritty: 50"),
        CAMPAIGN + ":" + shipped.line(CAMPAIGN, "priority") + ": error: ",
        "did you mean \"priority\"");
    says(
        shipped.replacing(CAMPAIGN, "purpose: care", "purpose: caring"),
        CAMPAIGN + ":" + shipped.line(CAMPAIGN, "purpose") + ": error: purpose: expected one of",
        "service, care");
    says(
        shipped.replacing(CAMPAIGN, "expiry: 48h", "expiry: two days"),
        CAMPAIGN + ":" + shipped.line(CAMPAIGN, "expiry") + ": error: expiry: ",
        "two days");
    says(
        shipped.replacing(CAMPAIGN, "owner: customer-care\n", ""),
        CAMPAIGN + ":1: error: expected a line \"owner: ...\"");
    says(
        shipped.replacing(CAMPAIGN, "owner: customer-care", "owner:"),
        CAMPAIGN + ":" + shipped.line(CAMPAIGN, "owner") + ": error: owner: expected a value");
    says(
        shipped.replacing(CAMPAIGN, "triggers: [call.dropped,", "triggers: [Call Dropped,"),
        CAMPAIGN + ":" + shipped.line(CAMPAIGN, "triggers") + ": error: triggers: ",
        "call.dropped");
    says(
        shipped.replacing(CAMPAIGN, "title: ", "title: [ "),
        CAMPAIGN + ":",
        "error: this is not YAML");
    says(
        shipped.replacing(CAMPAIGN, "title: ", "title: One\ntitle: "),
        CAMPAIGN + ":2: error: title: stands here twice");
    says(
        shipped.without(SENTENCES).without(CALLS + "rules.drl.csv"),
        SENTENCES + ":1: error: this file is missing");
  }

  @Test
  void every_mistake_at_once_not_only_the_first() {
    Rules rules =
        shipped
            .replacing(CAMPAIGN, "purpose: care", "purpose: caring")
            .replacing("outage-notices/campaign.yaml", "status: live", "status: alive")
            .replacing("outage-notices/messages/eta/en.md", "{{incident.eta}}", "{{incident.etta}}")
            .replacing("contact-policy.yaml", "most: 1", "most: one");
    assertThat(rules.checked().findings())
        .extracting(Finding::file)
        .contains(
            CAMPAIGN,
            "outage-notices/campaign.yaml",
            "outage-notices/messages/eta/en.md",
            "contact-policy.yaml");
  }

  @Test
  void a_message_with_a_placeholder_nobody_knows() {
    String message = "outage-notices/messages/restored/en.md";
    says(
        shipped.replacing(message, "{{incident.cause}}.{{", "{{incident.caus}}.{{"),
        message + ":" + shipped.line(message, "{{incident.cause}}.") + ": error: ",
        "incident.caus",
        "incident.cause");
  }

  @Test
  void rules_and_messages_that_do_not_fit() {
    says(
        shipped.replacing(SENTENCES, "send \"ticket-closed\"", "send \"ticket-close\""),
        SENTENCES
            + ":"
            + shipped.line(SENTENCES, "send \"ticket-closed\"")
            + ": error: there is no message \"ticket-close\"",
        "did you mean \"ticket-closed\"");
    says(
        shipped.with(CALLS + "messages/call-back/nb.md", "---\nsubject: Hei\n---\nHei!\n"),
        CALLS + "messages/call-back/nb.md:1: error: there is no call script in it");
    says(
        shipped.with(CALLS + "messages/thanks/en.md", "---\nsubject: Hi\n---\nHi!\n"),
        CALLS + "messages/thanks/en.md:1: warning: no rule sends the message \"thanks\"");
    says(
        shipped.without(CALLS + "messages/ticket-closed/en.md"),
        CALLS + "messages/ticket-closed/et.md:1: warning: ",
        "not written in English");
  }

  @Test
  void a_message_with_a_hole_for_the_customer_of_a_scenario() {
    String message = "outage-notices/messages/opened/en.md";
    String[] text = shipped.files().get(message).split("\n", -1);
    says(
        shipped.with(message, String.join("\n", text) + "\nBack {{incident.eta}}.\n"),
        "outage-notices/scenarios.yaml:",
        "Told as well when nobody knows how long it will take",
        "cannot be written",
        "{{incident.eta}}");
  }

  @Test
  void a_rule_no_scenario_tries() {
    says(
        shipped.without(SCENARIOS),
        SENTENCES
            + ":"
            + shipped.line(SENTENCES, "rule \"call back after a dropped")
            + ": warning: no scenario");
  }

  @Test
  void a_file_nothing_reads() {
    says(
        shipped.with(CALLS + "scenario.yaml", "[]"),
        CALLS + "scenario.yaml:1: warning: nothing reads this",
        "did you mean \"scenarios.yaml\"");
    says(
        shipped.with("come-again/rules.dslr", ""),
        "come-again/rules.dslr:1: warning: nothing reads this: there is no come-again/campaign.yaml");
  }

  @Test
  void scenarios_with_mistakes() {
    int last = (int) shipped.files().get(SCENARIOS).lines().count();
    scenario("  expectt: nothing", last + 2, "did you mean \"expect\"");
    scenario("  expect: nothing", last + 1, "expected a line \"given: ...\"");
    scenario("  given: {customer: {id: kari, emial: x@example.org}}", last + 2, "\"email\"");
    scenario(
        "  given: {customer: {id: kari, email: nonsense}}\n  at: 2026-03-13T10:00",
        last + 2,
        "email");
    scenario("  given: {customer: {id: kari}}\n  at: yesterday", last + 3, "2026-03-13T22:30");
    scenario(
        "  given: {customer: {id: kari}}\n  at: 2026-03-13T10:00\n  event: {type: birthday}",
        last + 4,
        "does not listen to \"birthday\"");
    scenario(
        "  given: {customer: {id: kari}}\n  at: 2026-03-13T10:00\n  stage: opened",
        last + 1,
        "stage and its incident");
    scenario(
        "  given: {customer: {id: kari}}\n  at: 2026-03-13T10:00\n  event: {type: call.dropped}\n  expect: [{verdict: sent}]",
        last + 5,
        "send, hold, drop");
    scenario(
        "  given: {customer: {id: kari}, contacts: [{stage: opened, ago: 1h}]}\n  at: 2026-03-13T10:00\n"
            + "  event: {type: call.dropped}\n  expect: nothing",
        last + 2,
        "incident: ...");
  }

  private void scenario(String lines, int line, String part) {
    String text = shipped.files().get(SCENARIOS) + "- name: one more\n" + lines + "\n";
    says(shipped.with(SCENARIOS, text), SCENARIOS + ":" + line + ": error: ", part);
  }

  @Test
  void a_campaign_that_is_paused_or_a_draft_still_holds_what_its_scenarios_say() {
    for (String status : List.of("paused", "draft", "shadow")) {
      Check.Report report =
          shipped.replacing(CAMPAIGN, "status: live", "status: " + status).checked();
      assertThat(report.findings()).isEmpty();
      assertThat(report.passed()).isGreaterThan(10);
    }
  }

  @Test
  void findings_are_sorted_and_their_severities_are_words() {
    List<Finding> findings =
        Check.run(
                shipped
                    .without(SCENARIOS)
                    .replacing(SENTENCES, "send \"ticket-closed\"", "send \"nothing\"")
                    .folder())
            .findings();
    assertThat(findings).isSorted();
    assertThat(findings).extracting(Finding::severity).contains(Severity.ERROR, Severity.WARNING);
  }

  @Test
  void a_scenario_that_got_nothing_says_which_condition_said_no_and_how_it_was() {
    says(
        shipped.with(
            SCENARIOS,
            """
            - name: A short wait is no reason to call
              given:
                customer: {id: kari, phone: "+4799999999", zone: Europe/Oslo}
              at: 2026-03-12T14:00
              event: {type: call.abandoned, data: {waited: 100}}
              expect:
                - {rule: call back who gave up waiting, verdict: send}
            """),
        SCENARIOS + ":1: error: ",
        "found nothing; rule \"call back who gave up waiting\", line "
            + shipped.line(SENTENCES, "the caller had waited at least")
            + ": \"the caller had waited at least 3 minutes\" did not hold:"
            + " the caller had waited 100 seconds");
  }
}
