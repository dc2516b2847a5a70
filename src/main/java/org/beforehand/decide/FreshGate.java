package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/** Old news is remembered, not told. A stage of an incident is news until the incident ends. */
final class FreshGate implements Gate {
  @Override
  public String name() {
    return "fresh";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    boolean stale =
        candidate.stage() == null
            && !candidate.askedAgain()
            && candidate
                .eventTime()
                .plus(candidate.campaign().freshness().of(candidate.trigger()))
                .isBefore(at);
    return stale ? new Verdict.Drop(Reason.STALE) : new Verdict.Send(candidate);
  }
}
