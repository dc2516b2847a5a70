package org.beforehand.decide;

import java.util.Comparator;
import org.beforehand.fact.Action;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Purpose;

/**
 * Which of two messages to one customer goes first: the higher purpose, then the campaign's
 * priority; and where both are the same, the names, so that it never hangs on which came first.
 */
record Rank(Purpose purpose, int priority, String campaign, String key, Action action)
    implements Comparable<Rank> {

  private static final Comparator<Rank> ORDER =
      Comparator.comparing(Rank::purpose)
          .thenComparing(rank -> -rank.priority)
          .thenComparing(Rank::campaign)
          .thenComparing(Rank::key)
          .thenComparing(Rank::action);

  static Rank of(Candidate candidate) {
    return new Rank(
        candidate.purpose(),
        candidate.campaign().priority(),
        candidate.campaign().name(),
        candidate.key(),
        candidate.proposal().action());
  }

  static Rank of(Contact contact) {
    return new Rank(
        contact.purpose(), contact.priority(), contact.campaign(), contact.key(), contact.action());
  }

  /** Lower is first. */
  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
