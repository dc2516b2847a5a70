package org.beforehand.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dated yes or no to one purpose.
 *
 * @param channel the only one it is about; null for any
 * @param source who recorded it: a route, a form, a file
 * @param proof what the company has to show for it, such as a form and its version; null for none
 */
public record Consent(
    Purpose purpose,
    @Nullable Channel channel,
    boolean granted,
    Instant at,
    String source,
    @Nullable String proof) {

  /** One that is about any channel, and for which there is nothing to show. */
  public Consent(Purpose purpose, boolean granted, Instant at, String source) {
    this(purpose, null, granted, at, source, null);
  }
}
