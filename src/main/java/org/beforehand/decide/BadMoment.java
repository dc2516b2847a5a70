package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Action;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Span;
import org.jspecify.annotations.Nullable;

/**
 * A time at which a customer is better left alone.
 *
 * @param trouble what it is
 * @param muted what is not said then
 * @param then what becomes of a message that meets it
 */
record BadMoment(String name, Trouble trouble, Muted muted, Then then) {

  /** What becomes of a message that meets a bad moment. */
  sealed interface Then {}

  /**
   * It waits until it is over.
   *
   * @param spread over how long messages leave once it is over, each customer at a time of their
   *     own
   * @param again after how long to look again while nobody knows when it will be over, or it may be
   *     over sooner than is known
   */
  record Release(Duration spread, Duration again) implements Then {}

  /** It is not sent. */
  record Drop() implements Then {}

  /**
   * A colleague calls instead, with the same message's script.
   *
   * @param skill what the colleague must know
   * @param within how soon, counted from the first hour at which the customer may be called
   */
  record Call(String skill, Span within) implements Then {

    Proposal.Call insteadOf(Proposal proposal) {
      return new Proposal.Call(((Proposal.Spoken) proposal).message(), skill, within);
    }
  }

  /** A campaign that is named, and in which line of the policy. */
  record Named(String campaign, int line) {}

  /**
   * What is not said: these purposes and these actions, but by campaigns that are the very answer
   * to the moment. What customers asked for or need to know is always said.
   */
  record Muted(Set<Purpose> purposes, Set<Action> actions, List<Named> but) {

    /** Whether anything that this campaign does may be among it. */
    boolean mayBe(Campaign campaign) {
      return !campaign.purpose().urgent()
          && (purposes.contains(campaign.purpose()) || !actions.isEmpty())
          && but.stream().noneMatch(one -> one.campaign().equals(campaign.name()));
    }

    boolean has(Candidate candidate) {
      return mayBe(candidate.campaign())
          && (purposes.contains(candidate.purpose())
              || actions.contains(candidate.proposal().action()));
    }
  }

  /**
   * What it says of a message.
   *
   * @param at when it is asked
   */
  Verdict judge(Candidate candidate, Dossier dossier, Instant at) {
    Trouble.Lasts lasts = muted.has(candidate) ? trouble.in(dossier, candidate, at) : Trouble.OVER;
    if (lasts instanceof Trouble.Over) {
      return new Verdict.Send(candidate);
    }
    if (then instanceof Release release) {
      return waits(release, lasts, candidate, dossier.customer(), at);
    }
    Instant end = end(lasts);
    if (end != null && !end.isAfter(at)) {
      return new Verdict.Send(candidate);
    }
    if (!(then instanceof Call call)) {
      return new Verdict.Drop(trouble.reason(), name);
    }
    // A call is what is wanted then, whoever asked for it.
    return candidate.proposal() instanceof Proposal.Call
        ? new Verdict.Send(candidate)
        : new Verdict.Instead(call.insteadOf(candidate.proposal()), name);
  }

  private Verdict waits(
      Release release, Trouble.Lasts lasts, Candidate candidate, Customer whom, Instant at) {
    Instant end = end(lasts);
    Instant until =
        end == null ? at.plus(release.again()) : end.plus(share(release.spread(), whom));
    if (lasts instanceof Trouble.AtMost && until.isAfter(at.plus(release.again()))) {
      until = at.plus(release.again());
    }
    return until.isAfter(at)
        ? new Verdict.Hold(until, trouble.reason(), name)
        : new Verdict.Send(candidate);
  }

  private static @Nullable Instant end(Trouble.Lasts lasts) {
    if (lasts instanceof Trouble.AtMost most) {
      return most.end();
    }
    return lasts instanceof Trouble.Until known ? known.end() : null;
  }

  /** A customer's own part of a time, always the same one. */
  static Duration share(Duration of, Customer customer) {
    double place = (Customer.hash(customer.id()) >>> 11) / (double) (1L << 53);
    return Spread.share(of, place);
  }
}
