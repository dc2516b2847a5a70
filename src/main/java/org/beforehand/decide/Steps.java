package org.beforehand.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * The rules of a campaign, each cut off after every one of its conditions: what the shortest of
 * them that does not fire ends with is the condition that said no. Drools itself says so, over the
 * same facts, so the explanation cannot disagree with the decision.
 *
 * @param rules as they were written
 * @param rows the rules of decision tables of which only the first that fires counts
 * @param cut the rules cut off; null where none of them is made of sentences
 */
record Steps(List<WrittenRule> rules, List<List<String>> rows, @Nullable KieBase cut) {

  static Steps of(List<RuleCode> codes) {
    List<WrittenRule> rules = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    List<RuleCode> cut = new ArrayList<>();
    for (RuleCode code : codes) {
      List<WrittenRule> its = code.rules();
      rules.addAll(its);
      rows.add(code.firstOf());
      String prefixes = prefixes(its);
      if (!prefixes.isEmpty()) {
        cut.add(
            new RuleCode(code.campaign(), code.file(), prefixes, List.of(), Set.of(), List.of()));
      }
    }
    return new Steps(
        List.copyOf(rules), List.copyOf(rows), cut.isEmpty() ? null : RuleCode.compile(cut));
  }

  private static String prefixes(List<WrittenRule> rules) {
    StringBuilder code = new StringBuilder();
    for (WrittenRule rule : rules) {
      StringBuilder asked = new StringBuilder();
      for (int n = 1; n <= rule.conditions().size(); n++) {
        asked.append(rule.conditions().get(n - 1).code()).append('\n');
        code.append("rule \"").append(step(rule, n)).append("\"\nwhen\n");
        code.append(asked).append("then\nend\n");
      }
    }
    return code.toString();
  }

  private static String step(WrittenRule rule, int n) {
    return rule.name() + "#" + n;
  }

  /**
   * How many of each rule's conditions hold, from the first on, by the rule's full name.
   *
   * @throws RuntimeException whatever a condition threw
   */
  Reached reached(Happening happening, Dossier dossier) {
    if (cut == null) {
      return new Reached(Set.of());
    }
    int most = RuleSession.MOST_FIRINGS * (1 + rules.size());
    return new Reached(new HashSet<>(RuleSession.run(cut, happening, dossier, most).fired()));
  }

  /** The steps that were reached. */
  record Reached(Set<String> steps) {

    /** The first condition that said no, or null where all said yes. */
    @Nullable Condition no(WrittenRule rule) {
      int n = 1;
      for (Condition condition : rule.conditions()) {
        if (!steps.contains(step(rule, n++))) {
          return condition;
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
