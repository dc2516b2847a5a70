package org.beforehand.fact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that somebody asks about with what they said, and not only with when they were.
 *
 * @param events by type; a type nobody asks for is not among them
 */
public record Recalled(Map<String, List<Event>> events) {

  /** Nothing, or nobody asked. */
  public static final Recalled NONE = new Recalled(Map.of());

  private static final String ASKED = "said of ";

  /** What is asked for, beside the event types that rules count, to recall these events. */
  public static String asking(String type) {
    return ASKED + type;
  }

  /** The types whose events are to be recalled. */
  public static List<String> types(Collection<String> asked) {
    return asked.stream()
        .filter(one -> one.startsWith(ASKED))
        .map(one -> one.substring(ASKED.length()))
        .toList();
  }

  /**
   * What is known where these are asked for.
   *
   * @param known by type
   */
  public static Recalled of(Collection<String> asked, Map<String, List<Event>> known) {
    List<String> types = types(asked);
    if (types.isEmpty()) {
      return NONE;
    }
    // A type without an event still has its list, so that an event of this batch can join it.
    Map<String, List<Event>> all = new HashMap<>();
    types.forEach(type -> all.put(type, known.getOrDefault(type, List.of())));
    return new Recalled(all);
  }

  /** Those of one type. */
  public List<Event> of(String type) {
    return events.getOrDefault(type, List.of());
  }

  Recalled after(Event event) {
    List<Event> known = events.get(event.type());
    if (known == null) {
      return this;
    }
    List<Event> more = new ArrayList<>(known);
    more.add(event);
    Map<String, List<Event>> all = new HashMap<>(events);
    all.put(event.type(), List.copyOf(more));
    return new Recalled(all);
  }
}
