package org.beforehand.fact;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount of one currency; {@code 10} and {@code 10.00} are the same.
 *
 * @param amount with as many decimals as the currency has
 * @param currency its code, such as {@code NOK}
 */
public record Money(BigDecimal amount, String currency) {

  public Money {
    int decimals = decimals(currency);
    try {
      amount = amount.setScale(decimals, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException finer) {
      throw new IllegalArgumentException(
          "expected at most " + decimals + " decimals of " + currency + ", found " + amount, finer);
    }
  }

  /**
   * Reads an amount such as {@code 49.50}.
   *
   * @throws IllegalArgumentException if it is no number, finer than the currency, or the currency
   *     is none
   */
  public static Money of(String amount, String currency) {
    try {
      return new Money(new BigDecimal(amount), currency);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "expected an amount such as 49.50, found \"" + amount + "\"", notANumber);
    }
  }

  /** None of it. */
  public static Money zero(String currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** The sum of two amounts of the same currency. */
  public Money plus(Money other) {
    return new Money(amount.add(in(other).amount), currency);
  }

  /** Whether it is less than another amount of the same currency. */
  public boolean lessThan(Money other) {
    return amount.compareTo(in(other).amount) < 0;
  }

  /** Whether there is any. */
  public boolean positive() {
    return amount.signum() > 0;
  }

  /** The amount without decimals where there are none to tell. */
  public String plain() {
    BigDecimal whole = amount.stripTrailingZeros();
    return (whole.scale() <= 0 ? whole : amount).toPlainString();
  }

  @Override
  public String toString() {
    return plain() + " " + currency;
  }

  private Money in(Money other) {
    if (!other.currency.equals(currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return other;
  }

  private static int decimals(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "expected a currency such as NOK, found \"" + currency + "\"", unknown);
    }
  }
}
