package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A planned set of outreach: who owns it, why it may contact people, and when it listens.
 *
 * @param name its folder
 * @param triggers the event types it listens to
 * @param priority among campaigns of the same purpose; higher goes first
 * @param key what one occurrence is, and thus how often the same customer may get it
 * @param expiry how long after it was due a message is still worth sending; null: until the end of
 *     the customer's day on which it was decided
 * @param freshness how old an event may be; older ones are remembered, not acted on
 * @param channels in the author's order; empty leaves the choice to the policy
 * @param schedule when it looks by itself, or null
 * @param experiment how it finds out what it does
 * @param company what becomes of it where others reach the same customer at the same time
 * @param atOnce whether its messages take all their channels at once, instead of the next only
 *     where one does not reach the customer
 */
public record Campaign(
    String name,
    String title,
    String owner,
    Purpose purpose,
    Status status,
    List<String> triggers,
    int priority,
    Key key,
    @Nullable Duration expiry,
    Freshness freshness,
    List<Channel> channels,
    @Nullable Schedule schedule,
    Experiment experiment,
    Company company,
    boolean atOnce) {

  /** One whose messages take one channel after the other. */
  public Campaign(
      String name,
      String title,
      String owner,
      Purpose purpose,
      Status status,
      List<String> triggers,
      int priority,
      Key key,
      @Nullable Duration expiry,
      Freshness freshness,
      List<Channel> channels,
      @Nullable Schedule schedule,
      Experiment experiment,
      Company company) {
    this(
        name,
        title,
        owner,
        purpose,
        status,
        triggers,
        priority,
        key,
        expiry,
        freshness,
        channels,
        schedule,
        experiment,
        company,
        false);
  }

  /**
   * In the company of other messages to the same customer.
   *
   * @param outranked what it does when a more important one leaves
   * @param combines whether its mails may be part of another's, or another's part of them
   */
  public record Company(Outranked outranked, boolean combines) {
    /** It waits, and combines. */
    public static final Company USUAL = new Company(Outranked.WAIT, true);
  }

  /** What an outranked message does. */
  public enum Outranked {
    /** It has another turn later. */
    WAIT,
    DROP
  }

  /**
   * How old an event may be.
   *
   * @param otherwise for the triggers that have no age of their own
   */
  public record Freshness(Duration otherwise, Map<String, Duration> byTrigger) {

    /** The age that counts for this event type. */
    public Duration of(String trigger) {
      return byTrigger.getOrDefault(trigger, otherwise);
    }
  }

  /** Whether it acts. */
  public enum Status {
    /** Being written; nothing of it runs. */
    DRAFT,
    /** Decides and records, sends nothing. */
    SHADOW,
    LIVE,
    /** Nothing new is decided and nothing that waits leaves. */
    PAUSED
  }

  /** What makes two occurrences the same one. */
  public sealed interface Key {
    /** The stage of an incident's episode. */
    record OfStage() implements Key {}

    /** Each event by itself. */
    record OfEvent() implements Key {}

    /** A field of the event's data, such as the ticket; the event itself where it is missing. */
    record OfField(String field) implements Key {}
  }

  /** The same campaign with another status. */
  Campaign as(Status other) {
    return with(other, triggers, experiment);
  }

  /** The same campaign where these are left out. */
  Campaign holdingOut(Holdout these) {
    return with(status, triggers, new Experiment(these, experiment.variants()));
  }

  /** The same campaign listening to these event types too. */
  Campaign alsoOn(Collection<String> types) {
    List<String> all = new ArrayList<>(triggers);
    types.stream().filter(type -> !all.contains(type)).forEach(all::add);
    return with(status, List.copyOf(all), experiment);
  }

  private Campaign with(Status its, List<String> listening, Experiment trying) {
    return new Campaign(
        name, title, owner, purpose, its, listening, priority, key, expiry, freshness, channels,
        schedule, trying, company, atOnce);
  }

  /** Which of its wordings a customer gets, always the same one; null where there is only one. */
  public @Nullable String variantFor(String customer) {
    return experiment.variant(name, customer);
  }

  /** When a message of this campaign is no longer worth sending. */
  public Instant expires(Instant due, Instant decided, ZoneId zone) {
    return expiry != null
        ? due.plus(expiry)
        : decided.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
  }

  /** The key of this campaign's outreach for a happening. */
  String keyOf(Happening happening) {
    Event event = happening.event();
    if (happening.stage() != null && happening.incident() != null) {
      return happening.incident().id()
          + "#"
          + happening.incident().episode()
          + ":"
          + happening.stage().word();
    }
    // What is said after a timer is another occurrence than what was said before it.
    if (event.data().get("timer") instanceof Map<?, ?> timer
        && event.source().equals(Happening.TIMER)
        && timer.get("key") instanceof String before) {
      return before + "/" + event.type().substring("timer.".length());
    }
    if (key instanceof Key.OfField of) {
      Object value = event.data().get(of.field());
      if (value instanceof String || value instanceof Number) {
        return value.toString();
      }
    }
    return event.source() + "/" + event.id();
  }
}
