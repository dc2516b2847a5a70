package org.beforehand.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.customer.Spelling;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Resolution;
import org.jspecify.annotations.Nullable;

/** {@code budgets:} in {@code contact-policy.yaml}, as it is written. */
final class BudgetFile {

  /** History does not reach further back. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Budget.Asking USUAL = Budget.Asking.USUAL;

  private BudgetFile() {}

  /**
   * By name, in the order written.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  static Map<String, Budget> read(@Nullable YamlNode written) {
    Map<String, Budget> budgets = new LinkedHashMap<>();
    for (YamlNode one : written == null ? List.<YamlNode>of() : written.items()) {
      Map<String, YamlNode> fields =
          one.fields(
              "name",
              "amount",
              "per",
              "owner",
              "campaigns",
              "per-customer",
              "approve-above",
              "approvers",
              "deputies",
              "short",
              "at-least",
              "answer-within");
      YamlNode name = one.required(fields, "name");
      if (budgets.put(name.text(), budget(name.text(), fields)) != null) {
        throw name.refused("there is a budget \"" + name.text() + "\" above already");
      }
    }
    return Collections.unmodifiableMap(budgets);
  }

  private static Budget budget(String name, Map<String, YamlNode> fields) {
    YamlNode owner = fields.get("owner");
    Budget.Amount amount = amount(fields);
    return new Budget(
        name,
        amount,
        owner == null ? null : owner.text(),
        Set.copyOf(texts(fields.get("campaigns"))),
        limit(fields.get("per-customer"), amount),
        asking(fields, amount));
  }

  private static Budget.@Nullable Amount amount(Map<String, YamlNode> fields) {
    YamlNode amount = fields.get("amount");
    YamlNode per = fields.get("per");
    if (amount == null) {
      if (per != null) {
        throw per.refused("expected a line \"amount: ...\" beside it");
      }
      return null;
    }
    return new Budget.Amount(
        money(amount), per == null ? Budget.Period.TOTAL : per.word(Budget.Period.class));
  }

  private static Budget.@Nullable Limit limit(
      @Nullable YamlNode written, Budget.@Nullable Amount amount) {
    if (written == null) {
      return null;
    }
    Map<String, YamlNode> fields = written.fields("most", "within");
    YamlNode within = written.required(fields, "within");
    if (within.duration().compareTo(LONGEST) > 0 || within.duration().isZero()) {
      throw within.refused("expected a time of at most 365d, found \"" + within.text() + "\"");
    }
    return new Budget.Limit(money(written.required(fields, "most"), amount), within.duration());
  }

  private static Budget.Asking asking(
      Map<String, YamlNode> fields, Budget.@Nullable Amount amount) {
    for (String field : List.of("approve-above", "short", "at-least", "answer-within")) {
      if (amount == null && fields.containsKey(field)) {
        throw Objects.requireNonNull(fields.get(field))
            .refused("expected no such line: without an amount it covers everybody");
      }
    }
    YamlNode above = fields.get("approve-above");
    YamlNode atLeast = fields.get("at-least");
    YamlNode within = fields.get("answer-within");
    return new Budget.Asking(
        above == null ? null : money(above, amount),
        texts(fields.get("approvers")),
        texts(fields.get("deputies")),
        choices(fields.get("short"), amount),
        atLeast == null ? null : money(atLeast, amount),
        within == null ? USUAL.answerWithin() : within.duration());
  }

  private static List<Resolution> choices(
      @Nullable YamlNode written, Budget.@Nullable Amount amount) {
    if (written == null) {
      return USUAL.choices();
    }
    List<Resolution> choices = new ArrayList<>();
    for (YamlNode item : written.items()) {
      Resolution choice =
          Resolution.of(item.text())
              .filter(one -> one != Resolution.GRANT)
              .orElseThrow(
                  () ->
                      item.refused(
                          "expected top-up, smaller, next-period or drop, found \""
                              + item.text()
                              + "\""
                              + Spelling.hint(item.text(), Resolution.words())));
      if (choice == Resolution.NEXT_PERIOD
          && amount != null
          && amount.per() == Budget.Period.TOTAL) {
        throw item.refused(
            "this budget has no next period: expected a line per: month, for example");
      }
      choices.add(choice);
    }
    return List.copyOf(choices);
  }

  /** How much staff of a role may grant, by the role's word. */
  static Map<String, Money> mayGrant(@Nullable YamlNode written) {
    Map<String, Money> most = new LinkedHashMap<>();
    if (written != null) {
      written
          .fields("author", "approver", "operator")
          .forEach((role, amount) -> most.put(role, money(amount)));
    }
    return Collections.unmodifiableMap(most);
  }

  private static Money money(YamlNode written, Budget.@Nullable Amount amount) {
    Money money = money(written);
    if (amount != null && !money.currency().equals(amount.money().currency())) {
      throw written.refused(
          "expected an amount of "
              + amount.money().currency()
              + " like the budget's, found \""
              + written.text()
              + "\"");
    }
    return money;
  }

  /** Reads {@code 500 EUR}. */
  static Money money(YamlNode written) {
    String[] parts = written.text().split("\\s+", -1);
    String problem = "expected an amount such as 500 EUR";
    if (parts.length == 2) {
      try {
        Money money = Money.of(parts[0], parts[1]);
        if (money.positive()) {
          return money;
        }
      } catch (IllegalArgumentException noMoney) {
        problem = String.valueOf(noMoney.getMessage());
      }
    }
    throw written.refused(
        problem.contains("found") ? problem : problem + ", found \"" + written.text() + "\"");
  }

  private static List<String> texts(@Nullable YamlNode written) {
    return written == null ? List.of() : written.items().stream().map(YamlNode::text).toList();
  }
}
