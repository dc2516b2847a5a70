package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/**
 * A campaign that only shadows sends nothing. It stands last, so that its drop says what would have
 * happened: every other gate had said go, at the candidate's due time. Nothing is put, so no key is
 * used up and nobody's cap is touched.
 */
final class ShadowGate implements Gate {
  @Override
  public String name() {
    return "active";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    return candidate.campaign().status() == Campaign.Status.SHADOW
        ? new Verdict.Drop(Reason.SHADOW)
        : new Verdict.Send(candidate);
  }
}
