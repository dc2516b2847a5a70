package org.beforehand;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;

/**
 * Some hours of a real storm over California, as a utility's public feed told it, and a telecom
 * company's customers who depend on the circuits it hit. It knows, from the feed alone, which
 * outage stood when: what the corridor did is judged by that, not by the corridor's own tables.
 */
public final class StormDay {

  /** When the feed's first day begins. */
  public static final Instant MORNING = Instant.parse("2024-02-04T21:30:00Z");

  /** Every fifth customer depends on a second circuit, so that outages of one service overlap. */
  private static final int SECOND = 5;

  /** What the feed said when it was looked at. */
  public record Step(Instant at, List<Event> events) {}

  private final List<Step> steps;
  private final Map<String, Map<String, Object>> customers;

  /** Per outage, since when it stood, and since when not. */
  private final Map<String, TreeMap<Instant, Boolean>> standing = new HashMap<>();

  /** Per outage, since when it was on these circuits: it may come back elsewhere. */
  private final Map<String, TreeMap<Instant, Set<String>>> circuitsOf = new LinkedHashMap<>();

  private final Map<String, Set<String>> outagesOf = new HashMap<>();

  private StormDay(List<Step> steps, int everyNth) throws IOException {
    for (Step step : steps) {
      step.events().forEach(event -> learn(event, step.at()));
    }
    Set<String> all = new LinkedHashSet<>();
    circuitsOf.values().forEach(one -> one.values().forEach(all::addAll));
    List<String> circuits = List.copyOf(all);
    Set<String> part = new LinkedHashSet<>();
    for (int i = 0; i < circuits.size(); i += everyNth) {
      part.add(circuits.get(i));
    }
    circuitsOf
        .values()
        .removeIf(one -> one.values().stream().anyMatch(now -> !part.containsAll(now)));
    standing.keySet().retainAll(circuitsOf.keySet());
    circuitsOf.forEach(
        (outage, since) ->
            since
                .values()
                .forEach(
                    now ->
                        now.forEach(
                            circuit ->
                                outagesOf
                                    .computeIfAbsent(circuit, none -> new TreeSet<>())
                                    .add(outage))));
    this.steps =
        steps.stream()
            .map(step -> new Step(step.at(), about(circuitsOf.keySet(), step.events())))
            .toList();
    this.customers = new LinkedHashMap<>();
    customers(circuits, part)
        .forEach(record -> this.customers.put((String) record.get("id"), record));
  }

  private void learn(Event event, Instant at) {
    String outage = ((Subject.OfIncident) event.subject()).incident();
    boolean opened = event.type().equals("incident.opened");
    if (!event.type().equals("incident.updated")) {
      standing.computeIfAbsent(outage, none -> new TreeMap<>()).put(at, opened);
    }
    if (event.data().get("scopes") instanceof List<?> scopes) {
      Set<String> now = new TreeSet<>();
      scopes.forEach(scope -> now.add((String) scope));
      TreeMap<Instant, Set<String>> since =
          circuitsOf.computeIfAbsent(outage, none -> new TreeMap<>());
      if (!opened && !since.isEmpty()) {
        now.addAll(since.lastEntry().getValue());
      }
      since.put(at, now);
    }
  }

  /** The feed from its first morning on, and all customers. */
  public static StormDay of(Duration length) throws IOException {
    return of(length, 1);
  }

  /** The same for every n-th circuit only, and those customers that are on one of them. */
  public static StormDay of(Duration length, int everyNth) throws IOException {
    Map<Instant, List<Event>> bySight = new TreeMap<>();
    StormFeed.changes(
        MORNING.plus(length),
        (at, row) -> {
          Event event = event(row, at);
          if (event != null) {
            bySight.computeIfAbsent(at, none -> new ArrayList<>()).add(event);
          }
        });
    List<Step> steps = new ArrayList<>();
    bySight.forEach((at, events) -> steps.add(new Step(at, events)));
    return new StormDay(steps, everyNth);
  }

  /** What is told in these steps, over all customers so many times. */
  public static StormDay told(List<Step> steps, int times) throws IOException {
    StormDay day = new StormDay(steps, 1);
    List<Map<String, Object>> originals = List.copyOf(day.customers.values());
    for (int n = 2; n <= times; n++) {
      for (Map<String, Object> original : originals) {
        Map<String, Object> copy = new HashMap<>(original);
        String id = original.get("id") + "-" + n;
        copy.put("id", id);
        day.customers.put(id, copy);
      }
    }
    return day;
  }

  private static List<Event> about(Set<String> outages, List<Event> events) {
    return events.stream()
        .filter(event -> outages.contains(((Subject.OfIncident) event.subject()).incident()))
        .toList();
  }

  /** Null where the feed's news is none of ours, such as the name of a crew. */
  private static Event event(JsonNode row, Instant at) {
    String change = row.get("change").asText();
    String outage = StormFeed.outage(row);
    Map<String, Object> data = new LinkedHashMap<>();
    String type;
    switch (change) {
      case "opened" -> {
        JsonNode seen = row.get("outage");
        type = "incident.opened";
        data.put("service", "power");
        data.put("scopes", List.of("circuit:" + seen.get("OUTAGE_CIRCUIT_ID").asText()));
        if (!seen.path("OUTAGE_CAUSE").asText("").isBlank() && !seen.get("OUTAGE_CAUSE").isNull()) {
          data.put("cause", seen.get("OUTAGE_CAUSE").asText());
        }
        if (seen.path("CURRENT_ETOR").isNumber()) {
          data.put("eta", Instant.ofEpochMilli(seen.get("CURRENT_ETOR").asLong()).toString());
        }
      }
      case "changed" -> {
        JsonNode now = row.path("diff").path("CURRENT_ETOR").path(1);
        if (!now.isNumber()) {
          return null;
        }
        type = "incident.updated";
        data.put("eta", Instant.ofEpochMilli(now.asLong()).toString());
      }
      case "closed" -> type = "incident.restored";
      default -> throw new IllegalStateException(change);
    }
    return new Event(
        "pge",
        outage + "." + change + "." + at.getEpochSecond(),
        type,
        Subject.parse("incident:" + outage),
        at,
        data);
  }

  private static List<Map<String, Object>> customers(List<String> scopes, Set<String> part)
      throws IOException {
    List<String> circuits = scopes.stream().map(scope -> scope.substring(8)).toList();
    List<Map<String, Object>> records = TelcoCustomers.records(circuits);
    // What is counted is what the storm led to.
    records.forEach(record -> record.remove("birthday"));
    for (int i = 0; i < records.size(); i += SECOND) {
      Map<String, Object> record = records.get(i);
      record.put(
          "scopes",
          List.of(
              ((List<?>) record.get("scopes")).get(0),
              "circuit:" + circuits.get((i * 7 + 3) % circuits.size())));
    }
    records.removeIf(record -> !part.contains(((List<?>) record.get("scopes")).get(0)));
    return records;
  }

  /** The customers' records as events of the company's own system. */
  public List<Event> records() {
    List<Event> records = new ArrayList<>();
    customers.forEach(
        (id, record) ->
            records.add(
                new Event(
                    "crm",
                    id,
                    "customer.updated",
                    Subject.parse("customer:" + id),
                    MORNING,
                    record)));
    return records;
  }

  /** Whether two outages ever stood on the customer's circuits at once. */
  public boolean overlapping(String customer) {
    return steps.stream().anyMatch(step -> outagesOf(customer, step.at()).size() > 1);
  }

  public List<Step> steps() {
    return steps;
  }

  public Instant end() {
    return steps.get(steps.size() - 1).at();
  }

  /** Every customer's record, by identifier. */
  public Map<String, Map<String, Object>> customers() {
    return customers;
  }

  /** Whether the outage was, at this instant, on a circuit the customer depends on. */
  public boolean touches(String outage, String customer, Instant at) {
    Map.Entry<Instant, Set<String>> now = circuitsOf.get(outage).floorEntry(at);
    return now != null && now.getValue().stream().anyMatch(scopes(customer)::contains);
  }

  /** Whether the outage ever was on a circuit the customer depends on. */
  public boolean everTouched(String outage, String customer) {
    return scopes(customer).stream()
        .anyMatch(circuit -> outagesOf.getOrDefault(circuit, Set.of()).contains(outage));
  }

  private List<?> scopes(String customer) {
    return (List<?>) customers.get(customer).get("scopes");
  }

  /** The outages that stand at this instant on the circuits the customer depends on. */
  public Set<String> outagesOf(String customer, Instant at) {
    Set<String> found = new TreeSet<>();
    for (Object circuit : scopes(customer)) {
      for (String outage : outagesOf.getOrDefault(circuit, Set.of())) {
        if (stood(outage, at) && touches(outage, customer, at)) {
          found.add(outage);
        }
      }
    }
    return found;
  }

  /** Whether the outage stood at this instant, as far as the feed had told. */
  public boolean stood(String outage, Instant at) {
    Map.Entry<Instant, Boolean> last = standing.get(outage).floorEntry(at);
    return last != null && last.getValue();
  }

  /** Since when the outage has been as it is at this instant. */
  public Instant since(String outage, Instant at) {
    return standing.get(outage).floorKey(at);
  }

  @Override
  public String toString() {
    Map<String, Integer> types = new TreeMap<>();
    Map<String, Integer> episodes = new HashMap<>();
    for (Step step : steps) {
      for (Event event : step.events()) {
        types.merge(event.type(), 1, Integer::sum);
        if (event.type().equals("incident.opened")) {
          episodes.merge(event.subject().toString(), 1, Integer::sum);
        }
      }
    }
    return String.format(
        "%s to %s: %d looks at the feed, %s, %d outages of which %d came back, on %d circuits;"
            + " %d customers",
        steps.get(0).at(),
        end(),
        steps.size(),
        types,
        circuitsOf.size(),
        episodes.values().stream().filter(n -> n > 1).count(),
        outagesOf.size(),
        customers.size());
  }
}
