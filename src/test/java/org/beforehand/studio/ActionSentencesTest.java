package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * The sentences that say what to do: each with a scenario in which it does, and one in which not.
 */
class ActionSentencesTest {

  private static final String CAMPAIGN = "actions/";

  private static final Rules RULES = Rules.ofSentences(CAMPAIGN);

  @Test
  void every_action_happens_where_it_should_and_not_elsewhere() {
    Check.Report report = Check.run(RULES.folder());
    assertThat(report.findings()).isEmpty();
    assertThat(report.passed()).isEqualTo(scenarios(RULES.files()));
  }

  private static int scenarios(SortedMap<String, String> files) {
    return files.get(CAMPAIGN + "scenarios.yaml").split("- name: ", -1).length - 1;
  }
}
