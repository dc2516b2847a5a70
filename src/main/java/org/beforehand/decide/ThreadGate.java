package org.beforehand.decide;

import java.time.Instant;
import java.util.Optional;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;

/**
 * One conversation per customer and service, however many outages and maintenances overlap: one "it
 * is down", a few updates, one "it is back" when the last of them ends. Never "down" after "back",
 * never "back" to somebody who was not told "down" or whose service something else still holds.
 * Maintenance is spoken of only with those who were told that it would come.
 */
final class ThreadGate implements Gate {
  @Override
  public String name() {
    return "thread";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    Stage stage = candidate.stage();
    Incident incident = candidate.incident();
    if (stage == null || incident == null) {
      return new Verdict.Send(candidate);
    }
    if (stage.name().status() != incident.status()) {
      return new Verdict.Drop(Reason.OVERTAKEN);
    }
    Conversation service = Conversation.of(incident.thread(), candidate.outreach(), dossier);
    Conversation itself = Conversation.about(incident, candidate.outreach(), dossier);
    return switch (stage.name()) {
      case PLANNED -> planned(candidate, itself);
      case STARTED ->
          itself.last() == null ? untold(candidate, itself) : beginning(candidate, service);
      case OPENED -> beginning(candidate, service);
      case ETA, STILL_OUT -> update(candidate, stage, incident, service, dossier, policy, at);
      case RESTORED -> over(candidate, incident, service, dossier, false);
      case COMPLETED ->
          over(candidate, incident, service, dossier, last(itself, Stage.Name.PLANNED));
      case CANCELLED ->
          incident.maintenance()
              ? calledOff(candidate, itself)
              : over(candidate, incident, service, dossier, false);
    };
  }

  private static Verdict planned(Candidate candidate, Conversation itself) {
    // What waits is written with the window as it then is.
    return itself.waiting(contact -> Conversation.is(contact, Stage.Name.PLANNED)).isPresent()
        ? new Verdict.Drop(Reason.COVERED)
        : new Verdict.Send(candidate);
  }

  private static Verdict calledOff(Candidate candidate, Conversation itself) {
    return last(itself, Stage.Name.PLANNED)
        ? new Verdict.Send(candidate)
        : untold(candidate, itself);
  }

  /** The announcement may be leaving this moment: then its fate decides. */
  private static Verdict untold(Candidate candidate, Conversation itself) {
    return itself
        .sending()
        .map(contact -> await(contact, true))
        .orElseGet(() -> new Verdict.Drop(Reason.NOT_TOLD));
  }

  private static boolean last(Conversation itself, Stage.Name stage) {
    Contact last = itself.last();
    return last != null && Conversation.is(last, stage);
  }

  private static Verdict beginning(Candidate candidate, Conversation service) {
    // "It is back" about an earlier outage is leaving this moment. If it arrives, the customer has
    // to hear that the service is down again; if not, the earlier "it is down" still stands.
    Optional<Contact> closing = service.sending().filter(Conversation::closes);
    if (closing.isPresent()) {
      return await(closing.get(), true);
    }
    if (service.open()) {
      return new Verdict.Drop(Reason.ALREADY_TOLD);
    }
    // Another outage's notice is under way or waiting: if it arrives, this one is not needed; if
    // that outage ends before it leaves, this one is.
    return service
        .sending()
        .or(() -> service.waiting(Conversation::begins))
        .map(contact -> await(contact, false))
        .orElseGet(() -> new Verdict.Send(candidate));
  }

  private static Verdict update(
      Candidate candidate,
      Stage stage,
      Incident incident,
      Conversation service,
      Dossier dossier,
      ContactPolicy policy,
      Instant at) {
    if (service.waiting(Conversation::begins).isPresent()
        || service.waiting(Conversation::updates).isPresent()) {
      return new Verdict.Drop(Reason.COVERED);
    }
    if (service.sending().isPresent()) {
      return await(service.sending().get(), true);
    }
    Contact last = service.last();
    if (!service.open() || last == null) {
      return new Verdict.Drop(Reason.NOT_TOLD);
    }
    if (incident.id().equals(last.incident())
        ? last.incidentVersion() >= incident.version()
        : stage.name() == Stage.Name.STILL_OUT && holds(last, incident, dossier)) {
      return new Verdict.Drop(Reason.COVERED);
    }
    if (service.updates() >= policy.incidents().mostUpdates()) {
      return new Verdict.Drop(Reason.ENOUGH_UPDATES);
    }
    Instant soonest = last.at().plus(policy.incidents().apart());
    return soonest.isAfter(at)
        ? new Verdict.Hold(soonest, Reason.TOO_SOON)
        : new Verdict.Send(candidate);
  }

  /** Whether what the customer was told last is about another one that still holds the service. */
  private static boolean holds(Contact last, Incident incident, Dossier dossier) {
    return dossier.openIncidents().stream()
        .anyMatch(
            other ->
                other.open()
                    && other.id().equals(last.incident())
                    && other.thread().equals(incident.thread()));
  }

  /**
   * @param announced whether the customer knows of it though not that it had begun
   */
  private static Verdict over(
      Candidate candidate,
      Incident incident,
      Conversation service,
      Dossier dossier,
      boolean announced) {
    boolean held =
        dossier.openIncidents().stream()
            .anyMatch(
                other ->
                    !other.id().equals(incident.id()) && other.thread().equals(incident.thread()));
    if (held) {
      return new Verdict.Drop(Reason.OTHER_OUTAGE);
    }
    if (service.sending().isPresent()) {
      Contact sending = service.sending().get();
      return await(sending, !Conversation.closes(sending));
    }
    if (!service.open() && !announced) {
      return new Verdict.Drop(Reason.NOT_TOLD);
    }
    // Another outage's end is waiting to be told: if it is, this one needs no telling.
    return service
        .waiting(Conversation::closes)
        .map(contact -> await(contact, false))
        .orElseGet(() -> new Verdict.Send(candidate));
  }

  private static Verdict await(Contact contact, boolean ifTold) {
    return contact.id() == 0
        ? new Verdict.Drop(Reason.COVERED)
        : new Verdict.Await(contact.id(), ifTold, Reason.PREDECESSOR);
  }
}
