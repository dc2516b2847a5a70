package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Purpose;

/**
 * The frequency caps: any window of the stated length that holds the due time must have room.
 *
 * <p>Where contact gathers, what waits and ranks below the candidate does not count when it is
 * first decided: it will have to give way. What then remains is counted in the order of the ranks
 * when all that waits is settled ({@link Arbitration}), and once more before it leaves.
 */
final class CapGate implements Gate {
  @Override
  public String name() {
    return "cap";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    boolean displaces = !candidate.askedAgain() && policy.gathering().of(candidate.purpose());
    for (ContactPolicy.Cap cap : policy.caps()) {
      if (cap.concerns(candidate.purpose(), candidate.channel())) {
        List<Contact> counted =
            dossier.history().contacts().stream()
                .filter(
                    contact ->
                        contact.state().counts()
                            && cap.concerns(contact.purpose(), contact.channel())
                            && (contact.id() != candidate.outreach() || contact.id() == 0)
                            && !(displaces && givesWay(contact, candidate, at)))
                .toList();
        if (!room(cap, candidate, counted)) {
          return new Verdict.Drop(Reason.CAP_REACHED);
        }
      }
    }
    return new Verdict.Send(candidate);
  }

  private static boolean givesWay(Contact contact, Candidate candidate, Instant at) {
    return contact.state().waiting()
        && contact.at().isAfter(at)
        && !contact.purpose().urgent()
        && Rank.of(candidate).compareTo(Rank.of(contact)) < 0;
  }

  private static boolean room(ContactPolicy.Cap cap, Candidate candidate, List<Contact> others) {
    if (!fits(cap, candidate, candidate.due(), others)) {
      return false;
    }
    // A contact already planned for later ends a window of its own that this one would be in.
    Duration within = cap.within();
    return others.stream()
        .map(Contact::at)
        .filter(
            other -> other.isAfter(candidate.due()) && other.isBefore(candidate.due().plus(within)))
        .allMatch(end -> fits(cap, candidate, end, others));
  }

  private static boolean fits(
      ContactPolicy.Cap cap, Candidate candidate, Instant end, List<Contact> others) {
    Instant from = end.minus(cap.within());
    if (!candidate.due().isAfter(from)) {
      return true;
    }
    List<Contact> inside =
        others.stream()
            .filter(other -> other.at().isAfter(from) && !other.at().isAfter(end))
            .toList();
    return inside.size() + 1 <= cap.most() - kept(cap, candidate.purpose(), inside);
  }

  /** What is kept for higher purposes and not used by them yet. */
  private static int kept(ContactPolicy.Cap cap, Purpose purpose, List<Contact> inside) {
    int kept = 0;
    for (Map.Entry<Purpose, Integer> one : cap.reserved().entrySet()) {
      if (one.getKey().compareTo(purpose) < 0) {
        long used = inside.stream().filter(other -> other.purpose() == one.getKey()).count();
        kept += (int) Math.max(0, one.getValue() - used);
      }
    }
    return kept;
  }
}
