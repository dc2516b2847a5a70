package org.beforehand.goodwill;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Members.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gestures that wait for more than a decision: for the total of all that are given together, or for
 * somebody's yes. All of them or none: money is reserved for the total in one step, and until then
 * nobody is paid. Calls belong to the caller's transaction.
 */
public final class Totals {

  private final RequestTable table;
  private final AwaitedTable waiting;
  private final Budgets budgets;

  public Totals(JdbcClient db) {
    this.table = new RequestTable(db);
    this.waiting = new AwaitedTable(db);
    this.budgets = new Budgets(db);
  }

  /** What gestures that wait for the same have in common. */
  record Common(String revision, @Nullable String incident, @Nullable String asks) {}

  /**
   * Finds the total of a group whose sweep has ended: there is money for all of it, or somebody is
   * asked. Another node that does the same at once finds nothing left to do.
   *
   * @param budget as the policy has it; null where it has no such budget any more
   * @param zone the company's
   */
  public void total(Gestures.Group group, @Nullable Budget budget, ZoneId zone, Instant at) {
    if (budget != null && budget.amount() == null) {
      waiting.letGo(waiting.of(group).outreach());
      return;
    }
    Standing standing = budget == null ? null : budgets.hold(budget.account(at, zone));
    Members members = waiting.of(group);
    if (members.none()) {
      return;
    }
    if (budget == null || standing == null) {
      waiting.refuse(members.outreach(), Refusal.BUDGET_SPENT);
    } else if (!standing.account().currency().equals(group.currency())) {
      waiting.refuse(members.outreach(), Refusal.WRONG_CURRENCY);
    } else {
      Money total = members.total();
      BigDecimal left = Objects.requireNonNull(standing.left(budget));
      boolean alone = members.all().stream().map(Member::money).noneMatch(budget::tooMuchAlone);
      if (alone && total.amount().compareTo(left) <= 0) {
        waiting.grant(standing.account(), members, null, at);
      } else {
        Common common = waiting.common(group);
        ask(members, new Asked(budget, group.campaign(), common, group.sweep(), left), at);
      }
    }
  }

  /** The budgets that single gestures wait for. */
  public List<String> budgetsOfSingles() {
    return waiting.budgetsOfSingles();
  }

  /**
   * Asks for each gesture that waits by itself.
   *
   * @param budget as the policy has it; null where it has no such budget any more
   */
  public void askForSingles(String name, @Nullable Budget budget, ZoneId zone, Instant at) {
    if (budget == null) {
      waiting.refuse(waiting.singles(name), Refusal.BUDGET_SPENT);
    } else if (budget.amount() == null) {
      waiting.letGo(waiting.singles(name));
    } else {
      Standing standing = budgets.hold(budget.account(at, zone));
      table.askForSingles(
          budget,
          Objects.requireNonNull(standing.left(budget)),
          choices(budget),
          at,
          at.plus(budget.asking().answerWithin()));
    }
  }

  /**
   * Those that nobody answered in time: what they are for is not given.
   *
   * @return how many
   */
  public int expire(Instant at) {
    List<Long> expired = table.expire(at);
    if (!expired.isEmpty()) {
      waiting.refuse(table.outreachOf(expired), Refusal.APPROVAL_EXPIRED);
    }
    return expired.size();
  }

  /** What is asked, and of which budget. */
  record Asked(Budget budget, String campaign, Common common, long sweep, BigDecimal left) {}

  private void ask(Members members, Asked asked, Instant at) {
    Request.Subject subject =
        new Request.Together(
            asked.campaign(),
            asked.common().revision(),
            asked.sweep(),
            asked.common().incident(),
            asked.common().asks(),
            members.count(),
            members.customers());
    long id =
        table.insert(
            new Request(
                0,
                asked.budget().name(),
                subject,
                members.total(),
                asked.left(),
                choices(asked.budget()).stream()
                    .filter(one -> one != Resolution.SMALLER || members.divisible())
                    .toList(),
                Request.State.OPEN,
                at,
                at.plus(asked.budget().asking().answerWithin()),
                null));
    waiting.asked(members.outreach(), id);
  }

  /** Somebody may have topped the budget up meanwhile; and nobody has to give. */
  private static List<Resolution> choices(Budget budget) {
    List<Resolution> choices = new ArrayList<>(List.of(Resolution.GRANT));
    choices.addAll(budget.asking().choices());
    if (!choices.contains(Resolution.DROP)) {
      choices.add(Resolution.DROP);
    }
    return choices.stream().distinct().toList();
  }
}
