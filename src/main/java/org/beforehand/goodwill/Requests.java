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
import org.beforehand.fact.Event;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Members.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody is asked, and what comes of the answer: all of its gestures that still wait are
 * given, or none. Calls that change something belong to the caller's transaction.
 */
public final class Requests {

  private final RequestTable table;
  private final AwaitedTable waiting;
  private final Budgets budgets;
  private final BudgetTable accounts;

  public Requests(JdbcClient db) {
    this.table = new RequestTable(db);
    this.waiting = new AwaitedTable(db);
    this.budgets = new Budgets(db);
    this.accounts = new BudgetTable(db);
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

  /** The one about what followed from an event of this customer's; empty where there is none. */
  public Optional<Request> about(String customer, Event.Key event) {
    return table.about(customer, event);
  }

  /**
   * Asks for more money for a budget in the period that runs, with which it expires.
   *
   * @param budget one that can run out
   * @return the request's number
   */
  public long ask(Budget budget, Money more, Budgets.By by, ZoneId zone, Instant at) {
    Budget.Account next = budget.accountAfter(at, zone);
    Instant expires = at.plus(budget.asking().answerWithin());
    Instant over = next == null ? Instant.MAX : begin(next.period(), zone);
    return table.insert(
        new Request(
            0,
            budget.name(),
            new Request.TopUp(by.who(), by.why()),
            more,
            budgets.hold(budget.account(at, zone)).left(budget),
            List.of(Resolution.GRANT, Resolution.DROP),
            Request.State.OPEN,
            at,
            over.isBefore(expires) ? over : expires,
            null));
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
    Outcome outcome =
        request.subject() instanceof Request.TopUp more
            ? topUp(
                budget.account(at, zone),
                request.amount(),
                choice,
                new Budgets.By(by.who(), more.why()),
                at)
            : give(request, choice, by, budget, zone, at);
    if (outcome instanceof CarriedOut) {
      table.decided(request.id(), choice, by, at);
    }
    return outcome;
  }

  private Outcome topUp(
      Budget.Account account, Money more, Resolution choice, Budgets.By by, Instant at) {
    if (choice == Resolution.DROP) {
      return new CarriedOut(0, Money.zero(more.currency()));
    }
    if (!account.currency().equals(more.currency())) {
      return new Nothing("the budget \"" + account.budget() + "\" is in another currency by now");
    }
    budgets.topUp(account, more, by, at);
    return new CarriedOut(0, more);
  }

  private Outcome give(
      Request request, Resolution choice, Budgets.By by, Budget budget, ZoneId zone, Instant at) {
    Budget.Account account = budget.account(at, zone);
    Standing standing = budgets.hold(account);
    Members members = waiting.of(request.id(), account.currency());
    if (members.none()) {
      return new Nothing("none of its gestures waits any more");
    }
    Money total = members.total();
    BigDecimal left = Objects.requireNonNull(standing.left(budget));
    return switch (choice) {
      case GRANT -> grant(account, members, total, left, at);
      case TOP_UP -> {
        BigDecimal missing = total.amount().subtract(left);
        if (missing.signum() > 0) {
          accounts.topUp(account, missing, by, at);
        }
        waiting.grant(account, members, null, at);
        yield new CarriedOut(members.count(), total);
      }
      case SMALLER -> smaller(account, members, total, left, budget, at);
      case NEXT_PERIOD -> nextPeriod(members, total, budget, zone, at);
      case DROP -> {
        waiting.refuse(members.outreach(), Refusal.DECLINED);
        yield new CarriedOut(0, Money.zero(account.currency()));
      }
    };
  }

  private Outcome grant(
      Budget.Account account, Members members, Money total, BigDecimal left, Instant at) {
    if (total.amount().compareTo(left) > 0) {
      return new Short(total, new Money(left, account.currency()));
    }
    waiting.grant(account, members, null, at);
    return new CarriedOut(members.count(), total);
  }

  /** Everybody the same share of what was meant, rounded down to what the currency has. */
  private Outcome smaller(
      Budget.Account account,
      Members members,
      Money total,
      BigDecimal left,
      Budget budget,
      Instant at) {
    if (total.amount().compareTo(left) <= 0) {
      return grant(account, members, total, left, at);
    }
    Money cent = new Money(BigDecimal.ONE.movePointLeft(total.amount().scale()), total.currency());
    Money least = budget.asking().atLeast() == null ? cent : budget.asking().atLeast();
    List<Member> shares = new ArrayList<>();
    for (Member one : members.all()) {
      BigDecimal share =
          one.money()
              .amount()
              .multiply(left.max(BigDecimal.ZERO))
              .divide(total.amount(), total.amount().scale(), RoundingMode.DOWN);
      Money each = new Money(share, account.currency());
      if (each.lessThan(least)) {
        return new TooLittle(each, least);
      }
      shares.add(new Member(one.outreach(), one.customer(), each, one.kind()));
    }
    Members smaller = new Members(shares, account.currency());
    waiting.grant(account, smaller, null, at);
    return new CarriedOut(smaller.count(), smaller.total());
  }

  private Outcome nextPeriod(Members members, Money total, Budget budget, ZoneId zone, Instant at) {
    Budget.Account next = budget.accountAfter(at, zone);
    if (next == null) {
      return new Nothing("the budget \"" + budget.name() + "\" has no next period");
    }
    BigDecimal left = Objects.requireNonNull(budgets.hold(next).left(budget));
    if (total.amount().compareTo(left) > 0) {
      return new Short(total, new Money(left, next.currency()));
    }
    waiting.grant(next, members, begin(next.period(), zone), at);
    return new CarriedOut(members.count(), total);
  }

  private static Instant begin(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}
