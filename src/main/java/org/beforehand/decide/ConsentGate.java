package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Purpose;

/**
 * The customer's latest word on the purpose, or the policy's where there is none. A word on single
 * channels leaves those that it allows.
 */
final class ConsentGate implements Gate {
  @Override
  public String name() {
    return "consent";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Purpose purpose = candidate.purpose();
    if (purpose == Purpose.REQUESTED) {
      return new Verdict.Send(candidate);
    }
    Consent any = dossier.consents().get(purpose);
    boolean otherwise = any == null ? policy.consentByDefault().contains(purpose) : any.granted();
    Map<Channel, Consent> byChannel = dossier.byChannel().getOrDefault(purpose, Map.of());
    List<Channel> left =
        candidate.channels().stream()
            .filter(
                channel -> {
                  Consent word = byChannel.get(channel);
                  return word == null ? otherwise : word.granted();
                })
            .toList();
    if (!left.isEmpty() || otherwise && candidate.channels().isEmpty()) {
      return new Verdict.Send(candidate.on(left));
    }
    boolean neverAsked =
        any == null && candidate.channels().stream().noneMatch(byChannel::containsKey);
    return new Verdict.Drop(neverAsked && !otherwise ? Reason.NO_OPT_IN : Reason.OPTED_OUT);
  }
}
