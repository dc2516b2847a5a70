package org.beforehand.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.beforehand.fact.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An amount is written as people write it. */
class SpokenMoneyTest {

  @ParameterizedTest
  @CsvSource({
    "en, 100, NOK, NOK 100",
    "en, 49.50, EUR, €49.50",
    "nb, 100, NOK, 100 kr",
    "nb-NO, '49.50', NOK, '49,50 kr'",
    "nb, 100, SEK, 100 SEK",
    "sv-SE, 100, SEK, 100 kr",
    "fi, 9.50, EUR, '9,50 €'",
    "et-EE, 10, EUR, 10 €",
    "zh, 100, CNY, 100 元",
    "zh-CN, 100, NOK, 100 挪威克朗"
  })
  void an_amount_is_written_as_people_write_it(
      String locale, String amount, String currency, String spoken) {
    assertThat(SpokenMoney.of(Money.of(amount, currency), Locale.forLanguageTag(locale)))
        .isEqualTo(spoken);
  }
}
