package org.beforehand.customer;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The company's data, as far as they are at hand where rules are checked. */
@FunctionalInterface
public interface DataAtHand {

  /** There are none. */
  DataAtHand NONE = names -> Seen.NOTHING;

  /**
   * What there is in them.
   *
   * @param names what is asked for, and may be looked for more closely
   */
  Seen look(Names names);

  /**
   * Traits, and fields by event type.
   *
   * @param traits of customers
   * @param fields of events, by type
   */
  record Names(Set<String> traits, Map<String, Set<String>> fields) {}

  /**
   * What was seen.
   *
   * @param entries all there are in the part that was looked at, and of those asked for, all there
   *     are among the customers
   * @param everyEvent whether all events were looked at for the fields asked for, or only some
   */
  record Seen(List<Dictionary.Entry> entries, boolean everyEvent) {
    /** Nothing, where there is nothing. */
    public static final Seen NOTHING = new Seen(List.of(), true);
  }
}
