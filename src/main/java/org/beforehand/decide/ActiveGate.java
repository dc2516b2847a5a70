package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/** Only campaigns that decide (live, and shadows) and nobody stopped, only living people. */
final class ActiveGate implements Gate {
  @Override
  public String name() {
    return "active";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (policy.now().stopped().stops(candidate.campaign().name())) {
      return new Verdict.Drop(Reason.SWITCHED_OFF);
    }
    Campaign.Status status = candidate.campaign().status();
    if (status != Campaign.Status.LIVE && status != Campaign.Status.SHADOW) {
      return new Verdict.Drop(Reason.NOT_LIVE);
    }
    return dossier.customer().deceased()
        ? new Verdict.Drop(Reason.DECEASED)
        : new Verdict.Send(candidate);
  }
}
