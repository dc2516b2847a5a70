package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Contact;

/** The frequency caps: any window of the stated length that holds the due time must have room. */
final class CapGate implements Gate {
  @Override
  public String name() {
    return "cap";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    for (ContactPolicy.Cap cap : policy.caps()) {
      if (cap.purposes().contains(candidate.purpose()) && !room(cap, candidate, dossier)) {
        return new Verdict.Drop(Reason.CAP_REACHED);
      }
    }
    return new Verdict.Send(candidate);
  }

  private static boolean room(ContactPolicy.Cap cap, Candidate candidate, Dossier dossier) {
    List<Instant> others =
        dossier.history().contacts().stream()
            .filter(
                contact ->
                    contact.state().counts()
                        && cap.purposes().contains(contact.purpose())
                        && (contact.id() != candidate.outreach() || contact.id() == 0))
            .map(Contact::at)
            .toList();
    if (!fits(cap, candidate.due(), candidate.due(), others)) {
      return false;
    }
    // A contact already planned for later ends a window of its own that this one would be in.
    Duration within = cap.within();
    return others.stream()
        .filter(
            other -> other.isAfter(candidate.due()) && other.isBefore(candidate.due().plus(within)))
        .allMatch(end -> fits(cap, candidate.due(), end, others));
  }

  private static boolean fits(
      ContactPolicy.Cap cap, Instant due, Instant end, List<Instant> others) {
    Instant from = end.minus(cap.within());
    long inside =
        others.stream().filter(other -> other.isAfter(from) && !other.isAfter(end)).count();
    return inside + 1 <= cap.most() || !due.isAfter(from);
  }
}
