package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Purpose;

/** A rule asked for silence of this purpose for a while. What the customer requested is said. */
final class MuteGate implements Gate {
  @Override
  public String name() {
    return "mute";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Instant until = dossier.mutes().get(candidate.purpose());
    return until != null && at.isBefore(until) && candidate.purpose() != Purpose.REQUESTED
        ? new Verdict.Drop(Reason.MUTED)
        : new Verdict.Send(candidate);
  }
}
