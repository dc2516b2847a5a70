package org.beforehand.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Funds;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.deliver.Redecided;
import org.beforehand.fact.Proposal;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Standing;
import org.jspecify.annotations.Nullable;

/**
 * The money that a batch gives. Its accounts are held from the moment they are looked at until the
 * batch is written: what is left then is what there is, and is taken once it is known what was put.
 */
final class Purse {

  private static final Comparator<Wish> FIRST =
      Comparator.comparing((Wish one) -> one.candidate().purpose())
          .thenComparing(one -> -one.candidate().campaign().priority());

  private final Budgets budgets;
  private final ContactPolicy policy;
  private final Map<Budget.Account, Standing> held = new HashMap<>();
  private final Set<Long> givenBack = new HashSet<>();

  Purse(Budgets budgets, ContactPolicy policy) {
    this.budgets = budgets;
    this.policy = policy;
  }

  /** A gesture that is to be paid now. */
  private record Wish(
      Funds.Want want,
      Candidate candidate,
      Budget budget,
      Budget.Account account,
      BigDecimal amount) {}

  /**
   * What there is no money for: as far as it goes, it goes by purpose, by the campaign's priority,
   * and by who came first.
   */
  Set<Funds.Want> unpaid(List<Decision> decisions) {
    List<Wish> wishes = new ArrayList<>();
    for (Decision decision : decisions) {
      for (Judgement judgement : decision.judgements()) {
        Wish wish = judgement instanceof Judgement.Go go ? wish(decision, go) : null;
        if (wish != null) {
          wishes.add(wish);
        }
      }
    }
    if (wishes.isEmpty()) {
      return Set.of();
    }
    giveBack(decisions);
    hold(wishes);
    wishes.sort(FIRST);
    Set<Funds.Want> unpaid = new HashSet<>();
    Map<Budget.Account, BigDecimal> taken = new HashMap<>();
    for (Wish wish : wishes) {
      BigDecimal sum = taken.getOrDefault(wish.account(), BigDecimal.ZERO).add(wish.amount());
      BigDecimal left = Objects.requireNonNull(held.get(wish.account())).left(wish.budget());
      if (left == null || sum.compareTo(left) <= 0) {
        taken.put(wish.account(), sum);
      } else {
        unpaid.add(wish.want());
      }
    }
    return unpaid;
  }

  private @Nullable Wish wish(Decision decision, Judgement.Go go) {
    if (go.waits() || !(go.candidate().proposal() instanceof Proposal.Gesture gesture)) {
      return null;
    }
    Budget budget = limited(gesture, policy);
    return budget == null
        ? null
        : new Wish(
            new Funds.Want(decision.customer(), go.candidate().rule(), go.candidate().key()),
            go.candidate(),
            budget,
            budget.account(decision.at(), policy.zone()),
            gesture.cost().amount());
  }

  /** The budget it is to come from, where that can run out. */
  static @Nullable Budget limited(Proposal.Gesture gesture, ContactPolicy policy) {
    Budget budget = gesture.budget() == null ? null : policy.budgets().get(gesture.budget());
    return budget != null && budget.limited() ? budget : null;
  }

  /** What is decided anew does not compete with what it was decided before. */
  private void giveBack(List<Decision> decisions) {
    for (Decision decision : decisions) {
      Set<Long> over = new HashSet<>(Redecided.over(decision));
      over.removeAll(givenBack);
      givenBack.addAll(over);
      budgets.giveBack(over, decision.at());
    }
  }

  private void hold(List<Wish> wishes) {
    Set<Budget.Account> more = new HashSet<>();
    for (Wish wish : wishes) {
      if (!held.containsKey(wish.account())) {
        more.add(wish.account());
      }
    }
    held.putAll(budgets.hold(more));
  }
}
