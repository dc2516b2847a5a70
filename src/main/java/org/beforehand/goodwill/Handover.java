package org.beforehand.goodwill;

import java.time.Duration;
import java.util.Set;
import org.beforehand.fact.GestureKind;

/**
 * What is handed to a route to be done before a message says that it is done, as {@code
 * contact-policy.yaml} says it.
 *
 * @param kinds the kinds of gesture this is so for; the others are done when they are said
 * @param tries how often it is tried before a colleague has to look
 * @param firstWait how long after the first try that failed there is another; each time twice as
 *     long
 * @param longestWait the longest of these waits
 * @param answerWithin how soon an answer has to come that is to come later; then we ask again
 */
public record Handover(
    Set<GestureKind> kinds,
    int tries,
    Duration firstWait,
    Duration longestWait,
    Duration answerWithin) {

  /** What holds where nothing is said. */
  public static final Handover NONE =
      new Handover(Set.of(), 8, Duration.ofMinutes(1), Duration.ofHours(6), Duration.ofHours(24));

  /** How long after that try, counted from 1, the next one is. */
  Duration waitAfter(int tried) {
    Duration next = firstWait;
    for (int n = 1; n < tried && next.compareTo(longestWait) < 0; n++) {
      next = next.multipliedBy(2);
    }
    return next.compareTo(longestWait) < 0 ? next : longestWait;
  }
}
