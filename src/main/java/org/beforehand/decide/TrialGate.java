package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Channel;

/** In a trial, only the addresses that were named; whoever has none of them is left alone. */
final class TrialGate implements Gate {
  @Override
  public String name() {
    return "trial";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    List<Channel> named =
        candidate.channels().stream()
            .filter(channel -> policy.now().onlyTo().admits(channel, dossier.customer()))
            .toList();
    return named.isEmpty()
        ? new Verdict.Drop(Reason.NOT_IN_TRIAL)
        : new Verdict.Send(candidate.on(named));
  }
}
