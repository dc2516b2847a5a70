package org.beforehand.goodwill;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * What gestures may be given from, as {@code contact-policy.yaml} says it.
 *
 * @param amount how much there is in each period; null where it covers everybody
 * @param owner whose it is; null where nobody says
 * @param campaigns those that may give from it; empty for all
 * @param perCustomer the most one customer may be given by all campaigns together, or null
 */
public record Budget(
    String name,
    @Nullable Amount amount,
    @Nullable String owner,
    Set<String> campaigns,
    @Nullable Limit perCustomer,
    Asking asking) {

  /** So much in each period. */
  public record Amount(Money money, Period per) {}

  /** At most so much within any window of this length. */
  public record Limit(Money most, Duration within) {}

  /**
   * When somebody is asked, and whom.
   *
   * @param above a gesture of more than this needs somebody's yes; null: none does for its size
   * @param approvers the names of the staff who decide; empty: every approver
   * @param deputies those who decide in their place
   * @param choices what may be done where the budget is short
   * @param atLeast less than this is given to nobody where gestures are made smaller, or null
   * @param answerWithin so long there is time to decide; then they are dropped
   */
  public record Asking(
      @Nullable Money above,
      List<String> approvers,
      List<String> deputies,
      List<Resolution> choices,
      @Nullable Money atLeast,
      Duration answerWithin) {

    /** What holds where nothing is said. */
    public static final Asking USUAL =
        new Asking(
            null,
            List.of(),
            List.of(),
            List.of(Resolution.TOP_UP, Resolution.SMALLER, Resolution.DROP),
            null,
            Duration.ofHours(72));

    /** Whether the budget names those who decide. */
    public boolean named() {
      return !approvers.isEmpty() || !deputies.isEmpty();
    }
  }

  /** How often there is as much again. */
  public enum Period {
    MONTH,
    QUARTER,
    YEAR,
    /** Never: there is so much once. */
    TOTAL;

    private static final int MONTHS_OF_A_QUARTER = 3;

    /** The first day of the period that this day is in. */
    public LocalDate begin(LocalDate day) {
      return switch (this) {
        case MONTH -> day.withDayOfMonth(1);
        case QUARTER ->
            LocalDate.of(
                day.getYear(),
                (day.getMonthValue() - 1) / MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1,
                1);
        case YEAR -> day.withDayOfYear(1);
        case TOTAL -> LocalDate.EPOCH;
      };
    }

    /** The first day of the period after the one that begins on this day; null: there is none. */
    public @Nullable LocalDate next(LocalDate begin) {
      return switch (this) {
        case MONTH -> begin.plusMonths(1);
        case QUARTER -> begin.plusMonths(MONTHS_OF_A_QUARTER);
        case YEAR -> begin.plusYears(1);
        case TOTAL -> null;
      };
    }
  }

  /**
   * One budget in one period. Whoever holds several holds them in this order.
   *
   * @param period its first day
   */
  public record Account(String budget, LocalDate period, String currency)
      implements Comparable<Account> {

    private static final Comparator<Account> ORDER =
        Comparator.comparing(Account::budget)
            .thenComparing(Account::period)
            .thenComparing(Account::currency);

    @Override
    public int compareTo(Account other) {
      return ORDER.compare(this, other);
    }
  }

  /** Whether it can run out. */
  public boolean limited() {
    return amount != null;
  }

  /**
   * The account that is drawn on at an instant. Only a limited budget has one.
   *
   * @param zone the company's, on whose calendar periods begin
   */
  public Account account(Instant at, ZoneId zone) {
    Amount its = Objects.requireNonNull(amount, name);
    return new Account(
        name, its.per().begin(LocalDate.ofInstant(at, zone)), its.money().currency());
  }

  /** The account of the period after the one at an instant; null where there is none. */
  @Nullable Account accountAfter(Instant at, ZoneId zone) {
    Account now = account(at, zone);
    LocalDate next = Objects.requireNonNull(amount, name).per().next(now.period());
    return next == null ? null : new Account(name, next, now.currency());
  }

  /** Whether this amount needs somebody's yes whatever there is left. */
  public boolean tooMuchAlone(Money money) {
    return asking.above != null && asking.above.lessThan(money);
  }
}
