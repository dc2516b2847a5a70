package org.beforehand.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.beforehand.deliver.Ledger;

/** Lists that are read in parts: most of them the latest first. */
final class Listing {

  private Listing() {}

  static int within(int limit) {
    if (limit < 1 || limit > Ledger.MOST) {
      throw Asked.wrong("limit: expected 1 to " + Ledger.MOST);
    }
    return limit;
  }

  /** With {@code next} where there may be more: what the next part is asked for with. */
  static <T> Map<String, Object> part(
      String name, List<T> items, int most, ToLongFunction<T> number) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put(name, items);
    if (items.size() == most) {
      part.put("next", number.applyAsLong(items.get(most - 1)));
    }
    return part;
  }
}
