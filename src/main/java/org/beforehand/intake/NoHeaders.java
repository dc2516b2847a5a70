package org.beforehand.intake;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * No header of a request becomes a header of Camel's, whatever its name and case: there it could
 * redirect a bean call or a mail. Those that mean something are read from the request itself. On
 * the way out, only what an answer needs.
 */
final class NoHeaders implements HeaderFilterStrategy {
  private static final Set<String> ANSWERED = Set.of("content-type", "retry-after");

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return true;
  }

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return !ANSWERED.contains(name.toLowerCase(Locale.ROOT));
  }
}
