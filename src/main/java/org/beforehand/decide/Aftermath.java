package org.beforehand.decide;

import org.beforehand.customer.Dossier;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.fact.Act;
import org.beforehand.fact.Contact;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;

/** What acts leave behind: they count from the customer's next event on. */
final class Aftermath {

  private Aftermath() {}

  static Dossier of(Decision decision, Dossier dossier) {
    Dossier now = dossier;
    for (Judgement judgement : decision.judgements()) {
      if (judgement instanceof Judgement.Go go) {
        now = after(go, decision, now);
      }
    }
    return now;
  }

  private static Dossier after(Judgement.Go go, Decision decision, Dossier dossier) {
    Proposal proposal = go.candidate().proposal();
    if (proposal instanceof Act.Mute mute) {
      return dossier.muted(mute.purpose(), go.candidate().due());
    }
    if (proposal instanceof Act.Remember remember) {
      return dossier.remembering(remember.trait(), remember.value());
    }
    String thing =
        proposal instanceof Act.Stop stop ? decision.happening().event().text(stop.about()) : null;
    return thing == null ? dossier : dossier.with(contact -> stopped(contact, thing));
  }

  private static Contact stopped(Contact contact, String thing) {
    return contact.state().waiting() && Act.Stop.keyed(contact.key(), thing)
        ? contact.as(OutreachState.CANCELLED)
        : contact;
  }
}
