package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.beforehand.fact.Purpose;

/**
 * How contact that is neither service nor requested waits for what else comes to the same customer.
 * Its windows stand on the clock, in UTC: with a quarter of an hour, all that is decided from 10:00
 * to before 10:15 may leave at 10:15. So which of them meet does not hang on which came first.
 *
 * @param window how long a window is; zero: nothing gathers, each leaves by itself
 * @param apart how long whoever was outranked waits for another turn
 * @param combine the purposes of which several messages to one customer become one mail
 */
public record Gathering(Duration window, Duration apart, Set<Purpose> combine) {

  /** Each leaves by itself, as it comes. */
  static final Gathering NONE = new Gathering(Duration.ZERO, Duration.ofHours(24), Set.of());

  /** Whether contact of this purpose gathers. */
  public boolean of(Purpose purpose) {
    return !window.isZero() && !purpose.urgent();
  }

  /** The end of the window that holds this instant. */
  public Instant end(Instant at) {
    long length = window.toMillis();
    return length == 0
        ? at
        : Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), length) * length + length);
  }
}
