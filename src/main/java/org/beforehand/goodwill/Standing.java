package org.beforehand.goodwill;

import java.math.BigDecimal;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stands in one period.
 *
 * @param toppedUp what was added to what the policy gives it
 * @param reserved for what was decided and has not left yet
 * @param spent on what has left
 */
public record Standing(
    Budget.Account account, BigDecimal toppedUp, BigDecimal reserved, BigDecimal spent) {

  /** One of which nothing was taken. */
  public static Standing untouched(Budget.Account account) {
    return new Standing(account, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /**
   * What is left of it, given that budget; below nothing where the policy gives it less than it
   * did. Null where it covers everybody.
   */
  public @Nullable BigDecimal left(Budget budget) {
    Budget.Amount amount = budget.amount();
    return amount == null
        ? null
        : amount.money().amount().add(toppedUp).subtract(reserved).subtract(spent);
  }

  /** An amount of its currency. */
  public Money money(BigDecimal amount) {
    return new Money(amount, account.currency());
  }
}
