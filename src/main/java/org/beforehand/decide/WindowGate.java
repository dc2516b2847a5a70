package org.beforehand.decide;

import java.time.Instant;
import java.time.ZoneId;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;

/**
 * The sending window, in the customer's own zone. Outside it the message waits for the next
 * opening, and leaves at the customer's own place in the time that is left for all that waited;
 * nothing is sent early because it was late.
 */
final class WindowGate implements Gate {
  @Override
  public String name() {
    return "window";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (candidate.purpose() == Purpose.REQUESTED) {
      return new Verdict.Send(candidate);
    }
    Customer customer = dossier.customer();
    ZoneId zone = policy.zoneOf(customer);
    OpenHours hours = policy.hours(candidate.purpose(), candidate.channel(), customer);
    Instant due = candidate.due().isBefore(at) ? at : candidate.due();
    Instant opens = hours.opening(due);
    Instant expires = candidate.campaign().expires(opens, at, zone);
    if (!candidate.askedAgain() && opens.isAfter(expires)) {
      return new Verdict.Drop(Reason.EXPIRED);
    }
    double place = Spread.place(customer.id());
    if (opens.isAfter(due)) {
      Instant turn = hours.spread(opens, policy.spread().opening(), expires, place);
      return new Verdict.Hold(turn, Reason.QUIET_HOURS);
    }
    if (!candidate.askedAgain() && candidate.ofSchedule()) {
      Instant turn = hours.spread(due, policy.spread().schedule(), expires, place);
      return turn.isAfter(due)
          ? new Verdict.Hold(turn, Reason.SPREAD)
          : new Verdict.Send(candidate);
    }
    return new Verdict.Send(candidate);
  }
}
