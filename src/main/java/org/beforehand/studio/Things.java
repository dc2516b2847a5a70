package org.beforehand.studio;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.beforehand.decide.Condition;

/** The things that some rules ask for, in the order in which they are first asked for. */
final class Things {

  private final List<String> names;
  private final List<Thing> things;

  private Things(Map<String, List<Asked>> asked) {
    this.names = List.copyOf(asked.keySet());
    this.things = asked.values().stream().map(Thing::of).toList();
  }

  /** Those of all these conditions. */
  static Things of(List<Condition> conditions) {
    Map<String, List<Asked>> asked = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      Asked.of(condition)
          .forEach(one -> asked.computeIfAbsent(name(one), n -> new ArrayList<>()).add(one));
    }
    return new Things(asked);
  }

  /** A number, a text and a yes are never told apart by the same bounds. */
  private static String name(Asked asked) {
    String kind =
        switch (asked.how()) {
          case YES, NO -> "yes or no: ";
          case IS, IS_NOT -> "text: ";
          default -> "number: ";
        };
    return kind + asked.thing();
  }

  /** What may be the case with each thing where all these conditions hold. */
  BitSet[] where(List<Condition> conditions) {
    BitSet[] where = everything();
    for (Condition condition : conditions) {
      for (Asked asked : Asked.of(condition)) {
        int thing = names.indexOf(name(asked));
        where[thing].and(things.get(thing).where(asked));
      }
    }
    return where;
  }

  /** Everything that may be the case. */
  BitSet[] everything() {
    return things.stream().map(Thing::all).toArray(BitSet[]::new);
  }

  /** Everything that may be the case where nothing is unknown. */
  BitSet[] everythingKnown() {
    return things.stream().map(Thing::known).toArray(BitSet[]::new);
  }

  /** An example of what may be the case, in words; things of which all may be are left out. */
  String example(BitSet[] where) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < where.length; i++) {
      BitSet known = things.get(i).known();
      known.andNot(where[i]);
      if (!known.isEmpty() && !where[i].isEmpty()) {
        words.add(things.get(i).words(where[i].nextSetBit(0)));
      }
    }
    return words.stream().collect(Collectors.joining(", "));
  }
}
