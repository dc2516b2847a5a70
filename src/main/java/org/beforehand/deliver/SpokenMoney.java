package org.beforehand.deliver;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.beforehand.fact.Money;

/** An amount as one would write it in the language: {@code 100 kr}, {@code 9,50 €}. */
final class SpokenMoney {

  private static final Map<String, String> SIGNS = Map.of("EUR", "€", "GBP", "£", "USD", "$");

  /** What people call the money of their own country. */
  private static final Map<String, String> OWN =
      Map.of(
          "nb NOK", "kr", "nn NOK", "kr", "no NOK", "kr", "sv SEK", "kr", "da DKK", "kr.", "zh CNY",
          "元", "zh EUR", "欧元");

  private SpokenMoney() {}

  static String of(Money money, Locale locale) {
    String language = locale.getLanguage();
    String own = OWN.get(language + " " + money.currency());
    String sign = SIGNS.getOrDefault(money.currency(), money.currency());
    return switch (language) {
      case "en" -> sign + (sign.length() == 1 ? "" : " ") + money.plain();
      case "zh" -> money.plain() + " " + (own == null ? name(money.currency(), locale) : own);
      default -> money.plain().replace('.', ',') + " " + (own == null ? sign : own);
    };
  }

  private static String name(String currency, Locale locale) {
    return Currency.getInstance(currency).getDisplayName(locale);
  }
}
