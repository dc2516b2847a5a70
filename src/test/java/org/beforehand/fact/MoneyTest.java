package org.beforehand.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Money is exact, or it is refused. */
class MoneyTest {

  @Test
  void ten_is_ten_however_it_is_written() {
    assertThat(Money.of("10", "NOK")).isEqualTo(Money.of("10.00", "NOK")).hasToString("10 NOK");
    assertThat(Money.of("100", "NOK")).hasToString("100 NOK");
    assertThat(Money.of("49.50", "EUR")).hasToString("49.50 EUR");
    assertThat(Money.of("0.10", "EUR").plus(Money.of("0.20", "EUR")))
        .isEqualTo(Money.of("0.30", "EUR"));
  }

  @Test
  void what_is_no_money_is_refused() {
    assertThatThrownBy(() -> Money.of("10", "XXY")).hasMessageContaining("a currency such as NOK");
    assertThatThrownBy(() -> Money.of("10.005", "NOK")).hasMessageContaining("at most 2 decimals");
    assertThatThrownBy(() -> Money.of("10.5", "JPY")).hasMessageContaining("at most 0 decimals");
    assertThatThrownBy(() -> Money.of("ten", "NOK")).hasMessageContaining("an amount such as");
    assertThatThrownBy(() -> Money.of("1", "NOK").plus(Money.of("1", "SEK")))
        .hasMessageContaining("do not add up");
    assertThatThrownBy(() -> new Proposal.Gesture("m", Money.zero("NOK")))
        .hasMessageContaining("more than nothing");
  }
}
