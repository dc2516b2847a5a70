package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/**
 * Some are left out on purpose, to see what contacting the others does. It stands behind every gate
 * that could say no: whoever is held out would have been contacted, so that the two groups differ
 * in nothing else. What was put before somebody came to be held out still leaves.
 */
final class HoldoutGate implements Gate {
  @Override
  public String name() {
    return "holdout";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Campaign campaign = candidate.campaign();
    String customer = dossier.customer().id();
    if (candidate.askedAgain() || !campaign.purpose().mayExperiment()) {
      return new Verdict.Send(candidate);
    }
    // First, so that neither side of a campaign's own comparison holds any of these.
    if (policy.holdout().holds(Holdout.EVERY_CAMPAIGN, customer)) {
      return new Verdict.Drop(Reason.GLOBAL_HOLDOUT);
    }
    return campaign.experiment().holdout().holds(campaign.name(), customer)
        ? new Verdict.Drop(Reason.HOLDOUT)
        : new Verdict.Send(candidate);
  }
}
