package org.beforehand.goodwill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is asked before anything is given.
 *
 * @param revision of the rules that gave
 * @param amount what it came to when it was asked
 * @param available what was left of the budget then; null where it had no limit
 * @param choices what may be done
 * @param expires until when
 * @param decided null while nobody has
 */
public record Request(
    long id,
    String budget,
    Subject subject,
    String revision,
    Money amount,
    @Nullable BigDecimal available,
    List<Resolution> choices,
    State state,
    Instant at,
    Instant expires,
    @Nullable Decided decided) {

  /**
   * What it is for.
   *
   * @param sweep whose gestures these are; null for a single one
   * @param outreach of a single gesture; null for a sweep's
   * @param asks whom the rule asks, in its own words; null where it does not say
   */
  public record Subject(
      String campaign,
      @Nullable Long sweep,
      @Nullable Long outreach,
      @Nullable String incident,
      @Nullable String asks,
      long gestures,
      long customers) {}

  /** Where it stands. */
  public enum State {
    OPEN,
    DECIDED,
    EXPIRED;

    /** The word used in tables and interfaces. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #word()} writes.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** What somebody chose. */
  public record Decided(Resolution choice, Budgets.By by, Instant at) {}
}
