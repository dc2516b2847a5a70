package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.ChannelChoice.Why;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * Puts the channels that are left in order. Consent, suppression and reachability have taken out
 * theirs before. A channel by which the last two messages to this customer came to nothing goes
 * last. For the rest, the order of the rule counts, else that of the campaign. Where neither says
 * anything it is the policy's for that kind of matter; of its channels those that the customer
 * prefers go first, in the customer's order, and among the others those that something was
 * delivered by before. Asked again, the choice stands.
 */
final class ChannelGate implements Gate {

  /** So many in a row, and a channel goes last. */
  private static final int FAILURES = 2;

  private static final Set<OutreachState> FAILED =
      EnumSet.of(OutreachState.BOUNCED, OutreachState.FAILED);
  private static final Set<OutreachState> DELIVERED =
      EnumSet.of(OutreachState.DELIVERED, OutreachState.ANSWERED);
  private static final Set<OutreachState> LEFT =
      EnumSet.of(OutreachState.SENT, OutreachState.COMPLAINED);

  @Override
  public String name() {
    return "channel";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (candidate.askedAgain() || candidate.channels().size() < 2) {
      return new Verdict.Send(candidate);
    }
    List<Channel> written = candidate.channels();
    List<Channel> wished = authors(candidate) ? written : wished(written, dossier);
    List<Channel> chosen =
        wished.stream().sorted(Comparator.comparing(one -> failing(one, dossier))).toList();
    Why why =
        chosen.get(0) == wished.get(0) ? why(candidate, chosen.get(0), dossier) : Why.OTHER_FAILED;
    return new Verdict.Send(
        candidate.by(chosen, new ChannelChoice(why, awaited(candidate, policy))));
  }

  private static boolean authors(Candidate candidate) {
    return !candidate.proposal().channels().isEmpty() || !candidate.campaign().channels().isEmpty();
  }

  private static List<Channel> wished(List<Channel> order, Dossier dossier) {
    List<Channel> preferred = dossier.customer().preferred();
    Comparator<Channel> byWish =
        Comparator.comparing(
            channel -> {
              int place = preferred.indexOf(channel);
              return place < 0 ? preferred.size() : place;
            });
    return order.stream()
        .sorted(byWish.thenComparing(channel -> !delivered(channel, dossier)))
        .toList();
  }

  private static Why why(Candidate candidate, Channel first, Dossier dossier) {
    if (!candidate.proposal().channels().isEmpty()) {
      return Why.RULE;
    }
    if (!candidate.campaign().channels().isEmpty()) {
      return Why.CAMPAIGN;
    }
    if (dossier.customer().preferred().contains(first)) {
      return Why.PREFERRED;
    }
    return first == candidate.channel() ? Why.ORDER : Why.REACHED_BEFORE;
  }

  private static @Nullable Confirmation awaited(Candidate candidate, ContactPolicy policy) {
    if (candidate.campaign().atOnce()) {
      return Confirmation.delivered(Duration.ZERO);
    }
    return candidate.proposal() instanceof Proposal.Message message && message.patience() != null
        ? Confirmation.delivered(message.patience())
        : policy.channels().awaited().get(candidate.purpose());
  }

  /** What came of the last messages by it is known, and it was nothing each time. */
  private static boolean failing(Channel channel, Dossier dossier) {
    List<Boolean> last =
        dossier.history().contacts().stream()
            .flatMap(contact -> failed(contact, channel))
            .limit(FAILURES)
            .toList();
    return last.size() == FAILURES && !last.contains(false);
  }

  /** Whether a contact came to nothing by that channel; nothing where it did not go by it. */
  private static Stream<Boolean> failed(Contact contact, Channel channel) {
    if (contact.missed().contains(channel)) {
      return Stream.of(true);
    }
    boolean known =
        contact.channel() == channel
            && (FAILED.contains(contact.state())
                || DELIVERED.contains(contact.state())
                || LEFT.contains(contact.state()));
    return known ? Stream.of(FAILED.contains(contact.state())) : Stream.empty();
  }

  private static boolean delivered(Channel channel, Dossier dossier) {
    return dossier.history().contacts().stream()
        .anyMatch(contact -> contact.channel() == channel && DELIVERED.contains(contact.state()));
  }
}
