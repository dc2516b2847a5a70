package org.beforehand.decide;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;

/**
 * Never on a suppressed address; of the rest, those the customer can be reached on, by channels for
 * which there is a carrier.
 */
final class ReachGate implements Gate {

  /** Nothing here hands over text messages yet. */
  private static final Set<Channel> CARRIED = EnumSet.of(Channel.EMAIL, Channel.CALL);

  @Override
  public String name() {
    return "suppression";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    List<Channel> carried = candidate.channels().stream().filter(CARRIED::contains).toList();
    if (carried.isEmpty() && !candidate.channels().isEmpty()) {
      return new Verdict.Drop(Reason.NO_CARRIER);
    }
    List<Channel> reachable =
        carried.stream().filter(channel -> reaches(channel, dossier.customer())).toList();
    if (reachable.isEmpty()) {
      return new Verdict.Drop(Reason.UNREACHABLE);
    }
    List<Channel> allowed =
        reachable.stream().filter(channel -> !dossier.suppressed().contains(channel)).toList();
    return allowed.isEmpty()
        ? new Verdict.Drop(Reason.SUPPRESSED)
        : new Verdict.Send(candidate.on(allowed));
  }

  private static boolean reaches(Channel channel, Customer customer) {
    return switch (channel) {
      case EMAIL -> customer.email() != null;
      case SMS, CALL -> customer.phone() != null;
    };
  }
}
