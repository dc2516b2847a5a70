package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The sentences that say what to do: each with a scenario in which it does, and one in which not.
 */
class ActionSentencesTest {

  private static final String CAMPAIGN = "actions/";
  private static final String SURVEY = CAMPAIGN + "messages/how-is-it-going/en.md";

  private static final Rules RULES = Rules.ofSentences(CAMPAIGN);

  private static List<String> findings(Rules rules) {
    return Check.run(rules.folder()).findings().stream()
        .map(one -> one.file() + ":" + one.line() + ": " + one.text())
        .toList();
  }

  @Test
  void every_action_happens_where_it_should_and_not_elsewhere() {
    Check.Report report = Check.run(RULES.folder());
    assertThat(report.findings()).isEmpty();
    assertThat(report.passed())
        .isEqualTo(RULES.files().get(CAMPAIGN + "scenarios.yaml").split("- name: ", -1).length - 1);
  }

  @Test
  void a_budget_that_the_policy_does_not_name_is_an_error_with_the_nearest_name() {
    Rules wrong = RULES.replacing(CAMPAIGN + "rules.dslr", "Storm goodwill", "Strom goodwill");
    assertThat(findings(wrong))
        .hasSize(4)
        .first()
        .asString()
        .startsWith(CAMPAIGN + "rules.dslr:" + wrong.line(CAMPAIGN + "rules.dslr", "  give 15"))
        .contains("there is no budget \"Strom goodwill\"", "contact-policy.yaml", "Storm goodwill");
  }

  @Test
  void a_survey_says_which_it_is_and_is_asked_as_one() {
    assertThat(findings(RULES.replacing(SURVEY, "survey: ces\n", "")))
        .containsExactly(
            SURVEY + ":1: a survey says which it is: expected a line survey: csat, nps or ces");
    assertThat(findings(RULES.replacing(SURVEY, "ces\n", "nsp\n")))
        .contains(SURVEY + ":2: survey: expected csat, nps or ces, found \"nsp\"");
    assertThat(
            findings(
                RULES
                    .replacing(
                        CAMPAIGN + "rules.dslr",
                        "ask the survey \"how-is-it-going\"",
                        "send \"how-is-it-going\"")
                    .without(CAMPAIGN + "scenarios.yaml")))
        .contains(
            SURVEY
                + ":1: this is a survey, and a rule does not ask it as one: expected ask the"
                + " survey \"how-is-it-going\"");
  }

  @Test
  void text_of_an_author_cannot_become_code() {
    for (String text : List.of("x\"); evil(); //", "${x}", "a \\u0022", "{team}")) {
      Rules hostile = RULES.replacing(CAMPAIGN + "rules.dslr", "A call was dropped (again)", text);
      assertThat(Check.run(hostile.folder()).good()).as(text).isFalse();
    }
  }
}
