package org.beforehand.studio;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.YamlNode;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Budget;
import org.jspecify.annotations.Nullable;

/** {@code budget: {Storm goodwill: 10 EUR left}}: how a scenario says what is left. */
final class GivenBudgets {

  private static final Pattern LEFT = Pattern.compile("(\\d+(?:\\.\\d+)?) ([A-Z]{3}) left");

  private GivenBudgets() {}

  /** By the budget's name; empty where nothing is written. */
  static Map<String, Money> read(@Nullable YamlNode written, Map<String, Budget> budgets) {
    Map<String, Money> left = new HashMap<>();
    if (written != null) {
      written
          .fields(budgets.keySet().toArray(String[]::new))
          .forEach((name, amount) -> left.put(name, left(amount, budgets.get(name))));
    }
    return Map.copyOf(left);
  }

  private static Money left(YamlNode written, @Nullable Budget budget) {
    if (budget == null || budget.amount() == null) {
      throw written.refused(
          "this budget covers everybody: in contact-policy.yaml it has no amount");
    }
    String currency = budget.amount().money().currency();
    Matcher left = LEFT.matcher(written.text());
    if (!left.matches() || !left.group(2).equals(currency)) {
      throw written.refused(
          "expected what is left of it, such as 10 "
              + currency
              + " left, found \""
              + written.text()
              + "\"");
    }
    try {
      return Money.of(left.group(1), currency);
    } catch (IllegalArgumentException tooFine) {
      throw written.refused(String.valueOf(tooFine.getMessage()));
    }
  }
}
