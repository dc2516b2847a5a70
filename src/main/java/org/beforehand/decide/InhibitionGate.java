package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;

/**
 * A bad moment, such as an outage or a complaint, is none for a good wish or an offer. Where
 * several hold a message, the last of them to end counts; one that drops it counts before those
 * that hold, and before one in which a colleague calls instead.
 */
final class InhibitionGate implements Gate {
  @Override
  public String name() {
    return "inhibition";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Verdict.Hold longest = null;
    Verdict.Instead instead = null;
    for (BadMoment moment : policy.badMoments()) {
      Verdict verdict = moment.judge(candidate, dossier, at);
      if (verdict instanceof Verdict.Drop) {
        return verdict;
      }
      if (verdict instanceof Verdict.Instead call && instead == null) {
        instead = call;
      }
      if (verdict instanceof Verdict.Hold hold
          && (longest == null || hold.until().isAfter(longest.until()))) {
        longest = hold;
      }
    }
    if (instead != null) {
      return instead;
    }
    return longest == null
        ? new Verdict.Send(candidate)
        : waits(longest, candidate, dossier, policy, at);
  }

  /** What would be stale by then is not even held. */
  private static Verdict waits(
      Verdict.Hold hold, Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    return !candidate.askedAgain()
            && hold.until()
                .isAfter(
                    candidate
                        .campaign()
                        .expires(candidate.due(), at, policy.zoneOf(dossier.customer())))
        ? new Verdict.Drop(hold.reason(), hold.moment())
        : hold;
  }
}
