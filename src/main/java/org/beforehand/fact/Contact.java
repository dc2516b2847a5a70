package org.beforehand.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One outreach to a customer, as the customer's timeline remembers it.
 *
 * @param id the outreach's number; 0 while it is only being decided
 * @param at when it left, or is due to leave
 * @param thread the conversation it belongs to, such as {@code outage:broadband}
 * @param incidentVersion the version of the incident it was last rendered from
 * @param message the name of what was sent or read out; null where nobody has said
 * @param priority of its campaign among those of the same purpose
 * @param missed the channels by which it was tried before and came to nothing
 */
public record Contact(
    long id,
    String campaign,
    String key,
    Action action,
    Purpose purpose,
    Channel channel,
    OutreachState state,
    Instant at,
    @Nullable String thread,
    @Nullable Stage stage,
    @Nullable String incident,
    long incidentVersion,
    @Nullable String message,
    int priority,
    List<Channel> missed) {

  /** One that was tried by one channel only. */
  public Contact(
      long id,
      String campaign,
      String key,
      Action action,
      Purpose purpose,
      Channel channel,
      OutreachState state,
      Instant at,
      @Nullable String thread,
      @Nullable Stage stage,
      @Nullable String incident,
      long incidentVersion,
      @Nullable String message,
      int priority) {
    this(
        id,
        campaign,
        key,
        action,
        purpose,
        channel,
        state,
        at,
        thread,
        stage,
        incident,
        incidentVersion,
        message,
        priority,
        List.of());
  }

  /** One of which it does not matter what it said. */
  public Contact(
      long id,
      String campaign,
      String key,
      Action action,
      Purpose purpose,
      Channel channel,
      OutreachState state,
      Instant at,
      @Nullable String thread,
      @Nullable Stage stage,
      @Nullable String incident,
      long incidentVersion) {
    this(
        id,
        campaign,
        key,
        action,
        purpose,
        channel,
        state,
        at,
        thread,
        stage,
        incident,
        incidentVersion,
        null,
        0);
  }

  /** The same in another state. */
  public Contact as(OutreachState its) {
    return new Contact(
        id,
        campaign,
        key,
        action,
        purpose,
        channel,
        its,
        at,
        thread,
        stage,
        incident,
        incidentVersion,
        message,
        priority,
        missed);
  }
}
