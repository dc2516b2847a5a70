package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.customer.Spelling;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Grant;
import org.beforehand.goodwill.Budget;
import org.jspecify.annotations.Nullable;

/**
 * A line that gives from a budget.
 *
 * @param line of the file, from 1
 * @param currency of what it gives; null where a colleague says how much
 * @param granted what it gives where a colleague granted it; null where the rule itself gives it
 */
record BudgetUse(
    RuleCode code,
    int line,
    String budget,
    @Nullable String currency,
    @Nullable GestureKind granted) {

  private static final Pattern FROM =
      Pattern.compile(
          "new\\s+Proposal\\.Gesture\\(.*Money\\.of\\(\"[^\"]*\",\\s*\"([^\"]*)\"\\).*\\)"
              + "\\.from\\(\"([^\"]*)\"\\)");

  private static final Pattern GRANTED =
      Pattern.compile(
          "new\\s+AsGranted\\(\\s*\"[^\"]*\",\\s*\"([^\"]*)\",\\s*\\d+,\\s*\"([^\"]*)\"\\)");

  /** Every such line of a file. */
  static List<BudgetUse> of(RuleCode code) {
    List<BudgetUse> uses = new ArrayList<>();
    int n = 0;
    for (String line : code.code().lines().toList()) {
      n++;
      Matcher from = FROM.matcher(line);
      if (from.find()) {
        uses.add(new BudgetUse(code, n, from.group(2), from.group(1), null));
      }
      Matcher granted = GRANTED.matcher(line);
      if (granted.find()) {
        GestureKind kind = GestureKind.of(granted.group(1));
        uses.add(new BudgetUse(code, n, granted.group(2), null, kind));
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
    } else if (currency != null
        && known.amount() != null
        && !known.amount().money().currency().equals(currency)) {
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
    } else if (granted != null && !code.campaign().triggers().contains(Grant.EVENT)) {
      problem(
          problems,
          "what colleagues grant is not heard of here: expected "
              + Grant.EVENT
              + " among the triggers in "
              + campaign
              + "/campaign.yaml");
    }
  }

  private void problem(List<Problem> problems, String text) {
    problems.add(new Problem(code.file(), line, text));
  }
}
