package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.beforehand.decide.WrittenRule;
import org.junit.jupiter.api.Test;

/** The campaigns that come with the program are fit to be published, and their scenarios bite. */
class RulesFolderTest {

  private static final String OUTAGES = "outage-notices/scenarios.yaml";

  @Test
  void the_rules_that_come_with_the_program_have_nothing_wrong_with_them() {
    Check.Report report = Check.run(Rules.asShipped().folder());
    assertThat(report.findings()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.passed()).isGreaterThan(30);
    assertThat(report.rules()).isGreaterThanOrEqualTo(25);
  }

  @Test
  void no_rule_sends_two_messages() {
    Check.Report report = Check.run(Rules.asShipped().folder());
    assertThat(report.rulebook().rules()).hasSize(report.rules());
    assertThat(report.rulebook().rules()).allMatch(rule -> rule.uses().size() <= 1);
    assertThat(report.rulebook().rules())
        .extracting(WrittenRule::name)
        .contains(
            "outage-notices: it works again", "follow-up-calls: call back who gave up waiting");
  }

  @Test
  void turning_any_expectation_around_makes_exactly_one_scenario_fail() {
    Rules shipped = Rules.asShipped();
    String text = shipped.files().get(OUTAGES);
    int turned = 0;
    for (int at = text.indexOf("verdict: send");
        at >= 0;
        at = text.indexOf("verdict: send", at + 1)) {
      String changed = text.substring(0, at) + "verdict: hold" + text.substring(at + 13);
      Check.Report report = shipped.with(OUTAGES, changed).checked();
      assertThat(report.failed()).as("at %d", at).isEqualTo(1);
      turned++;
    }
    assertThat(turned).isGreaterThan(5);
  }

  @Test
  void a_changed_rule_is_caught_by_the_scenarios() {
    Rules broken =
        Rules.asShipped()
            .replacing("follow-up-calls/rules.dslr", "at least 3 minutes", "at least 1 minutes");
    Check.Report report = broken.checked();
    assertThat(report.good()).isFalse();
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo("follow-up-calls/scenarios.yaml");
              assertThat(finding.line())
                  .isEqualTo(broken.line(finding.file(), "- name: Who gave up after one minute"));
              assertThat(finding.text())
                  .contains(
                      "Who gave up after one minute is not", "expected nothing", "found {rule:");
            });
  }
}
