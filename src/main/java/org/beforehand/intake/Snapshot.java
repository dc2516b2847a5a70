package org.beforehand.intake;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a feed gave when it was looked at.
 *
 * @param rows how many, readable or not
 * @param outages those that could be read, by id
 * @param seen all ids that could be read, whatever else was wrong with the row
 * @param unreadable rows that could not be read
 * @param nameless those of them of which not even the id could be
 * @param example the first unreadable row's id and what is wrong with it
 * @param broken why it is not whole; null where it is
 */
record Snapshot(
    int rows,
    Map<String, FeedOutage> outages,
    Set<String> seen,
    int unreadable,
    int nameless,
    @Nullable String example,
    @Nullable String broken) {

  /** Reads a document. */
  static Snapshot of(byte[] json, FeedMapping mapping) {
    Reading reading = new Reading(mapping);
    StrictJson.array(json, mapping.array(), reading);
    return reading.snapshot();
  }

  /** Reads rows that are parsed already. */
  static Snapshot of(List<Map<String, Object>> rows, FeedMapping mapping) {
    Reading reading = new Reading(mapping);
    rows.forEach(row -> reading.good(0, row));
    return reading.snapshot();
  }

  /** The same as the last one, which was good and held these outages. */
  static Snapshot same(FeedState last, Set<String> seen) {
    return new Snapshot(last.rows(), Map.of(), seen, last.unreadable(), 0, null, null);
  }

  /** Collects what the rows give. */
  private static final class Reading implements StrictJson.Elements {
    private final FeedMapping mapping;
    private final Map<String, FeedOutage> outages = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int rows;
    private int unreadable;
    private int nameless;
    private @Nullable String example;
    private @Nullable String broken;

    Reading(FeedMapping mapping) {
      this.mapping = mapping;
    }

    @Override
    public void good(int index, Map<String, Object> element) {
      rows++;
      String id = mapping.id(element);
      if (id == null) {
        nameless++;
        unreadable("row " + rows, mapping.outage() + ": expected an id of 1 to 100 characters");
        return;
      }
      if (!seen.add(id)) {
        unreadable(id, "stands here twice; the first counts");
        return;
      }
      try {
        outages.put(id, mapping.read(id, element));
      } catch (Refused refused) {
        unreadable(id, refused.reason());
      }
    }

    @Override
    public void bad(int index, String reason) {
      if (StrictJson.wholeBody(reason)) {
        broken = reason;
      } else {
        rows++;
        nameless++;
        unreadable("row " + rows, reason);
      }
    }

    private void unreadable(String where, String why) {
      unreadable++;
      if (example == null) {
        example = where + ": " + why;
      }
    }

    Snapshot snapshot() {
      return new Snapshot(rows, outages, seen, unreadable, nameless, example, broken);
    }
  }
}
