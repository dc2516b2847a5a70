package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Contact;
import org.beforehand.fact.OutreachState;

/** Once per campaign, customer, key and action, whatever became of it, unless it was overtaken. */
final class DuplicateGate implements Gate {
  @Override
  public String name() {
    return "duplicate";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    for (Contact contact : dossier.history().contacts()) {
      if (contact.state() != OutreachState.SUPERSEDED
          && (contact.id() != candidate.outreach() || contact.id() == 0)
          && contact.action() == candidate.proposal().action()
          && contact.campaign().equals(candidate.campaign().name())
          && contact.key().equals(candidate.key())) {
        return new Verdict.Drop(Reason.DUPLICATE);
      }
    }
    return new Verdict.Send(candidate);
  }
}
