package org.beforehand.customer;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers events, each once. Every call belongs to the caller's transaction. */
public final class Timeline {

  private final EventTable table;

  public Timeline(JdbcClient db) {
    this.table = new EventTable(db);
  }

  /** What an event led to, once. */
  public enum Outcome {
    /** Its decision is stored. */
    DECIDED,
    /** No live campaign listens to its type. */
    NO_LISTENER,
    /** Older than every listening campaign's freshness: remembered, not decided. */
    STALE,
    /** Its customer is not known yet. */
    WAITING,
    /** Deciding it failed; {@code detail} says how. */
    PARKED,
    /** It moved an incident, is a schedule's, or was shared out: others do the deciding. */
    SWEEP,
    /** History that was imported: rules may count it, and it leads to nothing itself. */
    REMEMBERED
  }

  /**
   * An event as it is stored.
   *
   * @param fingerprint tells whether the same source and id come again with another body
   * @param seq the sequence number it takes in its customer's life; null for incidents and for
   *     customers that are not known
   * @param dataKeptElsewhere true for customer records, which are kept as profile versions
   */
  public record Entry(
      Event event,
      String fingerprint,
      Instant received,
      @Nullable Long seq,
      Outcome outcome,
      @Nullable String detail,
      boolean dataKeptElsewhere) {}

  /** The fingerprints of those of these events that are stored already. */
  public Map<Event.Key, String> known(Collection<Event.Key> keys) {
    return table.fingerprints(keys);
  }

  /**
   * Stores events, sorted by key so that two batches with the same events cannot wait for each
   * other.
   *
   * @return the keys that were new; the others had been stored by somebody else meanwhile
   */
  public Set<Event.Key> remember(List<Entry> entries) {
    return table.insert(entries);
  }

  /** Events that waited for customers who are known now, oldest first, at most {@code most}. */
  public List<Entry> nowKnown(int most) {
    return table.nowKnown(most);
  }

  /**
   * Gives waiting events their place in their customers' lives.
   *
   * @return the keys of those that were still waiting
   */
  public Set<Event.Key> settle(List<Entry> entries) {
    return table.settle(entries);
  }

  /** Events of which deciding failed, the latest first, at most {@code most}. */
  public List<Entry> parked(int most) {
    return table.parked(most);
  }

  /** The stored events with these keys. */
  public Map<Event.Key, Event> find(Collection<Event.Key> keys) {
    return table.find(keys);
  }

  /** A customer's events of a period by the time at which they happened, the latest first. */
  public List<Entry> of(String customer, java.time.Instant from, java.time.Instant to, int most) {
    return table.of(customer, from, to, most);
  }

  /** The event with this key and what it led to; null if it never came. */
  public @Nullable Entry entry(Event.Key key) {
    return table.entry(key);
  }

  /** The most events of one type the history looks back on; more cannot matter to a rule. */
  static final int MOST_TIMES = 1_000;

  static final Duration LOOK_BACK = org.beforehand.fact.History.LONGEST;
}
