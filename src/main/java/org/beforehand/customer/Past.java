package org.beforehand.customer;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.PastTable.Version;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was known about a customer at a moment that is over, from what was kept of it. */
public final class Past {

  private final PastTable table;
  private final SuppressionTable suppressions;

  public Past(JdbcClient db) {
    this.table = new PastTable(db);
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
   * @param eventTypes whose times the rules at hand ask for, and {@link History#GIFTS}
   */
  public @Nullable Dossier dossier(String customer, Moment then, Collection<String> eventTypes) {
    Version version = table.profile(customer, then.seq());
    if (version == null) {
      return null;
    }
    Customer known = version.record().customer();
    List<Contact> contacts = table.contacts(customer, then, then.at().minus(Timeline.LOOK_BACK));
    Map<String, List<Instant>> times = new HashMap<>();
    eventTypes.forEach(type -> times.put(type, List.of()));
    times.putAll(table.times(customer, then, eventTypes, then.at().minus(Timeline.LOOK_BACK)));
    List<Gift> gifts =
        eventTypes.contains(History.GIFTS)
            ? table.gifts(customer, then, then.at().minus(Timeline.LOOK_BACK), withdrawn(contacts))
            : List.of();
    return new Dossier(
        known,
        then.seq(),
        table.consents(customer, then.seq()),
        Dossiers.suppressedChannels(
            known, suppressions.among(Dossiers.addresses(List.of(known)), then.at())),
        new History(then.at(), times, contacts, gifts),
        Dossiers.openIncidents(known, table.openIncidents(known.scopes(), then)));
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
