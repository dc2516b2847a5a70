package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.customer.Spelling;
import org.beforehand.goodwill.Budget;

/**
 * A line that gives from a budget.
 *
 * @param line of the file, from 1
 * @param currency of what it gives
 */
record BudgetUse(RuleCode code, int line, String budget, String currency) {

  private static final Pattern FROM =
      Pattern.compile(
          "new\\s+Proposal\\.Gesture\\(.*Money\\.of\\(\"[^\"]*\",\\s*\"([^\"]*)\"\\).*\\)"
              + "\\.from\\(\"([^\"]*)\"\\)");

  /** Every such line of a file. */
  static List<BudgetUse> of(RuleCode code) {
    List<BudgetUse> uses = new ArrayList<>();
    int n = 0;
    for (String line : code.code().lines().toList()) {
      n++;
      Matcher from = FROM.matcher(line);
      if (from.find()) {
        uses.add(new BudgetUse(code, n, from.group(2), from.group(1)));
      }
    }
    return uses;
  }

  /** What is wrong with these, at the author's own lines. */
  static List<Problem> check(List<RuleCode> codes, Map<String, Budget> budgets) {
    List<Problem> problems = new ArrayList<>();
    for (RuleCode code : codes) {
      for (BudgetUse use : of(code)) {
        use.check(budgets, problems);
      }
    }
    return problems;
  }

  private void check(Map<String, Budget> budgets, List<Problem> problems) {
    Budget known = budgets.get(budget);
    String campaign = code.campaign().name();
    if (known == null) {
      problem(
          problems,
          "there is no budget \""
              + budget
              + "\" under budgets: in "
              + ContactPolicy.FILE
              + Spelling.hint(budget, budgets.keySet()));
    } else if (known.amount() != null && !known.amount().money().currency().equals(currency)) {
      problem(
          problems,
          "expected an amount of "
              + known.amount().money().currency()
              + ", which the budget \""
              + budget
              + "\" is in, found "
              + currency);
    } else if (!known.campaigns().isEmpty() && !known.campaigns().contains(campaign)) {
      problem(
          problems,
          "the budget \""
              + budget
              + "\" is for "
              + String.join(", ", known.campaigns().stream().sorted().toList())
              + " only");
    }
  }

  private void problem(List<Problem> problems, String text) {
    problems.add(new Problem(code.file(), line, text));
  }
}
