package org.beforehand.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What outages meant to the customer, as far as the rules at hand ask for it.
 *
 * @param interruptions when they were without service
 * @param estimates by incident, when service was expected back as the customer was told last; of an
 *     incident without an estimate they were told none
 */
public record OutageHistory(List<Interruption> interruptions, Map<String, Instant> estimates) {

  /** Nothing, or nobody asked. */
  public static final OutageHistory NONE = new OutageHistory(List.of(), Map.of());

  /**
   * How long the customer was without service from one instant to another. What overlaps counts
   * once, whichever services it took away.
   *
   * @param service the only one that counts; null for any
   */
  Duration without(@Nullable String service, Instant from, Instant upto) {
    List<Interruption> inOrder =
        interruptions.stream()
            .filter(one -> service == null || one.service().equals(service))
            .sorted(Comparator.comparing(Interruption::from))
            .toList();
    Duration sum = Duration.ZERO;
    Instant counted = from;
    for (Interruption one : inOrder) {
      Instant begin = one.from().isAfter(counted) ? one.from() : counted;
      Instant back = Objects.requireNonNullElse(one.until(), upto);
      Instant end = back.isBefore(upto) ? back : upto;
      if (end.isAfter(begin)) {
        sum = sum.plus(Duration.between(begin, end));
        counted = end;
      }
    }
    return sum;
  }
}
