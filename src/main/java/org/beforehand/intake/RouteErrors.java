package org.beforehand.intake;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;

/**
 * Where a route goes that failed: the sender is told in a problem document without internals, and
 * the log gets the kind of failure but not its text, which may quote a row.
 */
public final class RouteErrors {
  private static final Logger LOG = LoggerFactory.getLogger(RouteErrors.class);

  /** Called by {@code errors.camel.yaml}. */
  public void answer(Exchange exchange) {
    Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (failure != null && databaseAway(failure)) {
      LOG.warn("{}: the database does not answer", exchange.getFromRouteId());
      HttpDoor.answer(exchange, Answer.unavailable());
      return;
    }
    LOG.error("{} failed: {}", exchange.getFromRouteId(), kinds(failure));
    HttpDoor.answer(
        exchange,
        Answer.problem(
            Answer.FAILED, "this is our fault; it is in the log, and may be sent again"));
  }

  private static boolean databaseAway(Throwable failure) {
    if (failure instanceof TransientDataAccessException || failure instanceof Unstored) {
      return true;
    }
    try {
      if (failure instanceof RuntimeException fault) {
        Unavailable.rethrow(fault);
      }
      return false;
    } catch (RuntimeException away) {
      return true;
    }
  }

  private static String kinds(Throwable failure) {
    StringBuilder kinds = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      kinds.append(kinds.isEmpty() ? "" : " < ").append(cause.getClass().getName());
      if (cause.getStackTrace().length > 0) {
        kinds.append(" at ").append(cause.getStackTrace()[0]);
      }
    }
    return kinds.toString();
  }
}
