package org.beforehand.studio;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.studio.Asked.How;

/**
 * Everything that can be the case with one thing, as far as some sentences tell it apart: of all
 * numbers those at and beside the bounds, of all texts those that are named and one that is not.
 */
final class Thing {

  private static final String ELSE = "something else";
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /** What can be the case; the last may be that nothing is known, so that no sentence holds. */
  private final List<String> cases = new ArrayList<>();

  private final Map<List<Object>, BitSet> holding = new LinkedHashMap<>();
  private int known;

  /**
   * @param asked every way in which it is asked for
   */
  static Thing of(List<Asked> asked) {
    Thing thing = new Thing();
    Set<List<Object>> seen = new LinkedHashSet<>();
    List<Asked> distinct = asked.stream().filter(one -> seen.add(key(one))).toList();
    distinct.forEach(one -> thing.holding.put(key(one), new BitSet()));
    Set<BitSet> alike = new LinkedHashSet<>();
    values(distinct).forEach((value, words) -> thing.add(value, words, distinct, alike));
    thing.known = thing.cases.size();
    if (!distinct.stream().allMatch(one -> distinct.get(0).decides(one))) {
      thing.cases.add("nothing is known of it");
    }
    return thing;
  }

  private void add(String value, String words, List<Asked> asked, Set<BitSet> alike) {
    BitSet holds = new BitSet();
    for (int i = 0; i < asked.size(); i++) {
      holds.set(i, holds(asked.get(i), value));
    }
    if (alike.add(holds)) {
      for (int i = 0; i < asked.size(); i++) {
        if (holds.get(i)) {
          holding.getOrDefault(key(asked.get(i)), new BitSet()).set(cases.size());
        }
      }
      cases.add(words);
    }
  }

  /** The cases in which what is asked for holds. */
  BitSet where(Asked asked) {
    return holding.getOrDefault(key(asked), new BitSet());
  }

  /** Every case in which something is known. */
  BitSet known() {
    BitSet all = new BitSet();
    all.set(0, known);
    return all;
  }

  /** Every case. */
  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, cases.size());
    return all;
  }

  /** A case in words. */
  String words(int one) {
    return cases.get(one);
  }

  private static List<Object> key(Asked asked) {
    return List.of(asked.how(), asked.values());
  }

  /** What to try, with its words; the bounds themselves first. */
  private static Map<String, String> values(List<Asked> asked) {
    Asked first = asked.get(0);
    Map<String, String> values = new LinkedHashMap<>();
    switch (first.how()) {
      case YES, NO -> {
        boolean yes = first.how() == How.YES;
        values.put(How.YES.name(), yes ? first.said() : "not \"" + first.said() + "\"");
        values.put(How.NO.name(), yes ? "not \"" + first.said() + "\"" : first.said());
      }
      case IS, IS_NOT -> {
        boolean event = first.event() != null;
        for (Asked one : asked) {
          one.values()
              .forEach(value -> values.putIfAbsent(value, event ? one.said() : filled(one, value)));
        }
        if (!event) {
          values.put(ELSE, filled(first, ELSE));
        }
      }
      default -> numbers(asked).forEach(n -> values.put(n, filled(first, n)));
    }
    return values;
  }

  private static Set<String> numbers(List<Asked> asked) {
    TreeSet<BigDecimal> bounds = new TreeSet<>();
    asked.forEach(one -> bounds.add(new BigDecimal(one.values().get(0))));
    boolean whole = bounds.stream().allMatch(n -> n.scale() <= 0);
    BigDecimal step = whole ? BigDecimal.ONE : CENT;
    Set<String> numbers = new LinkedHashSet<>();
    bounds.forEach(n -> numbers.add(n.toPlainString()));
    for (BigDecimal bound : bounds) {
      if (bound.signum() > 0) {
        numbers.add(bound.subtract(step).toPlainString());
      }
      numbers.add(bound.add(step).toPlainString());
    }
    return numbers;
  }

  private static String filled(Asked asked, String value) {
    return asked.thing().replace(Asked.HOLE, value);
  }

  private static boolean holds(Asked asked, String value) {
    return switch (asked.how()) {
      case YES, NO -> asked.how().name().equals(value);
      case IS -> asked.values().contains(value);
      case IS_NOT -> !asked.values().contains(value);
      case AT_LEAST -> compared(value, asked) >= 0;
      case MORE -> compared(value, asked) > 0;
      case AT_MOST -> compared(value, asked) <= 0;
      case FEWER -> compared(value, asked) < 0;
    };
  }

  private static int compared(String value, Asked asked) {
    return new BigDecimal(value).compareTo(new BigDecimal(asked.values().get(0)));
  }
}
