package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.customer.Spelling;

/** Rules give from budgets that the policy names. */
final class BudgetUse {

  private static final Pattern FROM =
      Pattern.compile("new\\s+Proposal\\.Gesture\\(.*\\)\\.from\\(\"([^\"]*)\"\\)");

  private BudgetUse() {}

  /** What is wrong, at the author's own lines. */
  static List<Problem> check(List<RuleCode> codes, Set<String> budgets) {
    List<Problem> problems = new ArrayList<>();
    for (RuleCode code : codes) {
      int n = 0;
      for (String line : code.code().lines().toList()) {
        n++;
        Matcher from = FROM.matcher(line);
        if (from.find() && !budgets.contains(from.group(1))) {
          problems.add(
              new Problem(
                  code.file(),
                  n,
                  "there is no budget \""
                      + from.group(1)
                      + "\" under budgets: in "
                      + ContactPolicy.FILE
                      + Spelling.hint(from.group(1), budgets)));
        }
      }
    }
    return problems;
  }
}
