package org.beforehand.decide;

import java.time.Instant;
import java.util.Comparator;
import org.beforehand.customer.Dossier;

/** A colleague has silenced such messages for a while. The last of several silences counts. */
final class SilenceGate implements Gate {
  @Override
  public String name() {
    return "silence";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    return policy.now().silences().over(candidate, dossier, at).stream()
        .map(one -> one.release(dossier.customer()))
        .max(Comparator.naturalOrder())
        .<Verdict>map(until -> new Verdict.Hold(until, Reason.SILENCED))
        .orElse(new Verdict.Send(candidate));
  }
}
