package org.beforehand.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * The rules of a campaign, with a step for each of their conditions: the first step of a rule that
 * does not fire ends with the condition that said no. Drools itself says so, over the same facts,
 * so the explanation cannot disagree with the decision.
 *
 * @param rules as they were written
 * @param rows the rules of decision tables of which only the first that fires counts
 * @param stepped the rules and their steps
 */
record Steps(List<WrittenRule> rules, List<List<String>> rows, KieBase stepped) {

  static Steps of(List<RuleCode> codes) {
    return new Steps(
        codes.stream().flatMap(code -> code.rules().stream()).toList(),
        codes.stream().map(RuleCode::firstOf).toList(),
        RuleCode.compile(codes.stream().map(RuleCode::stepped).toList()));
  }

  /**
   * How far each of the rules comes.
   *
   * @throws RuntimeException whatever a condition threw
   */
  Reached reached(Happening happening, Dossier dossier) {
    return new Reached(new HashSet<>(RuleSession.run(stepped, happening, dossier).fired()));
  }

  /** The steps that were reached. */
  record Reached(Set<String> steps) {

    /** The first condition that said no, or null where all said yes. */
    @Nullable Condition no(WrittenRule rule) {
      for (int i = 0; i < rule.conditions().size(); i++) {
        if (!steps.contains(rule.step(i))) {
          return rule.conditions().get(i);
        }
      }
      return null;
    }
  }

  /** The row above this one that counts in its place, or null. */
  @Nullable String outdoneBy(String rule, List<String> fired) {
    return rows.stream()
        .filter(table -> table.contains(rule))
        .flatMap(table -> table.subList(0, table.indexOf(rule)).stream())
        .filter(fired::contains)
        .findFirst()
        .orElse(null);
  }
}
