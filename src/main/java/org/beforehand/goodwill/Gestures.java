package org.beforehand.goodwill;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ledger of gestures. A gesture is as its outreach is: while that waits or has left, it is
 * promised; where that was taken back before it left, the gesture is withdrawn. This is read, not
 * written, so the two can never disagree. The money for it is moved by {@link Budgets}.
 */
public final class Gestures {

  private final GestureTable table;
  private final Budgets budgets;
  private final Codes codes;

  public Gestures(JdbcClient db, Codes codes) {
    this.table = new GestureTable(db);
    this.budgets = new Budgets(db);
    this.codes = codes;
  }

  /** For those that need no code, or an installation that has no secret. */
  public Gestures(JdbcClient db) {
    this(db, new Codes(db));
  }

  /**
   * One gesture that is decided.
   *
   * @param outreach the number of the outreach that promises it
   * @param at when it was decided
   * @param reason what for
   * @param revision of the rules that decided it
   * @param sweep the sweep it is part of; null for none
   */
  public record Grant(
      long outreach,
      String customer,
      String campaign,
      Instant at,
      Worth worth,
      String reason,
      String revision,
      @Nullable Long sweep,
      Source source) {}

  /**
   * What a gesture is.
   *
   * @param value what it is worth to the customer
   * @param cost what it costs us, in the same currency
   * @param until the first instant at which its code is no longer good; null: it has none
   */
  public record Worth(GestureKind kind, Money value, Money cost, @Nullable Instant until) {}

  /** Where the money of a gesture is to come from. */
  public sealed interface Source {}

  /**
   * Nothing that could run out.
   *
   * @param budget the budget it is for; null for none
   */
  public record Unlimited(@Nullable String budget) implements Source {}

  /** This account; the caller holds it, and knows that there is enough. */
  public record Account(Budget.Account account) implements Source {}

  /**
   * This budget, once its total is known or somebody has agreed.
   *
   * @param asks whom the rule asks, in its own words; null where it does not say
   * @param askedBy the colleague who granted it by hand; null where a rule gave it by itself
   */
  public record Awaited(String budget, @Nullable String asks, @Nullable String askedBy)
      implements Source {}

  /**
   * Enters gestures and takes the money for them, in the caller's transaction. What is done by now,
   * or being done, stays as it is.
   */
  public void put(Collection<Grant> all) {
    Set<Long> underWay =
        all.isEmpty() ? Set.of() : table.underWay(all.stream().map(Grant::outreach).toList());
    List<Grant> grants = all.stream().filter(one -> !underWay.contains(one.outreach())).toList();
    if (grants.isEmpty()) {
      return;
    }
    // One that lives again may not have had its money given back yet.
    budgets.giveBack(grants.stream().map(Grant::outreach).toList(), grants.get(0).at());
    table.insert(grants, grant -> grant.worth().until() == null ? null : hash(grant.outreach()));
    List<BudgetTable.Entry> taken =
        grants.stream()
            .filter(grant -> grant.source() instanceof Account)
            .map(
                grant ->
                    new BudgetTable.Entry(
                        ((Account) grant.source()).account(),
                        grant.outreach(),
                        grant.worth().cost().amount(),
                        grant.at()))
            .toList();
    if (!taken.isEmpty()) {
      budgets.reserve(taken);
    }
  }

  private String hash(long outreach) {
    return codes.hash(codes.of(outreach));
  }

  /**
   * What an outreach promises.
   *
   * @param value what it is worth to the customer
   * @param until the first instant at which its code is no longer good; null: it has none
   * @param done whether it has been done for the customer by a route
   */
  public record Promised(GestureKind kind, Money value, @Nullable Instant until, boolean done) {}

  /** What these outreach promise, by their numbers; those that promise nothing are left out. */
  public Map<Long, Promised> of(Collection<Long> outreach) {
    return outreach.isEmpty() ? Map.of() : table.of(outreach);
  }

  /** What came of a code that somebody wanted to use. */
  public enum Use {
    USED,
    /** No code of this customer's. */
    UNKNOWN,
    USED_BEFORE,
    EXPIRED
  }

  /**
   * A code that a customer wants to use.
   *
   * @param code however it was typed
   * @param order what for; null where nobody says
   */
  public record Redemption(String customer, String code, @Nullable String order) {}

  /**
   * Uses codes, in the caller's transaction; of many who want the same one the first has it.
   *
   * @return what came of each, in the same order
   */
  public List<Use> redeem(List<Redemption> wanted, Instant at) {
    return wanted.isEmpty() ? List.of() : table.redeem(wanted, one -> codes.hash(one.code()), at);
  }

  /**
   * Gestures that wait for the same total.
   *
   * @param sweep whose total it is
   */
  public record Group(long sweep, String campaign, String budget, String currency) {}

  /** Those whose total is still to be found. */
  public List<Group> awaitingTotal() {
    return table.groups();
  }

  /**
   * A gesture of which it is known what becomes of its outreach.
   *
   * @param refusal the reason to drop it for; null where it is let go
   * @param notBefore when it may leave; null: as was decided
   */
  public record Settled(long outreach, @Nullable String refusal, @Nullable Instant notBefore) {}

  /** Some of those whose outreach is still to be let go or dropped, in the order of numbers. */
  public List<Settled> settled(int most) {
    return table.settled(most);
  }

  /** Their outreach were let go or dropped, in the caller's transaction. */
  public void carriedOut(Collection<Long> outreach) {
    table.carriedOut(outreach);
  }

  static @Nullable LocalDate period(Source source) {
    return source instanceof Account from ? from.account().period() : null;
  }
}
