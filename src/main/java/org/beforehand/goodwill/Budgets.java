package org.beforehand.goodwill;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The accounts of budgets: money is reserved when a gesture is granted, committed when its message
 * has left, and given back when that never will. Calls belong to the caller's transaction; who
 * moves money holds the account's row until that ends, so that no two look at the same euro.
 */
public final class Budgets {

  private final BudgetTable table;

  public Budgets(JdbcClient db) {
    this.table = new BudgetTable(db);
  }

  /** How these stand, held until the transaction ends. */
  public Map<Budget.Account, Standing> hold(Collection<Budget.Account> accounts) {
    Map<Budget.Account, Standing> standings = new TreeMap<>();
    if (!accounts.isEmpty()) {
      TreeSet<Budget.Account> inOrder = new TreeSet<>(accounts);
      table.open(inOrder);
      table.hold(inOrder).forEach(one -> standings.put(one.account(), one));
    }
    return standings;
  }

  Standing hold(Budget.Account account) {
    return hold(List.of(account)).getOrDefault(account, Standing.untouched(account));
  }

  /** Takes money from accounts that the caller holds. */
  void reserve(List<BudgetTable.Entry> entries) {
    table.reserve(entries);
  }

  /**
   * Gives back what was reserved for these outreach, because something else becomes of them; for
   * those without a reservation it does nothing.
   */
  public void giveBack(Collection<Long> outreach, Instant at) {
    List<Budget.Account> accounts = outreach.isEmpty() ? List.of() : table.reservedFor(outreach);
    if (!accounts.isEmpty()) {
      hold(accounts);
      table.giveBack(outreach, at);
    }
  }

  /** The accounts with reservations of which it is known by now what became of them. */
  public List<Budget.Account> unsettled(Instant at) {
    table.forgetWithdrawn();
    return table.unsettled(at);
  }

  /**
   * Commits what has left or was used, and gives back what never will: refunded where it was not
   * given, expired where its code was not used in time.
   *
   * @return how many gestures there were
   */
  public int settle(Budget.Account account, int most, Instant at) {
    hold(account);
    return table.settle(account, most, at);
  }

  /** Who moved money, and why. */
  public record By(String who, String why) {}

  /** Adds to what the policy gives a budget in one period. */
  public void topUp(Budget.Account account, Money money, By by, Instant at) {
    hold(account);
    table.topUp(account, money.amount(), by, at);
  }

  /** How every budget stood in every period in which anything moved, the latest period first. */
  public List<Standing> standings() {
    return table.standings();
  }

  /**
   * One movement.
   *
   * @param kind reserve, commit, refund, expire or top_up
   * @param outreach whose gesture it is for; null for a top-up
   * @param who of staff, where somebody decided it
   */
  public record Movement(
      long number,
      LocalDate period,
      String kind,
      BigDecimal amount,
      String currency,
      @Nullable Long outreach,
      @Nullable String who,
      @Nullable String why,
      Instant at) {}

  /**
   * A budget's movements, the latest first.
   *
   * @param before only those with a lower number; null for all
   */
  public List<Movement> ledger(String budget, @Nullable Long before, int most) {
    return table.ledger(budget, before, most);
  }

  /** The accounts whose row is not the sum of its movements, or of its gestures: there are none. */
  public List<Budget.Account> unbalanced() {
    return table.unbalanced();
  }
}
