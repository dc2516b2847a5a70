package org.beforehand.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes what we know about people. Every call belongs to the caller's transaction. */
public final class Customers {

  private final CustomerTable table;
  private final SuppressionTable suppressions;

  public Customers(JdbcClient db) {
    this.table = new CustomerTable(db);
    this.suppressions = new SuppressionTable(db);
  }

  /** A record that came in, with the sequence number its change takes. */
  public record Change(CustomerRecord record, long seq, Instant at, String source) {
    String customer() {
      return record.customer().id();
    }
  }

  /**
   * A customer who no longer allows contact of one purpose.
   *
   * @param channel the only one on which that is so; null for all
   */
  public record Refusal(String customer, Purpose purpose, @Nullable Channel channel) {}

  /**
   * Waits for, and holds until the transaction ends, the right to change these customers. Taken in
   * the order of their hashes, so that two batches never wait for each other; advisory, so that
   * nothing is written. Must be a statement of its own before anything is read: a lock and a read
   * in one statement would read what was there before the wait.
   */
  public void lock(Collection<String> customers) {
    table.lock(customers.stream().mapToLong(Customer::hash).distinct().sorted().boxed().toList());
  }

  /** The last sequence number of each customer that is known. */
  public Map<String, Long> sequences(Collection<String> customers) {
    return table.sequences(customers);
  }

  /** Stores the last sequence number each customer has taken. */
  public void advance(Map<String, Long> sequences) {
    table.advance(sequences);
  }

  /**
   * Applies records in order; unchanged ones are left alone. The caller holds the locks.
   *
   * @return what is no longer allowed and was, for the outbox to withdraw
   */
  public List<Refusal> apply(List<Change> changes) {
    List<Refusal> refusals = new ArrayList<>();
    List<Change> rest = changes;
    // One record per customer and statement; a customer that comes twice waits for the next round.
    while (!rest.isEmpty()) {
      List<Change> round = new ArrayList<>();
      List<Change> later = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (Change change : rest) {
        (seen.add(change.customer()) ? round : later).add(change);
      }
      refusals.addAll(applyOnce(round));
      rest = later;
    }
    return refusals;
  }

  private List<Refusal> applyOnce(List<Change> round) {
    Set<String> unchanged = table.unchanged(round);
    List<Change> changed =
        round.stream().filter(change -> !unchanged.contains(change.customer())).toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    table.upsert(changed);
    table.version(changed);
    table.scopes(changed);
    List<Refusal> refusals = new ArrayList<>(consent(consentsOf(changed)));
    for (Change change : changed) {
      if (change.record().customer().deceased()) {
        for (Purpose purpose : Purpose.values()) {
          refusals.add(new Refusal(change.customer(), purpose, null));
        }
      }
    }
    return refusals;
  }

  /** A yes or no, with the sequence number its change takes. */
  public record ConsentGiven(String customer, Consent consent, long seq) {}

  private static List<ConsentGiven> consentsOf(List<Change> changes) {
    List<ConsentGiven> given = new ArrayList<>();
    for (Change change : changes) {
      for (Consent consent : change.record().consents()) {
        given.add(new ConsentGiven(change.customer(), consent, change.seq()));
      }
    }
    return given;
  }

  /**
   * Records yes and no; what only repeats the latest word is left alone.
   *
   * @return those that turned to no
   */
  public List<Refusal> consent(List<ConsentGiven> given) {
    return given.isEmpty() ? List.of() : table.consent(given);
  }

  /** Never contact these addresses on this channel again. */
  public void suppress(
      Collection<String> addresses, Channel channel, String reason, Instant at, String source) {
    if (!addresses.isEmpty()) {
      suppressions.add(addresses, channel, reason, at, source);
    }
  }

  /** These addresses may be contacted on this channel again. */
  public void unsuppress(Collection<String> addresses, Channel channel, Instant at) {
    if (!addresses.isEmpty()) {
      suppressions.end(addresses, channel, at);
    }
  }
}
