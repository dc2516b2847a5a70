package org.beforehand.customer;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Event;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.beforehand.fact.Interruption;
import org.beforehand.fact.OutageHistory;
import org.beforehand.fact.Recalled;

/**
 * What happened to the customers of a batch, by customer.
 *
 * @param asked what the rules at hand ask for
 */
record Histories(
    Collection<String> asked,
    Map<String, Map<String, List<Instant>>> times,
    Map<String, List<Instant>> activity,
    Map<String, List<Contact>> contacts,
    Map<String, List<Gift>> gifts,
    Map<String, Map<String, Instant>> tickets,
    Map<String, List<Interruption>> interruptions,
    Map<String, Map<String, Instant>> estimates,
    Map<String, Map<String, List<Event>>> events) {

  /** One customer's, counted back from {@code at}. */
  History of(String customer, Instant at) {
    Map<String, List<Instant>> known = times.getOrDefault(customer, Map.of());
    // A type without a time still has its list, so that an event of this batch can join it.
    Map<String, List<Instant>> all = new HashMap<>();
    for (String type : asked) {
      all.put(
          type,
          type.equals(History.ACTIVITY)
              ? activity.getOrDefault(customer, List.of())
              : known.getOrDefault(type, List.of()));
    }
    return new History(
        at,
        all,
        contacts.getOrDefault(customer, List.of()),
        gifts.getOrDefault(customer, List.of()),
        tickets.getOrDefault(customer, Map.of()),
        new OutageHistory(
            interruptions.getOrDefault(customer, List.of()),
            estimates.getOrDefault(customer, Map.of())),
        Recalled.of(asked, events.getOrDefault(customer, Map.of())));
  }
}
