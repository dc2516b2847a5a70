package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.beforehand.fact.GestureKind;
import org.beforehand.goodwill.Handover;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the policy says of things that are done before they are said. */
class HandoverFileTest {

  private static ContactPolicy with(String lines) {
    return ContactPolicy.read(
        "company: {name: Fjordlink, zone: Europe/Oslo}\nwindows: [{hours: any}]\n" + lines);
  }

  @Test
  void what_is_not_said_is_as_usual() {
    assertThat(with("").handover()).isEqualTo(Handover.NONE);
    Handover handover = with("fulfilment: {kinds: [voucher], wait: 2m}").handover();
    assertThat(handover.kinds()).isEqualTo(Set.of(GestureKind.VOUCHER));
    assertThat(handover.firstWait()).isEqualTo(Duration.ofMinutes(2));
    assertThat(handover.tries()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fulfilment: {kinds: [cash]}               | expected one of credit, discount, voucher",
        "fulfilment: {tries: 3}                    | kinds",
        "fulfilment: {kinds: [credit], tries: 0}   | from 1 to 100",
        "fulfilment: {kinds: [credit], wait: 0m}   | expected more than nothing, such as 1m",
        "may-grant: {lead: 5 EUR}                  | lead",
        "may-grant: {approver: much}               | expected an amount such as 500 EUR",
      })
  void what_cannot_be_meant_is_said_with_its_line(String lines, String said) {
    assertThatThrownBy(() -> with(lines))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:3")
        .hasMessageContaining(said);
  }
}
