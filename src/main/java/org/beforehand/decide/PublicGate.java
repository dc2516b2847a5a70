package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Act;

/** What is published is about an outage, and a trial publishes nothing: everybody would see it. */
final class PublicGate implements Gate {
  @Override
  public String name() {
    return "public";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (!(candidate.proposal() instanceof Act.Notice)) {
      return new Verdict.Send(candidate);
    }
    if (candidate.incident() == null) {
      return new Verdict.Drop(Reason.NO_INCIDENT);
    }
    return policy.now().onlyTo().equals(OnlyTo.EVERYBODY)
        ? new Verdict.Send(candidate)
        : new Verdict.Drop(Reason.NOT_IN_TRIAL);
  }
}
