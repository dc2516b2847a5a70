package org.beforehand.incident;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is added to an estimate before customers are told it, so that it is more often kept than
 * not. What is padded is rounded up to the quarter of an hour: nobody believes 14:07.
 *
 * @param by so much, whatever the estimate
 * @param percent so many hundredths of the time from when the estimate was made up to it
 */
public record Pad(Duration by, int percent) {

  /** Customers are told the estimate itself. */
  public static final Pad NONE = new Pad(Duration.ZERO, 0);

  private static final long QUARTER = Duration.ofMinutes(15).toMillis();

  /**
   * What customers are told.
   *
   * @param estimate what operations expect, or null where nobody knows
   * @param made when they came to expect it
   */
  @Nullable Instant told(@Nullable Instant estimate, Instant made) {
    if (estimate == null || equals(NONE)) {
      return estimate;
    }
    Duration ahead = Duration.between(made, estimate);
    Duration share =
        ahead.isNegative() ? Duration.ZERO : ahead.multipliedBy(percent).dividedBy(100);
    long millis = estimate.plus(by).plus(share).toEpochMilli();
    return Instant.ofEpochMilli(-Math.floorDiv(-millis, QUARTER) * QUARTER);
  }
}
