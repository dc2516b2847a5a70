package org.beforehand.decide;

import java.time.Instant;
import java.util.Objects;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Gift;
import org.beforehand.fact.Money;
import org.beforehand.fact.Proposal;
import org.beforehand.goodwill.Budget;

/**
 * What is given comes from a budget. A gesture of its own is given while there is money; those that
 * are given together wait for their total, because either all get something or nobody does. It
 * stands before the holdout, whose groups are to hold only people who would have been given
 * something. What was put has its money, and is not asked again.
 */
final class BudgetGate implements Gate {
  @Override
  public String name() {
    return "budget";
  }

  @Override
  public Verdict judge(Candidate candidate, Dossier dossier, ContactPolicy policy, Instant at) {
    if (candidate.askedAgain() || !(candidate.proposal() instanceof Proposal.Gesture gesture)) {
      return new Verdict.Send(candidate);
    }
    Budget budget = gesture.budget() == null ? null : policy.budgets().get(gesture.budget());
    if (budget == null) {
      return new Verdict.Send(candidate);
    }
    if (budget.perCustomer() != null && !room(budget.perCustomer(), gesture.money(), dossier, at)) {
      return new Verdict.Drop(Reason.GIVEN_ENOUGH);
    }
    return budget.amount() == null
        ? new Verdict.Send(candidate)
        : limited(candidate, gesture, budget, dossier.customer().id(), policy);
  }

  private static Verdict limited(
      Candidate candidate,
      Proposal.Gesture gesture,
      Budget budget,
      String customer,
      ContactPolicy policy) {
    Budget.Amount amount = Objects.requireNonNull(budget.amount());
    if (!amount.money().currency().equals(gesture.money().currency())) {
      return new Verdict.Drop(Reason.WRONG_CURRENCY);
    }
    if (together(candidate)) {
      return new Verdict.Ask(Reason.AWAITING_TOTAL);
    }
    if (gesture.toApprove() || budget.tooMuchAlone(gesture.cost())) {
      return new Verdict.Ask(Reason.AWAITING_APPROVAL);
    }
    Funds.Want want = want(candidate, customer);
    if (policy.now().funds().cover(want, budget.name(), gesture.cost())) {
      return new Verdict.Send(candidate);
    }
    return gesture.asks() == null
        ? new Verdict.Drop(Reason.BUDGET_SPENT)
        : new Verdict.Ask(Reason.AWAITING_APPROVAL);
  }

  static Funds.Want want(Candidate candidate, String customer) {
    return new Funds.Want(customer, candidate.rule(), candidate.key());
  }

  /**
   * Whether others are given something because of the same: an outage's customers, a schedule's.
   */
  private static boolean together(Candidate candidate) {
    Schedule schedule = candidate.campaign().schedule();
    return candidate.incident() != null
        || schedule != null
            && schedule.eventType(candidate.campaign().name()).equals(candidate.trigger());
  }

  private static boolean room(Budget.Limit limit, Money money, Dossier dossier, Instant at) {
    String currency = limit.most().currency();
    if (!money.currency().equals(currency)) {
      return true;
    }
    Instant from = at.minus(limit.within());
    Money given =
        dossier.history().gifts().stream()
            .filter(gift -> gift.money().currency().equals(currency) && gift.at().isAfter(from))
            .map(Gift::money)
            .reduce(money, Money::plus);
    return !limit.most().lessThan(given);
  }
}
