package org.beforehand.decide;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign's latest publication goes out, where it was not simply let go.
 *
 * @param number names it for ever
 * @param who published it
 * @param since when
 * @param oldest when the oldest of its messages was put
 * @param start how small it began; null where it reaches everybody
 * @param reached how many customers have a seat; 0 where a share is drawn
 * @param widenAt when it is widened by itself; null: not at all
 * @param guard when it stops itself; null: never
 * @param outcomes how many of its messages had an outcome when they were counted last
 */
public record Rollout(
    String campaign,
    long number,
    String who,
    Instant since,
    Instant oldest,
    @Nullable Start start,
    long reached,
    @Nullable Instant widenAt,
    @Nullable Guard guard,
    long outcomes) {

  Starts.@Nullable Circle circle() {
    if (start instanceof Start.Share share) {
      return new Starts.Drawn(number, share);
    }
    return start instanceof Start.Customers customers
        ? new Starts.Seats(number, reached < customers.most())
        : null;
  }
}
