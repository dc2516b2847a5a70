package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A time for which somebody has silenced some messages: they wait until it is over.
 *
 * @param id 0 before it is stored
 * @param from the first instant
 * @param until the instant after the last, as it was when it was made
 */
public record Silence(
    long id, Matcher matcher, Instant from, Instant until, String who, String why) {

  /** The longest there may be: who wants more has to say so again. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** What waited leaves within so long after the end, each customer at a time of their own. */
  public static final Duration SPREAD = Duration.ofMinutes(30);

  /**
   * Which messages: those that everything given fits. What customers asked for never is among them,
   * and what they need to know only where its purpose is named.
   *
   * @param scope what a customer depends on, such as {@code area:7010}
   */
  public record Matcher(
      @Nullable String campaign,
      @Nullable Purpose purpose,
      @Nullable Channel channel,
      @Nullable String scope,
      @Nullable String customer,
      @Nullable String tier) {

    /** Whether it says nothing, and so means everything. */
    public boolean empty() {
      return campaign == null
          && purpose == null
          && channel == null
          && scope == null
          && customer == null
          && tier == null;
    }

    private boolean fits(Candidate candidate, Customer whom) {
      Purpose its = candidate.purpose();
      return its != Purpose.REQUESTED
          && (its != Purpose.SERVICE || purpose == Purpose.SERVICE)
          && (purpose == null || purpose == its)
          && (campaign == null || campaign.equals(candidate.campaign().name()))
          && (channel == null || !candidate.channels().isEmpty() && channel == candidate.channel())
          && (scope == null || whom.scopes().contains(scope))
          && (customer == null || customer.equals(whom.id()))
          && (tier == null || tier.equals(whom.tier()));
    }
  }

  /** Whether it holds this message at this instant. */
  boolean holds(Candidate candidate, Dossier dossier, Instant at) {
    return !at.isBefore(from) && at.isBefore(until) && matcher.fits(candidate, dossier.customer());
  }

  /** When what it holds may leave. */
  Instant release(Customer customer) {
    return until.plus(BadMoment.share(SPREAD, customer));
  }
}
