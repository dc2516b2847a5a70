package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.fact.Proposal;
import org.jspecify.annotations.Nullable;

/** What one gate says. */
public sealed interface Verdict {

  /** Go on, with the candidate as it now is. */
  record Send(Candidate candidate) implements Verdict {}

  /**
   * Not before {@code until}.
   *
   * @param moment the bad moment that holds it, by its name in the policy; null where none does
   */
  record Hold(Instant until, Reason reason, @Nullable String moment) implements Verdict {
    Hold(Instant until, Reason reason) {
      this(until, reason, null);
    }
  }

  /**
   * Not before it is known what became of an earlier outreach.
   *
   * @param outreach the earlier one
   * @param ifTold whether this one is wanted if the earlier one reached the customer, or if not
   */
  record Await(long outreach, boolean ifTold, Reason reason) implements Verdict {}

  /** Not before its money is known to be there, or somebody has agreed. */
  record Ask(Reason reason) implements Verdict {}

  /**
   * Not at all.
   *
   * @param moment the bad moment that it met, by its name in the policy; null where it met none
   */
  record Drop(Reason reason, @Nullable String moment) implements Verdict {
    Drop(Reason reason) {
      this(reason, null);
    }
  }

  /**
   * Not this, but a call by a colleague.
   *
   * @param moment the bad moment that it met, by its name in the policy
   */
  record Instead(Proposal.Call call, String moment) implements Verdict {}
}
