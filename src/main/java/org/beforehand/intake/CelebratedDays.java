package org.beforehand.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.beforehand.fact.WorkingTime;

/**
 * Whose day it is, by their days as {@code MM-dd}.
 *
 * @param usual in most countries
 * @param other by the country of a customer's locale, where it is another's day there; for
 *     customers whose own zone does not say where they live
 * @param anywhere whether the zone at hand does not say it
 */
record CelebratedDays(List<String> usual, Map<String, List<String>> other, boolean anywhere) {

  static CelebratedDays of(List<String> days) {
    return new CelebratedDays(days, Map.of(), false);
  }

  /** The same, where these countries may have other days. */
  CelebratedDays unlike(
      Map<String, WorkingTime> countries,
      Function<WorkingTime, List<String>> days,
      boolean ofAnywhere) {
    Map<String, List<String>> others = new LinkedHashMap<>();
    countries.forEach(
        (country, working) -> {
          List<String> its = days.apply(working);
          if (!its.equals(usual)) {
            others.put(country, its);
          }
        });
    return new CelebratedDays(usual, others, ofAnywhere);
  }

  /** All of them, of whichever country. */
  String[] all() {
    return java.util.stream.Stream.concat(
            usual.stream(), other.values().stream().flatMap(List::stream))
        .distinct()
        .toArray(String[]::new);
  }

  /** The countries with other days. */
  String[] countries() {
    return other.keySet().toArray(String[]::new);
  }

  /** A country and one of its days, such as {@code NO 05-17}; without a country the usual days. */
  String[] pairs() {
    return java.util.stream.Stream.concat(
            usual.stream().map(day -> " " + day),
            other.entrySet().stream()
                .flatMap(one -> one.getValue().stream().map(day -> one.getKey() + " " + day)))
        .toArray(String[]::new);
  }
}
