package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.PhoneNumber;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;

/** Never on a suppressed address; of the rest, those the customer can be reached on. */
final class ReachGate implements Gate {

  @Override
  public String name() {
    return "suppression";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    List<Channel> reachable =
        candidate.channels().stream()
            .filter(channel -> reaches(channel, dossier.customer(), policy))
            .toList();
    if (reachable.isEmpty()) {
      return new Verdict.Drop(Reason.UNREACHABLE);
    }
    List<Channel> allowed =
        reachable.stream().filter(channel -> !dossier.suppressed().contains(channel)).toList();
    return allowed.isEmpty()
        ? new Verdict.Drop(Reason.SUPPRESSED)
        : new Verdict.Send(candidate.on(allowed));
  }

  private static boolean reaches(Channel channel, Customer customer, ContactPolicy policy) {
    String phone = customer.phone();
    return switch (channel) {
      case EMAIL -> customer.email() != null;
      // An agent makes something of a number that no network would.
      case CALL -> phone != null;
      // Where somebody lives is in the company's own books, by their name.
      case NOTE -> customer.name() != null;
      case SMS -> phone != null && PhoneNumber.e164(phone, policy.countryOf(customer)) != null;
    };
  }
}
