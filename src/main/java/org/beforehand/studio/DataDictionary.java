package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.beforehand.customer.Dictionary;
import org.beforehand.customer.Dictionary.Entry;
import org.beforehand.decide.Declared;
import org.beforehand.decide.Rulebooks;
import org.jspecify.annotations.Nullable;

/** What authors can ask for: what came in, with what the published rules say it means. */
public final class DataDictionary {

  private final Dictionary dictionary;
  private final Rulebooks rulebooks;

  public DataDictionary(Dictionary dictionary, Rulebooks rulebooks) {
    this.dictionary = dictionary;
    this.rulebooks = rulebooks;
  }

  /** What came in, in the order of the {@link Dictionary}, then what is only declared so far. */
  public List<Entry> entries() {
    List<Declared> declared = new ArrayList<>(rulebooks.current().declared());
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : dictionary.entries()) {
      Declared its = take(declared, entry);
      entries.add(its == null || its.meaning().isEmpty() ? entry : entry.meaning(its.meaning()));
    }
    declared.forEach(one -> entries.add(unseen(one)));
    return entries;
  }

  private static @Nullable Declared take(List<Declared> declared, Entry entry) {
    for (Declared one : declared) {
      if (Objects.equals(one.of(), entry.of()) && one.name().equals(entry.name())) {
        declared.remove(one);
        return one;
      }
    }
    return null;
  }

  private static Entry unseen(Declared one) {
    return new Entry(
        one.of(),
        one.name(),
        one.type(),
        0,
        List.of(),
        one.values(),
        null,
        one.meaning().isEmpty() ? null : one.meaning());
  }
}
