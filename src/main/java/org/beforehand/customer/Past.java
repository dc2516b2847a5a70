package org.beforehand.customer;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.beforehand.customer.PastTable.Version;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.History;
import org.beforehand.fact.OutageHistory;
import org.beforehand.fact.Recalled;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was known about a customer at a moment that is over, from what was kept of it. */
public final class Past {

  private static final Comparator<Contact> LATER =
      Comparator.comparing(Contact::at).thenComparing(Contact::id);

  private final PastTable table;
  private final EventPastTable events;
  private final OutagePastTable outages;
  private final SuppressionTable suppressions;

  public Past(JdbcClient db) {
    this.table = new PastTable(db);
    this.events = new EventPastTable(db);
    this.outages = new OutagePastTable(db);
    this.suppressions = new SuppressionTable(db);
  }

  /**
   * A moment in one customer's life.
   *
   * @param at the business instant
   * @param seq the number in the customer's life that is being decided; what has a higher one was
   *     not there yet
   * @param moment the place in the order of everything that was written
   */
  public record Moment(Instant at, long seq, long moment) {}

  /**
   * The moment after all that had happened to a customer by an instant; null if nothing was known
   * of the customer then.
   */
  public @Nullable Moment momentOf(String customer, Instant at) {
    return table.moment(customer, at);
  }

  /**
   * A record as it was, and since when.
   *
   * @param since when it came in
   */
  public record Profile(Customer customer, Instant since) {}

  /** The record that counted at that number in the customer's life; null if there was none yet. */
  public @Nullable Profile profile(String customer, long seq) {
    Version version = table.profile(customer, seq);
    return version == null ? null : new Profile(version.record().customer(), version.at());
  }

  /** A record as the event that brings it has it, for rules that listen to records. */
  public Map<String, Object> record(String customer, long seq) {
    Version version = table.profile(customer, seq);
    return version == null ? Map.of() : version.record().toData();
  }

  /**
   * The dossier on which that moment's decision was made; null if the customer was not known.
   *
   * @param eventTypes whose times the rules at hand ask for, and what else of {@link History}
   */
  public @Nullable Dossier dossier(String customer, Moment then, Collection<String> eventTypes) {
    Version version = table.profile(customer, then.seq());
    if (version == null) {
      return null;
    }
    // What rules remembered lies over what the company says.
    Customer known = version.record().customer().with(table.remembered(customer, then.seq()));
    ConsentWords consents = table.consents(customer, then.seq());
    return new Dossier(
        known,
        then.seq(),
        consents.any(),
        Dossiers.suppressedChannels(
            known, suppressions.among(Dossiers.addresses(List.of(known)), then.at())),
        history(customer, version, then, eventTypes),
        Dossiers.openIncidents(known, table.openIncidents(known.scopes(), then)),
        table.mutes(customer, then.seq()),
        consents.byChannel());
  }

  private History history(String customer, Version version, Moment then, Collection<String> asked) {
    Instant since = then.at().minus(Timeline.LOOK_BACK);
    List<Contact> contacts = table.contacts(customer, then, since);
    Map<String, List<Instant>> times = new HashMap<>();
    asked.forEach(type -> times.put(type, List.of()));
    times.putAll(events.times(customer, then, asked, since));
    if (asked.contains(History.ACTIVITY)) {
      times.put(History.ACTIVITY, events.activity(customer, then, since));
    }
    return new History(
        then.at(),
        times,
        contacts,
        asked.contains(History.GIFTS)
            ? table.gifts(customer, then, since, withdrawn(contacts))
            : List.of(),
        asked.contains(History.TICKETS) ? events.openTickets(customer, then, since) : Map.of(),
        new OutageHistory(
            asked.contains(History.INTERRUPTIONS)
                ? outages.interruptions(
                    customer, version.record().customer().scopes(), version.at(), then, since)
                : List.of(),
            asked.contains(History.ESTIMATES) ? estimates(contacts) : Map.of()),
        recalled(customer, then, asked, since));
  }

  private Recalled recalled(String customer, Moment then, Collection<String> asked, Instant since) {
    List<String> types = Recalled.types(asked);
    return types.isEmpty()
        ? Recalled.NONE
        : Recalled.of(asked, events.events(customer, then, types, since));
  }

  /** Of each incident the estimate of the version that the latest notice of it was written from. */
  private Map<String, Instant> estimates(List<Contact> contacts) {
    Map<String, Contact> latest = new HashMap<>();
    for (Contact contact : contacts) {
      String incident = contact.incident();
      if (incident != null && contact.stage() != null && contact.state().told()) {
        latest.merge(incident, contact, BinaryOperator.maxBy(LATER));
      }
    }
    return table.estimates(latest.values());
  }

  private static Set<Long> withdrawn(List<Contact> contacts) {
    Set<Long> withdrawn = new HashSet<>();
    for (Contact contact : contacts) {
      switch (contact.state()) {
        case DROPPED, CANCELLED, SUPERSEDED, MERGED, EXPIRED, FAILED -> withdrawn.add(contact.id());
        default -> {}
      }
    }
    return withdrawn;
  }
}
