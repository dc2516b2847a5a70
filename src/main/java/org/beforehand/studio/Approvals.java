package org.beforehand.studio;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Requests;
import org.beforehand.goodwill.Resolution;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What money alone does not decide: gestures that wait for somebody's yes, and more money for a
 * budget. Everything that is refused is so by {@link Refused}, and has changed nothing.
 */
public final class Approvals {

  private final Requests requests;
  private final Budgets budgets;
  private final DraftTable drafts;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;

  public Approvals(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.requests = new Requests(db);
    this.budgets = new Budgets(db);
    this.drafts = new DraftTable(db);
    this.audit = new Audit(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
  }

  /**
   * The latest first.
   *
   * @param state null for all
   * @param before only those with a lower number; null for all
   */
  public List<Request> latest(Request.@Nullable State state, @Nullable Long before, int most) {
    return requests.latest(state, before, most);
  }

  /** One of them. */
  public Request find(long id) {
    return requests.find(id).orElseThrow(() -> unknown(id));
  }

  /** Those who may decide about a budget, approvers before deputies; empty: every approver. */
  public List<String> deciders(String budget) {
    Budget known = policy().budgets().get(budget);
    return known == null
        ? List.of()
        : Stream.concat(known.asking().approvers().stream(), known.asking().deputies().stream())
            .distinct()
            .toList();
  }

  /**
   * Decides one that is open, and carries it out: its messages may leave from the next tick on. Of
   * two who decide at once one is refused.
   *
   * @param why why; perhaps empty
   */
  public Request decide(long id, Resolution choice, String why, Member who, Instant at) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Request request = requests.hold(id).orElseThrow(() -> unknown(id));
              Budget budget = mayDecide(request, choice, who, at);
              Requests.Outcome outcome =
                  requests.resolve(
                      request,
                      choice,
                      new Budgets.By(who.name(), why),
                      budget,
                      policy().zone(),
                      at);
              Requests.CarriedOut done = carriedOut(outcome);
              Authority.mustCover(policy(), who, done.total());
              audit.add(
                  who.name(),
                  "approval." + choice.word(),
                  String.valueOf(id),
                  at,
                  details(budget, done.total(), done.gestures(), why, who));
              return find(id);
            }));
  }

  private Budget mayDecide(Request request, Resolution choice, Member who, Instant at) {
    Budget budget = policy().budgets().get(request.budget());
    if (budget == null) {
      throw conflict("there is no budget \"" + request.budget() + "\" any more");
    }
    Authority.mustDecide(budget, who);
    if (who.name().equals(request.subject().askedBy())) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED, who.name() + " asked for this: somebody else has to decide");
    }
    if (request.subject() instanceof Request.Giving giving
        && drafts.authors(giving.revision(), giving.campaign()).contains(who.name())) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          who.name() + " wrote the rule that gives this: somebody else has to decide");
    }
    if (request.state() != Request.State.OPEN || !at.isBefore(request.expires())) {
      Request.Decided decided = request.decided();
      throw conflict(
          decided == null
              ? "it was to be decided by " + request.expires() + ", and nobody did"
              : "it is decided already: " + decided.choice().word() + ", by " + decided.by().who());
    }
    if (!request.choices().contains(choice)) {
      throw new Refused(
          Refused.Why.WRONG,
          "choice: expected "
              + String.join(", ", request.choices().stream().map(Resolution::word).toList())
              + ", found "
              + choice.word());
    }
    return budget;
  }

  private static Requests.CarriedOut carriedOut(Requests.Outcome outcome) {
    if (outcome instanceof Requests.Short little) {
      throw conflict(
          "it comes to " + little.total() + ", and there are only " + little.left() + " left");
    } else if (outcome instanceof Requests.TooLittle little) {
      throw conflict(
          "each would be given "
              + little.each()
              + ", and less than "
              + little.least()
              + " is given to nobody");
    } else if (outcome instanceof Requests.Nothing nothing) {
      throw conflict(nothing.why());
    }
    return (Requests.CarriedOut) outcome;
  }

  /**
   * Adds to what a budget has in this period, or asks for it where it is more than this member may
   * grant at once.
   *
   * @return the request that somebody else has to grant; empty where it is added
   */
  public Optional<Request> topUp(String name, Money money, String why, Member who, Instant at) {
    Budget budget = policy().budgets().get(name);
    if (budget == null) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no budget \"" + name + "\"");
    }
    Authority.mustDecide(budget, who);
    Budget.Amount amount = budget.amount();
    if (amount == null) {
      throw conflict("the budget \"" + name + "\" covers everybody: it has no amount");
    }
    if (!money.currency().equals(amount.money().currency()) || !money.positive()) {
      throw new Refused(
          Refused.Why.WRONG,
          "amount: expected some " + amount.money().currency() + ", found " + money);
    }
    boolean may = Authority.covers(policy(), who, money);
    Budgets.By by = new Budgets.By(who.name(), why);
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              String what = may ? "budget.topped-up" : "budget.top-up-asked";
              audit.add(who.name(), what, name, at, details(budget, money, 0, why, who));
              if (may) {
                budgets.topUp(budget.account(at, policy().zone()), money, by, at);
                return Optional.empty();
              }
              return requests.find(requests.ask(budget, money, by, policy().zone(), at));
            }));
  }

  private static Map<String, Object> details(
      Budget budget, Money total, long gestures, String why, Member who) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("budget", budget.name());
    details.put("amount", total.amount().toPlainString());
    details.put("currency", total.currency());
    details.put("gestures", gestures);
    details.put("why", why);
    if (budget.asking().deputies().contains(who.name())) {
      details.put("deputy", true);
    }
    return details;
  }

  private ContactPolicy policy() {
    return rulebooks.current().policy();
  }

  private static Refused unknown(long id) {
    return new Refused(Refused.Why.UNKNOWN, "there is no approval " + id);
  }

  private static Refused conflict(String text) {
    return new Refused(Refused.Why.CONFLICT, text);
  }
}
