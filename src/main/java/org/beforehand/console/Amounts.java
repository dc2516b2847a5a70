package org.beforehand.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.fact.Money;

/** Amounts of money as they are written in requests. */
final class Amounts {

  /** No more digits than anybody gives: a number with an exponent could be of any length. */
  private static final Pattern AMOUNT = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,4})?) (\\S{1,10})");

  private Amounts() {}

  /** Such as {@code 500 EUR}. */
  static Money read(Asked asked, String name) {
    Matcher written = AMOUNT.matcher(asked.text(name).strip());
    if (!written.matches()) {
      throw asked.wrong(name, "an amount such as 500 EUR");
    }
    try {
      return Money.of(written.group(1), written.group(2));
    } catch (IllegalArgumentException noMoney) {
      throw Asked.wrong(name + ": " + noMoney.getMessage());
    }
  }
}
