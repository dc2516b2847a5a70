package org.beforehand.goodwill;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger of gestures. A gesture is as its outreach is: while that waits or has left, it is
 * promised; where that was taken back before it left, the gesture is withdrawn. This is read, not
 * written, so the two can never disagree.
 */
public final class Gestures {

  private final GestureTable table;

  public Gestures(JdbcClient db) {
    this.table = new GestureTable(db);
  }

  /**
   * One gesture that is granted.
   *
   * @param outreach the number of the outreach that promises it
   * @param at when it was granted
   * @param reason what for
   * @param budget which budget it is for; null for none
   * @param revision of the rules that granted it
   */
  public record Grant(
      long outreach,
      String customer,
      Instant at,
      Money money,
      String reason,
      @Nullable String budget,
      String revision) {}

  /** Enters gestures, in the caller's transaction. */
  public void put(Collection<Grant> grants) {
    if (!grants.isEmpty()) {
      table.insert(grants);
    }
  }

  /** What these outreach promise, by their numbers; those that promise nothing are left out. */
  public Map<Long, Money> of(Collection<Long> outreach) {
    return outreach.isEmpty() ? Map.of() : table.of(outreach);
  }
}
