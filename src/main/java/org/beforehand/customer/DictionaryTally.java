package org.beforehand.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.beforehand.customer.Dictionary.Entry;
import org.jspecify.annotations.Nullable;

/** The same as the {@link Dictionary}, counted over records that are in no database. */
public final class DictionaryTally {

  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<Key, Count> counts =
      new TreeMap<>(
          Comparator.comparing(Key::of, Comparator.nullsFirst(Comparator.naturalOrder()))
              .thenComparing(Key::name));

  private record Key(@Nullable String of, String name) {}

  private static final class Count {
    private final Map<String, Integer> types = new HashMap<>();
    private final Map<String, Integer> words = new HashMap<>();
    private int n;
    private boolean open;

    void add(Object value) {
      n++;
      types.merge(typeOf(value), 1, Integer::sum);
      String word = String.valueOf(value);
      if (value instanceof Collection || value instanceof Map || word.length() > LONGEST) {
        open = true;
      } else if (words.size() <= Dictionary.FEW || words.containsKey(word)) {
        words.merge(word, 1, Integer::sum);
      }
    }

    List<String> values() {
      return open || words.size() > Dictionary.FEW || n < Dictionary.EACH * words.size()
          ? List.of()
          : words.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Integer>comparingByValue()
                      .reversed()
                      .thenComparing(Map.Entry.comparingByKey()))
              .map(Map.Entry::getKey)
              .toList();
    }

    String type() {
      return types.entrySet().stream()
          .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
          .map(Map.Entry::getKey)
          .orElse("text");
    }
  }

  /** Longer ones are no words to choose from. */
  private static final int LONGEST = 60;

  /**
   * Takes one customer's traits, or one event's data.
   *
   * @param of the event's type; null for a customer
   */
  public void add(@Nullable String of, Map<String, ?> values) {
    rows.merge(String.valueOf(of), 1, Integer::sum);
    values.forEach(
        (name, value) -> {
          if (value != null) {
            counts.computeIfAbsent(new Key(of, name), none -> new Count()).add(value);
          }
        });
  }

  /** What was taken, all of it. */
  public DataAtHand.Seen seen() {
    List<Entry> entries = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          int all = Objects.requireNonNull(rows.get(String.valueOf(key.of())));
          List<String> values = count.values();
          double filled = (double) count.n / all;
          entries.add(
              new Entry(key.of(), key.name(), count.type(), filled, values, values, null, null));
        });
    return new DataAtHand.Seen(List.copyOf(entries), true);
  }

  private static String typeOf(Object value) {
    return value instanceof Boolean
        ? "yes/no"
        : value instanceof Number
            ? "number"
            : value instanceof Collection ? "list" : value instanceof Map ? "object" : "text";
  }
}
