package org.beforehand.fact;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An outage or maintenance as it stands.
 *
 * @param id the source's identifier
 * @param service which service it takes away, such as {@code broadband}
 * @param episode 1, and one more each time it is reopened after customers were told it was over
 * @param version moves with every change; a notice carries the version it was rendered from
 * @param eta when service is expected back, where anybody knows
 * @param openedAt when this episode began
 * @param etaUpdates how many changed estimates were announced in this episode
 * @param scopes what it touches, such as {@code circuit:1201}
 */
public record Incident(
    String id,
    String service,
    @Nullable String cause,
    boolean planned,
    Status status,
    int episode,
    long version,
    @Nullable Instant eta,
    Instant openedAt,
    int etaUpdates,
    Set<String> scopes) {

  /** Where it stands. */
  public enum Status {
    OPEN,
    RESTORED,
    CANCELLED
  }

  public boolean open() {
    return status == Status.OPEN;
  }

  /**
   * The conversation it belongs to: one per customer and service, however many incidents overlap.
   */
  public String thread() {
    return "outage:" + service;
  }

  /** Whether it touches anything the customer depends on. */
  public boolean touches(Customer customer) {
    return customer.scopes().stream().anyMatch(scopes::contains);
  }
}
