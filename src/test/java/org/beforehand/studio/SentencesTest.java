package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.junit.jupiter.api.Test;

/** What authors asked to be able to say, in campaigns whose scenarios try it both ways. */
class SentencesTest {

  private static final SortedMap<String, String> SENTENCES =
      RuleFolder.read(Path.of("src/test/resources/sentences")).files();

  private static final String EVERYTHING =
      """
      title: Everything
      owner: care
      purpose: care
      status: live
      triggers: [order.late, incident.updated]
      key: event
      """;

  /**
   * A customer and an outage of whom hardly anything is known, and both as well known as can be.
   */
  private static final String BOTH_ENDS =
      """
      - name: Nothing is known
        given: {customer: {id: kari}}
        at: 2026-03-12T12:00
        event: {type: order.late}
        expect: nothing
      - name: No more of the outage
        given: {customer: {id: kari}}
        at: 2026-03-12T12:00
        stage: eta.1
        incident: {id: N-7, service: broadband}
        expect: nothing
      - name: Everything is known
        given:
          customer: {id: kari, given: Kari, email: kari@example.org, phone: "+4799999999", locale: nb-NO, zone: Europe/Oslo, birthday: 1990-03-12, since: 2011-03-12, tier: gold, preferred: [sms], scopes: ["circuit:1"], trait: {field: 7, plan: Fibre 500}}
          history: [{type: ticket.opened, ago: 2d, data: {ticket: T-1}}]
          interruptions: [{service: broadband, ago: 2h}]
          gifts: [{amount: 20, currency: EUR, ago: 10d}]
          contacts: [{stage: opened, incident: N-7, ago: 2h, eta: in 1h, message: opened}]
        at: 2026-03-12T12:00
        stage: eta.1
        incident: {id: N-7, service: broadband, ago: 2h, eta: in 3h}
        expect: nothing
      """;

  /** What stands in a slot of an example, by the slot's name; a word where it is not listed. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("values", "\"a\", \"b\""),
          Map.entry("type", "order.late"),
          Map.entry("from", "09:00"),
          Map.entry("until", "17:00"),
          Map.entry("month", "March"),
          Map.entry("currency", "EUR"),
          Map.entry("survey", "nps"),
          Map.entry("channel", "sms"),
          Map.entry("language", "nb"),
          Map.entry("scope", "circuit:1"),
          Map.entry("zone", "Europe/Oslo"),
          Map.entry("service", "broadband"));

  private static final Pattern SLOT = Pattern.compile("\\{(\\w+):((?:[^{}]|\\{[\\w,]+\\})+)\\}");

  /** Only these files, under the policy and vocabulary of the program. */
  private static Rules alone(Map<String, String> campaign) {
    SortedMap<String, String> files = new TreeMap<>(Rules.asShipped().files());
    files.keySet().removeIf(file -> file.indexOf('/') > 0 && !file.equals("shared/layout.html"));
    files.putAll(campaign);
    return new Rules(files);
  }

  private static Rules campaign(String name) {
    return alone(SENTENCES.subMap(name + "/", name + "0"));
  }

  @Test
  void every_condition_is_true_in_one_scenario_and_false_in_another() {
    Check.Report report = Check.run(campaign("conditions").folder());
    assertThat(report.findings()).isEmpty();
    assertThat(report.rules()).isEqualTo(15);
    assertThat(report.passed()).isGreaterThan(2 * report.rules());
  }

  @Test
  void a_surprise_comes_working_days_before_the_birthday_and_not_the_same_again() {
    Check.Report report = Check.run(campaign("surprises").folder());
    assertThat(report.findings()).isEmpty();
    assertThat(report.passed()).isEqualTo(4);
  }

  /** The scenarios themselves pass, each in the test of its campaign. */
  @Test
  void each_of_the_twenty_is_said_in_a_scenario_that_fires_and_missing_from_one_that_does_not() {
    for (int n = 1; n <= 20; n++) {
      Pattern its = Pattern.compile("(?m)^- name: " + n + ", .*\n(?:[ ].*\n|\n)*");
      List<String> scenarios =
          SENTENCES.entrySet().stream()
              .filter(file -> file.getKey().endsWith("/scenarios.yaml"))
              .flatMap(file -> its.matcher(file.getValue() + "\n").results())
              .map(MatchResult::group)
              .toList();
      assertThat(scenarios)
          .as("%d", n)
          .anyMatch(one -> one.contains("verdict: send") || one.contains("verdict: hold"));
      assertThat(scenarios)
          .as("%d", n)
          .anyMatch(one -> one.contains("expect: nothing") || one.contains("verdict: drop"));
    }
  }

  @Test
  void only_what_the_rules_of_a_trigger_look_at_is_read_for_it() {
    Rulebook rulebook = Rulebook.compile(campaign("conditions").withoutMoments().folder());
    assertThat(rulebook.eventTypes(List.of("plan.checked")))
        .containsExactlyInAnyOrder(
            "activity", "call.dropped", "estimates", "gifts", "interruptions", "tickets");
    Rules surprises = campaign("surprises");
    assertThat(
            Rulebook.compile(surprises.withoutMoments().folder()).eventTypes(List.of("birthday")))
        .isEmpty();
    // A birthday is wished later where it falls on a bad moment; so those are read.
    assertThat(Rulebook.compile(surprises.folder()).eventTypes(List.of("birthday")))
        .contains("interruptions", "tickets");
  }

  @Test
  void every_sentence_can_be_asked_of_anybody_about_anything() {
    StringBuilder rules = new StringBuilder();
    int sentences = 0;
    for (String entry : Rules.asShipped().files().get("vocabulary.dsl").lines().toList()) {
      if (entry.startsWith("[when]")) {
        String sentence = entry.substring("[when]".length(), entry.indexOf('='));
        rules.append(
            "rule \"%d\"\nwhen\n  %s\nthen\n  send \"note\"\nend\n"
                .formatted(++sentences, example(sentence)));
      }
    }
    Check.Report report =
        Check.run(
            alone(
                    Map.of(
                        "everything/campaign.yaml",
                        EVERYTHING,
                        "everything/rules.dslr",
                        rules.toString(),
                        "everything/scenarios.yaml",
                        BOTH_ENDS,
                        "everything/messages/note/en.md",
                        SENTENCES.get("conditions/messages/note/en.md")))
                .folder());
    assertThat(report.rules()).isEqualTo(sentences);
    // Some of these are true, which is not what the scenarios expect; none of them breaks.
    assertThat(report.findings())
        .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
        .hasSize(3)
        .allMatch(finding -> finding.text().contains("expected nothing, found {rule"));
  }

  private static String example(String sentence) {
    return SLOT.matcher(sentence).replaceAll(SentencesTest::filled);
  }

  private static String filled(MatchResult slot) {
    if (EXAMPLES.containsKey(slot.group(1))) {
      return EXAMPLES.get(slot.group(1));
    }
    return "10".matches(slot.group(2)) ? "10" : "field";
  }
}
