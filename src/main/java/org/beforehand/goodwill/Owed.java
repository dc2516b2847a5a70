package org.beforehand.goodwill;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is owed to customers by law or contract: no gesture, in no budget, and paid by a date. Calls
 * that change something belong to the caller's transaction.
 */
public final class Owed {

  private final OwedTable table;

  public Owed(JdbcClient db) {
    this.table = new OwedTable(db);
  }

  /** What makes a debt the same one: it is owed once. */
  public record Id(String campaign, String customer, String key, String reason) {}

  /**
   * A debt.
   *
   * @param rule by its full name
   * @param dueBy to be paid before this instant
   * @param at when it was decided
   */
  public record Debt(Id id, Money money, String rule, String revision, Instant dueBy, Instant at) {}

  /**
   * Enters debts, and has them paid.
   *
   * @return those that were not entered before
   */
  public Set<Id> put(Collection<Debt> debts) {
    return debts.isEmpty() ? Set.of() : table.insert(debts);
  }

  /**
   * A debt as it stands.
   *
   * @param state of its payment
   * @param key its payment is handed over with
   * @param paid when it was; null: not yet
   */
  public record Standing(
      long number,
      Debt debt,
      String key,
      Fulfilment.State state,
      int tries,
      @Nullable String detail,
      @Nullable Instant paid) {}

  /**
   * The latest first.
   *
   * @param customer null for all
   * @param unpaidBy only what is not paid and is to be by this instant; null for all
   * @param before only those with a lower number; null for all
   */
  public List<Standing> latest(
      @Nullable String customer, @Nullable Instant unpaidBy, @Nullable Long before, int most) {
    return table.latest(customer, unpaidBy, before, most);
  }

  /** Those not paid yet that are due by this instant, each told once. */
  public List<Debt> toWarnOf(Instant dueBy) {
    return table.warn(dueBy);
  }
}
