package org.beforehand.studio;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.beforehand.customer.DataAtHand.Seen;
import org.beforehand.customer.Dictionary;
import org.beforehand.decide.Declared;
import org.jspecify.annotations.Nullable;

/** The traits and fields there are: seen in the data, declared in the folder, or remembered. */
final class KnownWords {

  /**
   * One of them.
   *
   * @param values all it was so far; empty where these are too many to tell
   * @param closed whether somebody wrote down that it is never anything else
   */
  record Word(Set<String> values, boolean closed) {
    private static final Word OPEN = new Word(Set.of(), false);

    /** It may be what either says; anything, where one of them cannot tell. */
    Word or(Word other) {
      if (values.isEmpty() || other.values.isEmpty()) {
        return OPEN;
      }
      Set<String> either = new LinkedHashSet<>(values);
      either.addAll(other.values);
      return new Word(either, closed && other.closed);
    }
  }

  private final Map<String, Word> traits = new TreeMap<>();
  private final Map<String, Map<String, Word>> fields = new HashMap<>();
  private final boolean anyTrait;

  /**
   * @param remembered the traits that rules give, with their values; they alone do not make the
   *     others unknown
   */
  KnownWords(Seen seen, List<Declared> declared, Map<String, Set<String>> remembered) {
    for (Dictionary.Entry entry : seen.entries()) {
      of(entry.of()).put(entry.name(), new Word(new LinkedHashSet<>(entry.values()), false));
    }
    for (Declared one : declared) {
      boolean closed = !one.values().isEmpty();
      of(one.of()).put(one.name(), new Word(new LinkedHashSet<>(one.values()), closed));
    }
    anyTrait = !traits.isEmpty();
    remembered.forEach((name, values) -> traits.merge(name, new Word(values, false), Word::or));
  }

  private Map<String, Word> of(@Nullable String type) {
    return type == null ? traits : fields.computeIfAbsent(type, none -> new TreeMap<>());
  }

  /** Whether enough is known to say that there is no such trait. */
  boolean anyTrait() {
    return anyTrait;
  }

  Set<String> traits() {
    return traits.keySet();
  }

  @Nullable Word trait(String name) {
    return traits.get(name);
  }

  /** Whether anything is known of events of all these types. */
  boolean anyFieldOfEach(Collection<String> types) {
    return fields.keySet().containsAll(types);
  }

  /** Of all these types together. */
  Set<String> fields(Collection<String> types) {
    Set<String> names = new TreeSet<>();
    types.forEach(type -> names.addAll(fields.getOrDefault(type, Map.of()).keySet()));
    return names;
  }

  /** What is known of a field, in whichever of these types; null where none has it. */
  @Nullable Word field(String name, Collection<String> types) {
    return types.stream()
        .flatMap(type -> Stream.ofNullable(fields.getOrDefault(type, Map.of()).get(name)))
        .reduce(Word::or)
        .orElse(null);
  }
}
