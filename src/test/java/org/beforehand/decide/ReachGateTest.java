package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;

import java.util.List;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

/** By which of the channels it may take a customer is reached. */
class ReachGateTest {

  private static Verdict judged(Channel... channels) {
    Candidate candidate = Cases.candidate(Purpose.CARE, AT).on(List.of(channels));
    return new ReachGate().judge(candidate, Cases.dossier(), Cases.policy(), AT);
  }

  @Test
  void a_channel_without_an_address_reaches_nobody() {
    assertThat(judged(Channel.CALL)).isEqualTo(new Verdict.Drop(Reason.UNREACHABLE));
  }
}
