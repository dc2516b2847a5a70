package org.beforehand.deliver;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.beforehand.fact.OutreachState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as its readers see it: what was intended, and what became of it. */
public final class Ledger {

  /** The most lines of one reading. */
  public static final int MOST = 500;

  private final LedgerTable table;

  public Ledger(JdbcClient db) {
    this.table = new LedgerTable(db);
  }

  /**
   * One intent.
   *
   * @param variant which of the message's wordings, or null where there is one only
   * @param moment the bad moment that the last look before sending met, by its name in the policy
   * @param source of the event it follows from
   * @param event that event's id
   * @param settled when it came to its state, or null while it is on its way
   */
  public record Line(
      long id,
      String campaign,
      String customer,
      String key,
      String action,
      String purpose,
      String channel,
      String message,
      @Nullable String variant,
      String rule,
      String revision,
      String state,
      @Nullable String gate,
      @Nullable String reason,
      @Nullable String moment,
      Instant due,
      Instant expires,
      String source,
      String event,
      @Nullable String incident,
      @Nullable String stage,
      int attempts,
      @Nullable Instant settled,
      Instant created) {}

  /** What a reader is interested in; null means whatever it is. */
  public record Interest(
      @Nullable String customer, @Nullable String campaign, @Nullable OutreachState state) {}

  /**
   * The newest lines, newest first.
   *
   * @param before the last line of the reading before this one, or null for the first
   */
  public List<Line> read(Interest interest, @Nullable Long before, int most) {
    return table.read(interest, before, Math.max(1, Math.min(most, MOST)));
  }

  /** The line of this number. */
  public Optional<Line> find(long number) {
    return table.lines(List.of(number)).stream().findAny();
  }

  /** How many there are in each state. */
  public SortedMap<OutreachState, Long> counts() {
    return table.counts();
  }

  /** How many should have left by this instant, or are leaving. */
  public long due(Instant at) {
    return table.due(at);
  }

  /**
   * One try of an outreach.
   *
   * @param channel by which
   * @param outcome accepted, refused, try_later or in_doubt
   * @param reply what the relay or message centre said
   * @param cameOf delivered, bounced or complained, as was reported later; null where nothing was
   */
  public record Attempt(
      long outreach,
      int n,
      Instant at,
      String channel,
      String outcome,
      String reply,
      @Nullable String cameOf,
      @Nullable Instant cameAt) {}

  /** Every try of these, in order. */
  public List<Attempt> attempts(Collection<Long> outreach) {
    return table.attempts(outreach);
  }
}
