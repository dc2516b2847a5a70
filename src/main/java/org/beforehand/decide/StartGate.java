package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/**
 * A campaign that begins small reaches only some. It stands behind the gates that judge the
 * customer, so that its drop says who would be reached if it were widened; and before the holdout,
 * whose groups are to hold only people that the campaign could reach. What was put before leaves.
 */
final class StartGate implements Gate {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    return candidate.askedAgain()
            || policy.now().starts().admit(candidate.campaign().name(), dossier.customer().id())
        ? new Verdict.Send(candidate)
        : new Verdict.Drop(Reason.NOT_YET);
  }
}
