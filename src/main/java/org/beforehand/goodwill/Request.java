package org.beforehand.goodwill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * Somebody is asked before anything is given, or before a budget has more.
 *
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
    Money amount,
    @Nullable BigDecimal available,
    List<Resolution> choices,
    State state,
    Instant at,
    Instant expires,
    @Nullable Decided decided) {

  /** What it is for. */
  public sealed interface Subject {

    /** The member of staff who asked for it, and does not answer it; null where nobody did. */
    @Nullable String askedBy();
  }

  /** What rules gave. */
  public sealed interface Giving extends Subject {
    String campaign();

    /** The name of the rules that gave. */
    String revision();

    @Nullable String incident();

    /** Whom the rule asks, in its own words; null where it does not say. */
    @Nullable String asks();

    long gestures();

    long customers();
  }

  /**
   * All that a sweep gave.
   *
   * @param sweep its number
   */
  public record Together(
      String campaign,
      String revision,
      long sweep,
      @Nullable String incident,
      @Nullable String asks,
      long gestures,
      long customers)
      implements Giving {
    @Override
    public @Nullable String askedBy() {
      return null;
    }
  }

  /**
   * One gesture.
   *
   * @param outreach its number
   * @param askedBy the colleague who granted it by hand; null where a rule gave it by itself
   */
  public record Single(
      String campaign,
      String revision,
      long outreach,
      @Nullable String incident,
      @Nullable String asks,
      @Nullable String askedBy)
      implements Giving {
    @Override
    public long gestures() {
      return 1;
    }

    @Override
    public long customers() {
      return 1;
    }
  }

  /**
   * More money for the budget, in the period in which it was asked for.
   *
   * @param why why it is asked for
   */
  public record TopUp(String askedBy, String why) implements Subject {}

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
