package org.beforehand.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What there is to ask for: every trait of customers and every field of events, as they came in. It
 * is read from a sample, the same one each time, so that it costs as much with millions of
 * customers as with thousands.
 */
public final class Dictionary implements DataAtHand {

  /** More values than these are too many to list. */
  static final int FEW = 20;

  /** So often on average must each of few values come, or they are no list of values. */
  static final int EACH = 3;

  private final DictionaryTable table;

  public Dictionary(JdbcClient db) {
    this.table = new DictionaryTable(db);
  }

  /**
   * One trait or field.
   *
   * @param of the event type whose field it is; null for a trait
   * @param type text, number, yes/no, list or object: the one most values have
   * @param filled which share of the customers, or of the events of this type, has it; 0 to 1
   * @param common its most frequent values, the most frequent first; none where hardly any value
   *     comes twice, since such values are names and numbers of people
   * @param values all of its values, where they are few and each comes again and again; else none
   * @param latest when it was last given; null where nobody has it yet
   * @param meaning what it means, where somebody wrote it down
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      @Nullable String of,
      String name,
      String type,
      double filled,
      List<String> common,
      List<String> values,
      @Nullable Instant latest,
      @Nullable String meaning) {

    /** One of which only that it is there is known. */
    static Entry rare(@Nullable String of, String name) {
      return new Entry(of, name, "text", 0, List.of(), List.of(), null, null);
    }

    /** The same with what it means. */
    public Entry meaning(@Nullable String words) {
      return new Entry(of, name, type, filled, common, values, latest, words);
    }
  }

  /** Traits first, by name; then fields, by event type and name. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(table.traits());
    entries.addAll(table.fields());
    return entries;
  }

  /**
   * The same, and a closer look for what is asked for and not in the sample: at every customer, and
   * at many more events.
   */
  @Override
  public Seen look(Names names) {
    List<Entry> entries = new ArrayList<>(entries());
    Set<String> traits = new HashSet<>(names.traits());
    Map<String, Set<String>> fields = new HashMap<>();
    names.fields().forEach((type, asked) -> fields.put(type, new HashSet<>(asked)));
    for (Entry entry : entries) {
      Set<String> asked = entry.of() == null ? traits : fields.get(entry.of());
      if (asked != null) {
        asked.remove(entry.name());
      }
    }
    fields.values().removeIf(Set::isEmpty);
    if (!traits.isEmpty()) {
      table.traitsAmong(traits).forEach(name -> entries.add(Entry.rare(null, name)));
    }
    if (fields.isEmpty()) {
      return new Seen(entries, true);
    }
    entries.addAll(table.fieldsAmong(fields));
    return new Seen(entries, table.everyEventIsNear());
  }
}
