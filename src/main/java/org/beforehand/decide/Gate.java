package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/** One question every proposal must pass. Pure: the same question has the same answer. */
interface Gate {

  /** The name stored with its verdicts, such as {@code consent}. */
  String name();

  /**
   * @param at the business instant at which it is asked
   */
  Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at);
}
