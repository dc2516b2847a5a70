package org.beforehand.decide;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Stage;

/**
 * One conversation per customer and service, however many outages overlap: one "it is down", a few
 * changed estimates, one "it is back" when the last outage ends. Never "down" after "back", never
 * "back" to somebody who was not told "down" or whose service another outage still holds.
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
    if (stage.closes() == incident.open()) {
      return new Verdict.Drop(Reason.OVERTAKEN);
    }
    Conversation conversation = Conversation.of(incident.thread(), candidate, dossier);
    return switch (stage.name()) {
      case OPENED -> opened(candidate, conversation);
      case ETA -> eta(candidate, incident, conversation, policy, at);
      case RESTORED, CANCELLED -> closing(candidate, incident, conversation, dossier);
    };
  }

  private static Verdict opened(Candidate candidate, Conversation conversation) {
    // "It is back" about an earlier outage is leaving this moment. If it arrives, the customer has
    // to hear that the service is down again; if not, the earlier "it is down" still stands.
    Optional<Contact> closing = conversation.sending().filter(Conversation::closes);
    if (closing.isPresent()) {
      return await(closing.get(), true);
    }
    if (conversation.open()) {
      return new Verdict.Drop(Reason.ALREADY_TOLD);
    }
    // Another outage's notice is under way or waiting: if it arrives, this one is not needed; if
    // that outage ends before it leaves, this one is.
    Optional<Contact> other =
        conversation.sending().or(() -> conversation.waiting(Stage.Name.OPENED));
    return other
        .<Verdict>map(contact -> await(contact, false))
        .orElseGet(() -> new Verdict.Send(candidate));
  }

  private static Verdict eta(
      Candidate candidate,
      Incident incident,
      Conversation conversation,
      ContactPolicy policy,
      Instant at) {
    if (conversation.waiting(Stage.Name.OPENED).isPresent()
        || conversation.waiting(Stage.Name.ETA).isPresent()) {
      return new Verdict.Drop(Reason.COVERED);
    }
    if (conversation.sending().isPresent()) {
      return await(conversation.sending().get(), true);
    }
    Contact last = conversation.last();
    if (!conversation.open() || last == null) {
      return new Verdict.Drop(Reason.NOT_TOLD);
    }
    if (incident.id().equals(last.incident()) && last.incidentVersion() >= incident.version()) {
      return new Verdict.Drop(Reason.COVERED);
    }
    if (conversation.updates() >= policy.incidents().mostUpdates()) {
      return new Verdict.Drop(Reason.ENOUGH_UPDATES);
    }
    Instant soonest = last.at().plus(policy.incidents().apart());
    return soonest.isAfter(at)
        ? new Verdict.Hold(soonest, Reason.TOO_SOON)
        : new Verdict.Send(candidate);
  }

  private static Verdict closing(
      Candidate candidate, Incident incident, Conversation conversation, Dossier dossier) {
    boolean held =
        dossier.openIncidents().stream()
            .anyMatch(
                other ->
                    !other.id().equals(incident.id()) && other.thread().equals(incident.thread()));
    if (held) {
      return new Verdict.Drop(Reason.OTHER_OUTAGE);
    }
    if (conversation.sending().isPresent()) {
      Contact sending = conversation.sending().get();
      return await(sending, !Conversation.closes(sending));
    }
    if (!conversation.open()) {
      return new Verdict.Drop(Reason.NOT_TOLD);
    }
    // Another outage's end is waiting to be told: if it is, this one needs no telling.
    return conversation
        .waitingFarewell()
        .<Verdict>map(contact -> await(contact, false))
        .orElseGet(() -> new Verdict.Send(candidate));
  }

  private static Verdict await(Contact contact, boolean ifTold) {
    return contact.id() == 0
        ? new Verdict.Drop(Reason.COVERED)
        : new Verdict.Await(contact.id(), ifTold, Reason.PREDECESSOR);
  }

  /** The customer's contacts in one thread, newest first, without the one being asked about. */
  private record Conversation(List<Contact> contacts, long self) {

    static Conversation of(String thread, Candidate candidate, Dossier dossier) {
      return new Conversation(
          dossier.history().contacts().stream()
              .filter(
                  contact ->
                      thread.equals(contact.thread())
                          && contact.stage() != null
                          && (contact.id() != candidate.outreach() || contact.id() == 0))
              .sorted(Comparator.comparing(Contact::at).thenComparing(Contact::id).reversed())
              .toList(),
          candidate.outreach());
    }

    @org.jspecify.annotations.Nullable
    Contact last() {
      return contacts.stream().filter(contact -> contact.state().told()).findFirst().orElse(null);
    }

    static boolean closes(Contact contact) {
      return contact.stage() != null && contact.stage().closes();
    }

    /** Whether the last thing the customer heard was that the service is down. */
    boolean open() {
      Contact last = last();
      return last != null && !closes(last);
    }

    Optional<Contact> sending() {
      return contacts.stream()
          .filter(contact -> contact.state() == OutreachState.SENDING)
          .findFirst();
    }

    /** Earlier ones only, where it is asked again: two that wait must not wait for each other. */
    Optional<Contact> waiting(Stage.Name stage) {
      return waiting(contact -> contact.stage() != null && contact.stage().name() == stage);
    }

    Optional<Contact> waitingFarewell() {
      return waiting(Conversation::closes);
    }

    private Optional<Contact> waiting(Predicate<Contact> what) {
      return contacts.stream()
          .filter(contact -> contact.state().waiting() && (self == 0 || contact.id() < self))
          .filter(what)
          .findFirst();
    }

    /** How many changed estimates were told since the last "it is down". */
    int updates() {
      int n = 0;
      for (Contact contact : contacts) {
        Stage stage = contact.stage();
        if (!contact.state().told() || stage == null) {
          continue;
        }
        if (stage.name() != Stage.Name.ETA) {
          break;
        }
        n++;
      }
      return n;
    }
  }
}
