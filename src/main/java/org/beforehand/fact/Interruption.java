package org.beforehand.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a customer was without a service: an outage that proved true, or maintenance.
 *
 * @param service which one, such as {@code broadband}
 * @param from when it was gone, or when the customer came to depend on it
 * @param until when it was back; null as long as it is not
 * @param planned whether maintenance took it away
 */
public record Interruption(String service, Instant from, @Nullable Instant until, boolean planned) {

  /** One that an outage brought. */
  public Interruption(String service, Instant from, @Nullable Instant until) {
    this(service, from, until, false);
  }
}
