package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;

import org.beforehand.customer.Dossier;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

/** The customer's word counts, purpose by purpose; the policy's where there is none. */
class ConsentGateTest {

  private static Verdict judge(Purpose purpose, Dossier dossier) {
    return new ConsentGate().judge(Cases.candidate(purpose, AT), dossier, Cases.policy(), AT);
  }

  @Test
  void a_no_to_one_purpose_is_no_to_that_purpose_only() {
    for (Purpose no : Purpose.values()) {
      for (Purpose asked : Purpose.values()) {
        boolean dropped = judge(asked, Cases.saying(no, false)) instanceof Verdict.Drop;
        boolean expected = asked == Purpose.MARKETING || asked == no && no != Purpose.REQUESTED;
        assertThat(dropped).as("no to %s, asked for %s", no, asked).isEqualTo(expected);
      }
    }
    assertThat(judge(Purpose.CARE, Cases.saying(Purpose.CARE, false)))
        .isEqualTo(new Verdict.Drop(Reason.OPTED_OUT));
  }

  @Test
  void without_a_word_marketing_needs_a_yes_and_the_rest_does_not() {
    assertThat(judge(Purpose.MARKETING, Cases.dossier()))
        .isEqualTo(new Verdict.Drop(Reason.NO_OPT_IN));
    assertThat(judge(Purpose.GOODWILL, Cases.dossier())).isInstanceOf(Verdict.Send.class);
    assertThat(judge(Purpose.SERVICE, Cases.dossier())).isInstanceOf(Verdict.Send.class);
  }

  @Test
  void a_yes_is_a_yes() {
    assertThat(judge(Purpose.MARKETING, Cases.saying(Purpose.MARKETING, true)))
        .isInstanceOf(Verdict.Send.class);
  }
}
