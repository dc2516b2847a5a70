package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beforehand.customer.Customers.Refusal;
import org.beforehand.decide.Reason;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The outbox and ledger of contacts: one row per intent, for ever. Every call belongs to the
 * caller's transaction, so that an intent exists exactly if what led to it does.
 */
public final class Outbox {

  private final OutreachTable table;
  private final ReportTable reports;
  private final FallbackTable fallback;

  public Outbox(JdbcClient db) {
    this.table = new OutreachTable(db);
    this.reports = new ReportTable(db);
    this.fallback = new FallbackTable(db);
  }

  /**
   * Puts intents. One whose identity is taken is left out, unless what it was overtaken by proved
   * false: then the old row lives again.
   *
   * @return the numbers of those that were put
   */
  public Map<Outreach.Id, Long> put(Collection<Outreach> outreach) {
    return outreach.isEmpty() ? Map.of() : table.insert(outreach);
  }

  /**
   * Takes back whatever waits for customers who no longer allow it. The row lock decides the race
   * with a dispatcher: what is not {@code sending} when this commits, never leaves.
   *
   * @return how many were taken back
   */
  public int withdraw(List<Refusal> refusals, Instant at) {
    return withdraw(refusals, "consent", Reason.OPTED_OUT, at);
  }

  /** The same for another reason than that the customer said no. */
  public int withdraw(List<Refusal> refusals, String gate, Reason reason, Instant at) {
    return refusals.isEmpty() ? 0 : table.withdraw(refusals, gate, reason, at);
  }

  /**
   * An intent of which nothing has left yet.
   *
   * @param cause the event it follows from
   * @param seq the customer's sequence number it was decided at
   */
  public record Waits(long number, String customer, String key, Event.Key cause, long seq) {}

  /** What waits for these customers. */
  public List<Waits> waiting(Collection<String> customers) {
    return table.waiting(customers);
  }

  /**
   * An intent to be taken back.
   *
   * @param at when that was decided
   * @param seq the sequence number of the decision that takes it back; 0 where no rule did
   */
  public record Withdrawn(long number, Instant at, long seq) {}

  /** Takes back what a rule stopped. The row lock decides the race, as for a withdrawn consent. */
  public void stop(Collection<Withdrawn> withdrawn) {
    if (!withdrawn.isEmpty()) {
      table.cancel(withdrawn, "stop", Reason.STOPPED);
    }
  }

  /** Takes back calls that nobody has made yet, because the customer rang. */
  public void callOff(Collection<Withdrawn> calls) {
    if (!calls.isEmpty()) {
      table.cancel(calls, "desk", Reason.RANG_US);
    }
  }

  /** Takes back notes that nobody is going to write. */
  public void unwritten(Collection<Withdrawn> notes) {
    if (!notes.isEmpty()) {
      table.cancel(notes, "desk", Reason.NOT_WRITTEN);
    }
  }

  /**
   * What came back of a message that had left.
   *
   * @param customer whose it must be
   * @param channel by which it had left
   * @param to {@code DELIVERED}, {@code BOUNCED}, {@code COMPLAINED} or {@code ANSWERED}
   * @param reason why it did not arrive, where that is said
   * @param seen whether the customer has looked at it
   */
  public record Returned(
      long number,
      String customer,
      Channel channel,
      OutreachState to,
      @Nullable Reason reason,
      boolean seen,
      Instant at) {}

  /**
   * Settles anew what had left; a number that is not the customer's changes nothing. What did not
   * arrive goes on by its next channel, if there is one.
   */
  public void returned(Collection<Returned> returned) {
    if (returned.isEmpty()) {
      return;
    }
    reports.keep(returned);
    reports.settle(returned);
    Map<Instant, List<Long>> failed = new TreeMap<>();
    for (Returned one : returned) {
      if (one.to() == OutreachState.BOUNCED) {
        failed.computeIfAbsent(one.at(), none -> new ArrayList<>()).add(one.number());
      }
    }
    failed.forEach((at, numbers) -> fallback.onward(numbers, at));
  }

  /** A message that left. */
  public record Sent(long number, String customer) {}

  /** The message that its carrier's peer calls that in its reports. */
  public Optional<Sent> sentAs(String peer) {
    return reports.sentAs(peer);
  }

  /**
   * Takes back whatever waits about an incident's episode for these customers, because the episode
   * has ended. The caller holds the incident and the customers.
   */
  public int supersede(String incident, int episode, Collection<String> customers, Instant at) {
    return table.supersede(incident, episode, customers, at);
  }
}
