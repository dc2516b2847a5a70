package org.beforehand.customer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What there is to ask for: every trait of customers and every field of events, as they came in. It
 * is read from a sample, the same one each time, so that it costs as much with millions of
 * customers as with thousands.
 */
public final class Dictionary {

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
   * @param latest when it was last given
   */
  public record Entry(
      @Nullable String of,
      String name,
      String type,
      double filled,
      List<String> common,
      Instant latest) {}

  /** Traits first, by name; then fields, by event type and name. */
  public List<Entry> entries() {
    List<Entry> entries = new java.util.ArrayList<>(table.traits());
    entries.addAll(table.fields());
    return entries;
  }
}
