package org.beforehand.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What a customer was told about outages and maintenance, newest first, without the outreach being
 * asked about.
 *
 * @param self that outreach's number; 0 when it is first decided
 */
record Conversation(List<Contact> contacts, long self) {

  /** About one customer and service. */
  static Conversation of(String thread, long self, Dossier dossier) {
    return of(contact -> thread.equals(contact.thread()), self, dossier);
  }

  /** About one incident, whichever conversation its stages belonged to. */
  static Conversation about(Incident incident, long self, Dossier dossier) {
    return of(contact -> incident.id().equals(contact.incident()), self, dossier);
  }

  private static Conversation of(Predicate<Contact> which, long self, Dossier dossier) {
    return new Conversation(
        dossier.history().contacts().stream()
            .filter(which)
            .filter(contact -> contact.stage() != null)
            .filter(contact -> contact.id() != self || contact.id() == 0)
            .sorted(Comparator.comparing(Contact::at).thenComparing(Contact::id).reversed())
            .toList(),
        self);
  }

  static boolean closes(Contact contact) {
    return contact.stage() != null && contact.stage().closes();
  }

  /** Whether this is one that says that service is gone. */
  static boolean begins(Contact contact) {
    return is(contact, Stage.Name.OPENED) || is(contact, Stage.Name.STARTED);
  }

  static boolean updates(Contact contact) {
    return contact.stage() != null && contact.stage().name().updates();
  }

  static boolean is(Contact contact, Stage.Name stage) {
    return contact.stage() != null && contact.stage().name() == stage;
  }

  /**
   * The last thing the customer heard. That it is back counts no longer when the customer has
   * answered that it is not.
   */
  @Nullable Contact last() {
    return contacts.stream()
        .filter(contact -> contact.state().told() && !gainsaid(contact))
        .findFirst()
        .orElse(null);
  }

  private static boolean gainsaid(Contact contact) {
    return closes(contact) && contact.state() == OutreachState.ANSWERED;
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
  Optional<Contact> waiting(Predicate<Contact> what) {
    return contacts.stream()
        .filter(contact -> contact.state().waiting() && (self == 0 || contact.id() < self))
        .filter(what)
        .findFirst();
  }

  /** How many updates were told since the last time it was said that service is gone. */
  int updates() {
    int n = 0;
    for (Contact contact : contacts) {
      if (!contact.state().told() || gainsaid(contact)) {
        continue;
      }
      if (!updates(contact)) {
        break;
      }
      n++;
    }
    return n;
  }
}
