package org.beforehand.goodwill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Gestures that wait for more than a decision: for the total of all that are given together, or for
 * somebody's yes. All of them or none: money is reserved for the total in one step, and until then
 * nobody is paid. Calls that change something belong to the caller's transaction.
 */
public final class Requests {

  private final RequestTable table;
  private final Budgets budgets;
  private final BudgetTable accounts;

  public Requests(JdbcClient db) {
    this.table = new RequestTable(db);
    this.budgets = new Budgets(db);
    this.accounts = new BudgetTable(db);
  }

  /** One gesture that waits. */
  record Member(long outreach, String customer, Money money) {}

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
      table.letGo(outreach(table.of(group)));
      return;
    }
    Standing standing = budget == null ? null : budgets.hold(budget.account(at, zone));
    List<Member> members = table.of(group);
    if (members.isEmpty()) {
      return;
    }
    if (budget == null || standing == null) {
      table.refuse(outreach(members), Refusal.BUDGET_SPENT);
    } else if (!standing.account().currency().equals(group.currency())) {
      table.refuse(outreach(members), Refusal.WRONG_CURRENCY);
    } else {
      Money total = sum(members, group.currency());
      BigDecimal left = Objects.requireNonNull(standing.left(budget));
      boolean alone = members.stream().map(Member::money).noneMatch(budget::tooMuchAlone);
      if (alone && total.amount().compareTo(left) <= 0) {
        table.grant(standing.account(), members, null, at);
      } else {
        Common common = table.common(group);
        ask(members, new Asked(budget, group.campaign(), common, group.sweep(), null, left), at);
      }
    }
  }

  /** The budgets that single gestures wait for. */
  public List<String> budgetsOfSingles() {
    return table.budgetsOfSingles();
  }

  /**
   * Asks for each gesture that waits by itself.
   *
   * @param budget as the policy has it; null where it has no such budget any more
   */
  public void askForSingles(String name, @Nullable Budget budget, ZoneId zone, Instant at) {
    if (budget == null) {
      table.refuse(table.singles(name), Refusal.BUDGET_SPENT);
    } else if (budget.amount() == null) {
      table.letGo(table.singles(name));
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
      table.refuse(table.outreachOf(expired), Refusal.APPROVAL_EXPIRED);
    }
    return expired.size();
  }

  /** One of them, held until the transaction ends. */
  public Optional<Request> hold(long id) {
    return table.hold(id);
  }

  /** One of them. */
  public Optional<Request> find(long id) {
    return table.find(id);
  }

  /**
   * The latest first.
   *
   * @param state null for all
   * @param before only those with a lower number; null for all
   */
  public List<Request> latest(Request.@Nullable State state, @Nullable Long before, int most) {
    return table.latest(state, before, most);
  }

  /** What came of a choice. */
  public sealed interface Outcome {}

  /** It is carried out: so many gestures are given, for so much; none where all are dropped. */
  public record CarriedOut(long gestures, Money total) implements Outcome {}

  /** There is not enough for it. */
  public record Short(Money total, Money left) implements Outcome {}

  /** Each would be given less than the least that is given. */
  public record TooLittle(Money each, Money least) implements Outcome {}

  /** There is nothing, or nobody, that it could be done for. */
  public record Nothing(String why) implements Outcome {}

  /**
   * Carries out what somebody chose. Unless it is carried out, nothing has changed.
   *
   * @param request held by the caller, and open
   */
  public Outcome resolve(
      Request request, Resolution choice, Budgets.By by, Budget budget, ZoneId zone, Instant at) {
    if (budget.amount() == null) {
      return new Nothing("the budget \"" + budget.name() + "\" covers everybody by now");
    }
    Budget.Account account = budget.account(at, zone);
    Standing standing = budgets.hold(account);
    List<Member> members = table.of(request.id());
    if (members.isEmpty()) {
      return new Nothing("none of its gestures waits any more");
    }
    Money total = sum(members, account.currency());
    BigDecimal left = Objects.requireNonNull(standing.left(budget));
    Outcome outcome =
        switch (choice) {
          case GRANT -> grant(account, members, total, left, at);
          case TOP_UP -> {
            BigDecimal missing = total.amount().subtract(left);
            if (missing.signum() > 0) {
              accounts.topUp(account, missing, by, at);
            }
            table.grant(account, members, null, at);
            yield new CarriedOut(members.size(), total);
          }
          case SMALLER -> smaller(account, members, total, left, budget, at);
          case NEXT_PERIOD -> nextPeriod(members, total, budget, zone, at);
          case DROP -> {
            table.refuse(outreach(members), Refusal.DECLINED);
            yield new CarriedOut(0, Money.zero(account.currency()));
          }
        };
    if (outcome instanceof CarriedOut) {
      table.decided(request.id(), choice, by, at);
    }
    return outcome;
  }

  private Outcome grant(
      Budget.Account account, List<Member> members, Money total, BigDecimal left, Instant at) {
    if (total.amount().compareTo(left) > 0) {
      return new Short(total, new Money(left, account.currency()));
    }
    table.grant(account, members, null, at);
    return new CarriedOut(members.size(), total);
  }

  /** Everybody the same share of what was meant, rounded down to what the currency has. */
  private Outcome smaller(
      Budget.Account account,
      List<Member> members,
      Money total,
      BigDecimal left,
      Budget budget,
      Instant at) {
    if (total.amount().compareTo(left) <= 0) {
      return grant(account, members, total, left, at);
    }
    Money cent = new Money(BigDecimal.ONE.movePointLeft(total.amount().scale()), total.currency());
    Money least = budget.asking().atLeast() == null ? cent : budget.asking().atLeast();
    List<Member> smaller = new ArrayList<>();
    for (Member one : members) {
      BigDecimal share =
          one.money()
              .amount()
              .multiply(left.max(BigDecimal.ZERO))
              .divide(total.amount(), total.amount().scale(), RoundingMode.DOWN);
      Money each = new Money(share, account.currency());
      if (each.lessThan(least)) {
        return new TooLittle(each, least);
      }
      smaller.add(new Member(one.outreach(), one.customer(), each));
    }
    table.grant(account, smaller, null, at);
    return new CarriedOut(smaller.size(), sum(smaller, account.currency()));
  }

  private Outcome nextPeriod(
      List<Member> members, Money total, Budget budget, ZoneId zone, Instant at) {
    Budget.Account next = budget.accountAfter(at, zone);
    if (next == null) {
      return new Nothing("the budget \"" + budget.name() + "\" has no next period");
    }
    BigDecimal left = Objects.requireNonNull(budgets.hold(next).left(budget));
    if (total.amount().compareTo(left) > 0) {
      return new Short(total, new Money(left, next.currency()));
    }
    table.grant(next, members, begin(next.period(), zone), at);
    return new CarriedOut(members.size(), total);
  }

  private static Instant begin(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** What is asked, and of which budget. */
  record Asked(
      Budget budget,
      String campaign,
      Common common,
      @Nullable Long sweep,
      @Nullable Long outreach,
      BigDecimal left) {}

  private void ask(List<Member> members, Asked asked, Instant at) {
    Money total = sum(members, members.get(0).money().currency());
    Request.Subject subject =
        new Request.Subject(
            asked.campaign(),
            asked.sweep(),
            asked.outreach(),
            asked.common().incident(),
            asked.common().asks(),
            members.size(),
            members.stream().map(Member::customer).distinct().count());
    long id =
        table.insert(
            new Request(
                0,
                asked.budget().name(),
                subject,
                asked.common().revision(),
                total,
                asked.left(),
                choices(asked.budget()),
                Request.State.OPEN,
                at,
                at.plus(asked.budget().asking().answerWithin()),
                null));
    table.asked(outreach(members), id);
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

  private static Money sum(List<Member> members, String currency) {
    return members.stream().map(Member::money).reduce(Money.zero(currency), Money::plus);
  }

  private static List<Long> outreach(List<Member> members) {
    return members.stream().map(Member::outreach).toList();
  }
}
