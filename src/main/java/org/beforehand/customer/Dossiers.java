package org.beforehand.customer;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is known about a whole batch of customers in a few queries, however many they are. */
public final class Dossiers {

  private final DossierTable table;
  private final EventTable events;
  private final SuppressionTable suppressions;

  public Dossiers(JdbcClient db) {
    this.table = new DossierTable(db);
    this.events = new EventTable(db);
    this.suppressions = new SuppressionTable(db);
  }

  /** Those of these customers that are known, by themselves. */
  public Map<String, Customer> customers(Collection<String> customers) {
    Map<String, Customer> known = new HashMap<>();
    table.profiles(customers).forEach((id, profile) -> known.put(id, profile.customer()));
    return known;
  }

  /**
   * The dossiers of those of these customers that are known. The caller holds their locks, or
   * accepts that what it reads may be older than what is true.
   *
   * @param eventTypes whose times the rules at hand ask for, and {@link History#GIFTS}
   * @param at the business instant to count back from
   */
  public Map<String, Dossier> load(
      Collection<String> customers, Collection<String> eventTypes, Instant at) {
    Map<String, DossierTable.Profile> profiles = table.profiles(customers);
    if (profiles.isEmpty()) {
      return Map.of();
    }
    Set<String> known = profiles.keySet();
    Map<String, Map<Purpose, Consent>> consents = table.consents(known);
    Map<String, List<Contact>> contacts = table.contacts(known, at.minus(Timeline.LOOK_BACK));
    Map<String, Map<String, List<Instant>>> times =
        events.recentTimes(known, eventTypes, at.minus(Timeline.LOOK_BACK));
    Map<String, List<Incident>> incidentsByScope = table.openIncidents(scopes(profiles));
    Map<String, List<Gift>> gifts =
        eventTypes.contains(History.GIFTS)
            ? table.gifts(known, at.minus(Timeline.LOOK_BACK))
            : Map.of();
    Map<String, Channel> suppressed =
        suppressions.among(
            addresses(profiles.values().stream().map(DossierTable.Profile::customer).toList()));
    Map<String, Dossier> dossiers = new HashMap<>();
    for (DossierTable.Profile profile : profiles.values()) {
      Customer customer = profile.customer();
      String id = customer.id();
      // A type without a time still has its list, so that an event of this batch can join it.
      Map<String, List<Instant>> hisTimes = times.getOrDefault(id, Map.of());
      Map<String, List<Instant>> asked = new HashMap<>();
      for (String type : eventTypes) {
        asked.put(type, hisTimes.getOrDefault(type, List.of()));
      }
      dossiers.put(
          id,
          new Dossier(
              customer,
              profile.seq(),
              consents.getOrDefault(id, Map.of()),
              suppressedChannels(customer, suppressed),
              new History(
                  at,
                  asked,
                  contacts.getOrDefault(id, List.of()),
                  gifts.getOrDefault(id, List.of())),
              openIncidents(customer, incidentsByScope)));
    }
    return dossiers;
  }

  private static Set<String> scopes(Map<String, DossierTable.Profile> profiles) {
    Set<String> scopes = new java.util.HashSet<>();
    profiles.values().forEach(profile -> scopes.addAll(profile.customer().scopes()));
    return scopes;
  }

  static List<String> addresses(List<Customer> customers) {
    List<String> addresses = new java.util.ArrayList<>(customers.size() * 2);
    for (Customer customer : customers) {
      add(addresses, customer.email());
      add(addresses, customer.phone());
    }
    return addresses;
  }

  private static void add(List<String> addresses, @Nullable String address) {
    if (address != null) {
      addresses.add(address);
    }
  }

  static Set<Channel> suppressedChannels(Customer customer, Map<String, Channel> suppressed) {
    if (suppressed.isEmpty()) {
      return Set.of();
    }
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    if (customer.email() != null && suppressed.containsKey(customer.email())) {
      channels.add(suppressed.get(customer.email()));
    }
    if (customer.phone() != null && suppressed.containsKey(customer.phone())) {
      channels.add(suppressed.get(customer.phone()));
    }
    return channels;
  }

  static List<Incident> openIncidents(Customer customer, Map<String, List<Incident>> byScope) {
    if (byScope.isEmpty()) {
      return List.of();
    }
    Map<String, Incident> found = new LinkedHashMap<>();
    for (String scope : customer.scopes().stream().sorted().toList()) {
      for (Incident incident : byScope.getOrDefault(scope, List.of())) {
        found.put(incident.id(), incident);
      }
    }
    return List.copyOf(found.values());
  }
}
