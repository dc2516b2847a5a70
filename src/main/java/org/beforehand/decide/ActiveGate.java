package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/** Only live campaigns, only living people. */
final class ActiveGate implements Gate {
  @Override
  public String name() {
    return "active";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (candidate.campaign().status() != Campaign.Status.LIVE) {
      return new Verdict.Drop(Reason.NOT_LIVE);
    }
    return dossier.customer().deceased()
        ? new Verdict.Drop(Reason.DECEASED)
        : new Verdict.Send(candidate);
  }
}
