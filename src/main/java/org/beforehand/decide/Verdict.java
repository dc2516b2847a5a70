package org.beforehand.decide;

import java.time.Instant;

/** What one gate says. */
public sealed interface Verdict {

  /** Go on, with the candidate as it now is. */
  record Send(Candidate candidate) implements Verdict {}

  /** Not before {@code until}. */
  record Hold(Instant until, Reason reason) implements Verdict {}

  /**
   * Not before it is known what became of an earlier outreach.
   *
   * @param outreach the earlier one
   * @param ifTold whether this one is wanted if the earlier one reached the customer, or if not
   */
  record Await(long outreach, boolean ifTold, Reason reason) implements Verdict {}

  /** Not before its money is known to be there, or somebody has agreed. */
  record Ask(Reason reason) implements Verdict {}

  /** Not at all. */
  record Drop(Reason reason) implements Verdict {}
}
