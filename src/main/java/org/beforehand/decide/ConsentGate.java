package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Purpose;

/** The customer's latest word on the purpose, or the policy's where there is none. */
final class ConsentGate implements Gate {
  @Override
  public String name() {
    return "consent";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Purpose purpose = candidate.purpose();
    if (purpose == Purpose.REQUESTED) {
      return new Verdict.Send(candidate);
    }
    Consent consent = dossier.consents().get(purpose);
    if (consent == null) {
      return policy.consentByDefault().contains(purpose)
          ? new Verdict.Send(candidate)
          : new Verdict.Drop(Reason.NO_OPT_IN);
    }
    return consent.granted() ? new Verdict.Send(candidate) : new Verdict.Drop(Reason.OPTED_OUT);
  }
}
