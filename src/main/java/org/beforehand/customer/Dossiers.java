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
import org.beforehand.fact.Customer;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Recalled;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what is known about a whole batch of customers in a few queries, however many they are. */
public final class Dossiers {

  private final DossierTable table;
  private final EventHistoryTable events;
  private final SuppressionTable suppressions;
  private final OutageHistoryTable outages;
  private final RuleWordTable words;

  public Dossiers(JdbcClient db) {
    this.table = new DossierTable(db);
    this.events = new EventHistoryTable(db);
    this.suppressions = new SuppressionTable(db);
    this.outages = new OutageHistoryTable(db);
    this.words = new RuleWordTable(db);
  }

  /** Those of these customers that are known, by themselves. */
  public Map<String, Customer> customers(Collection<String> customers) {
    Map<String, Customer> known = new HashMap<>();
    profiles(customers).forEach((id, profile) -> known.put(id, profile.customer()));
    return known;
  }

  /**
   * The dossiers of those of these customers that are known. The caller holds their locks, or
   * accepts that what it reads may be older than what is true.
   *
   * @param eventTypes whose times the rules at hand ask for, and what else of {@link History}
   * @param at the business instant to count back from
   */
  public Map<String, Dossier> load(
      Collection<String> customers, Collection<String> eventTypes, Instant at) {
    Map<String, DossierTable.Profile> profiles = profiles(customers);
    if (profiles.isEmpty()) {
      return Map.of();
    }
    Set<String> known = profiles.keySet();
    Map<String, ConsentWords> consents = table.consents(known);
    Map<String, Map<Purpose, Instant>> mutes = words.mutes(known);
    Instant since = at.minus(Timeline.LOOK_BACK);
    Map<String, List<Incident>> incidentsByScope = table.openIncidents(scopes(profiles));
    Histories histories = histories(known, eventTypes, since);
    Map<String, Set<Channel>> suppressed =
        suppressions.among(
            addresses(profiles.values().stream().map(DossierTable.Profile::customer).toList()));
    Map<String, Dossier> dossiers = new HashMap<>();
    for (DossierTable.Profile profile : profiles.values()) {
      Customer customer = profile.customer();
      String id = customer.id();
      dossiers.put(
          id,
          new Dossier(
              customer,
              profile.seq(),
              consents.getOrDefault(id, ConsentWords.NONE).any(),
              suppressedChannels(customer, suppressed),
              histories.of(id, at),
              openIncidents(customer, incidentsByScope),
              mutes.getOrDefault(id, Map.of()),
              consents.getOrDefault(id, ConsentWords.NONE).byChannel()));
    }
    return dossiers;
  }

  /** What rules remembered lies over what the company says. */
  private Map<String, DossierTable.Profile> profiles(Collection<String> customers) {
    Map<String, DossierTable.Profile> profiles = table.profiles(customers);
    words
        .remembered(profiles.keySet())
        .forEach(
            (id, traits) ->
                profiles.computeIfPresent(id, (same, profile) -> profile.remembering(traits)));
    return profiles;
  }

  /** What happened to these customers, as far as somebody asks for it. */
  private Histories histories(Set<String> known, Collection<String> asked, Instant since) {
    return new Histories(
        asked,
        events.recentTimes(known, asked, since),
        asked.contains(History.ACTIVITY) ? events.recentActivity(known, since) : Map.of(),
        table.contacts(known, since),
        asked.contains(History.GIFTS) ? table.gifts(known, since) : Map.of(),
        asked.contains(History.TICKETS) ? events.openTickets(known, since) : Map.of(),
        asked.contains(History.INTERRUPTIONS) ? outages.interruptions(known, since) : Map.of(),
        asked.contains(History.ESTIMATES) ? outages.estimates(known, since) : Map.of(),
        events.recent(known, Recalled.types(asked), since));
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

  static Set<Channel> suppressedChannels(Customer customer, Map<String, Set<Channel>> suppressed) {
    if (suppressed.isEmpty()) {
      return Set.of();
    }
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    for (String address : addresses(List.of(customer))) {
      channels.addAll(suppressed.getOrDefault(address, Set.of()));
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
