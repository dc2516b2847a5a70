package org.beforehand.decide;

import java.time.Instant;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.IncidentTiming;

/**
 * What may be promised to one customer in a message about an incident: an estimate that still lies
 * ahead, else when we will write again, else nothing. Pure.
 */
public final class Promise {

  private Promise() {}

  /**
   * The incident as this customer may hear of it.
   *
   * @param candidate the message that is about to be written
   * @param at when it is written
   */
  public static Incident of(
      Candidate candidate, Incident incident, Dossier dossier, ContactPolicy policy, Instant at) {
    if (!incident.open()) {
      return heard(candidate, incident, dossier).promising(incident.eta(), null);
    }
    Instant eta = incident.eta();
    if (eta != null && eta.isAfter(at)) {
      return incident.promising(eta, null);
    }
    Instant next = incident.nextUpdate();
    if (next == null || !moreToCome(candidate, incident, dossier, policy.incidents())) {
      return incident.promising(null, null);
    }
    // Whoever hears of it late hears again no sooner than the policy wants updates apart.
    Instant soonest = at.plus(policy.incidents().apart());
    return incident.promising(null, next.isAfter(soonest) ? next : soonest);
  }

  /** A promise is broken to those who had heard it by then. */
  private static Incident heard(Candidate candidate, Incident incident, Dossier dossier) {
    Instant broken = incident.background().broken();
    if (broken == null) {
      return incident;
    }
    boolean heard =
        Conversation.about(incident, candidate.outreach(), dossier).contacts().stream()
            .anyMatch(contact -> contact.state().told() && contact.at().isBefore(broken));
    return heard ? incident : incident.withoutBrokenPromise();
  }

  /** Whether an update after this message would still be sent, by the incident and the customer. */
  private static boolean moreToCome(
      Candidate candidate, Incident incident, Dossier dossier, IncidentTiming timing) {
    Stage stage = candidate.stage();
    int told = 0;
    if (stage != null && stage.name().updates()) {
      told = 1 + Conversation.of(incident.thread(), candidate.outreach(), dossier).updates();
    }
    return Math.max(told, incident.etaUpdates()) < timing.mostUpdates();
  }
}
