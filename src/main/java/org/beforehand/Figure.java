package org.beforehand;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure.
 *
 * @param floor what the same work costs without us, measured in the same run; null where there is
 *     none
 * @param n how many things were measured
 */
record Figure(String figure, double value, String unit, @Nullable Double floor, long n) {

  private @Nullable Double ratio() {
    return floor == null || floor == 0 ? null : value / floor;
  }

  /** One line of JSON. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"figure\":\"%s\",\"value\":%.1f,\"unit\":\"%s\",\"floor\":%s,\"ratio\":%s,\"n\":%d}",
        figure,
        value,
        unit,
        floor == null ? "null" : String.format(Locale.ROOT, "%.1f", floor),
        ratio() == null ? "null" : String.format(Locale.ROOT, "%.3f", ratio()),
        n);
  }

  /** One line for people. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-16s %,10.0f %-10s%s  (n = %,d)",
        figure,
        value,
        unit,
        floor == null
            ? ""
            : String.format(Locale.ROOT, "  floor %,.0f, ratio %.2f", floor, ratio()),
        n);
  }
}
