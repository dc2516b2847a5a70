package org.beforehand.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.WaitingMessages;
import org.beforehand.desk.Alerts;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Gestures;
import org.beforehand.goodwill.Owed;
import org.beforehand.goodwill.Totals;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of gestures after they were decided: the total of a sweep that has ended, requests,
 * the messages that may leave for it, and the money of those that have left or never will. Every
 * step is a transaction of its own that finds what is still to be done, so any node may end in
 * between.
 */
final class Funding {

  private static final int PAGE = 2_000;

  /** Accounts are at most so far behind what has left; looking costs as much as there waits. */
  private static final Duration SETTLED_EVERY = Duration.ofMinutes(1);

  /** How long before what is owed is late colleagues are told. */
  private static final Duration WARNED_AHEAD = Duration.ofDays(2);

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final Gestures gestures;
  private final Totals totals;
  private final Budgets budgets;
  private final SweepTable sweeps;
  private final Owed owed;
  private final Alerts alerts;
  private final WaitingMessages messages;
  private volatile @Nullable Instant settled;

  Funding(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.gestures = new Gestures(db);
    this.totals = new Totals(db);
    this.budgets = new Budgets(db);
    this.sweeps = new SweepTable(db);
    this.owed = new Owed(db);
    this.alerts = new Alerts(db);
    this.messages = new WaitingMessages(db);
  }

  /**
   * Does what is due.
   *
   * @return how many messages may leave now, or never will
   */
  int at(Instant at) {
    transaction.executeWithoutResult(status -> totals.expire(at));
    totals(at);
    for (String name : totals.budgetsOfSingles()) {
      transaction.executeWithoutResult(
          status -> totals.askForSingles(name, budget(name), policy().zone(), at));
    }
    int moved = carryOut(at);
    settle(at);
    return moved;
  }

  private void totals(Instant at) {
    List<Gestures.Group> groups = gestures.awaitingTotal();
    if (groups.isEmpty()) {
      return;
    }
    Set<Long> running = sweeps.running(groups.stream().map(Gestures.Group::sweep).toList());
    for (Gestures.Group group : groups) {
      if (!running.contains(group.sweep())) {
        transaction.executeWithoutResult(
            status -> totals.total(group, budget(group.budget()), policy().zone(), at));
      }
    }
  }

  private int carryOut(Instant at) {
    int all = 0;
    for (int n = PAGE; n == PAGE; all += n) {
      n =
          Objects.requireNonNull(
              transaction.execute(
                  status -> {
                    List<Gestures.Settled> page = gestures.settled(PAGE);
                    if (!page.isEmpty()) {
                      messages.funded(page, at);
                      gestures.carriedOut(page.stream().map(Gestures.Settled::outreach).toList());
                    }
                    return page.size();
                  }));
    }
    return all;
  }

  private void settle(Instant at) {
    Instant last = settled;
    if (last != null && !at.isBefore(last) && at.isBefore(last.plus(SETTLED_EVERY))) {
      return;
    }
    for (Budget.Account account : budgets.unsettled(at)) {
      int n = PAGE;
      while (n == PAGE) {
        n =
            Objects.requireNonNull(
                transaction.execute(status -> budgets.settle(account, PAGE, at)));
      }
    }
    warn(at);
    settled = at;
  }

  /** The team whose campaign owes it is told, once, before it is late. */
  private void warn(Instant at) {
    transaction.executeWithoutResult(
        status ->
            alerts.raise(
                owed.toWarnOf(at.plus(WARNED_AHEAD)).stream().map(one -> alert(one, at)).toList()));
  }

  private Alerts.Alert alert(Owed.Debt debt, Instant at) {
    Campaign campaign = rulebooks.current().campaigns().get(debt.id().campaign());
    return new Alerts.Alert(
        new Alerts.Id(
            debt.id().campaign(),
            debt.id().customer(),
            debt.id().key() + "/owed",
            campaign == null ? debt.id().campaign() : campaign.owner()),
        debt.money()
            + " owed for \""
            + debt.id().reason()
            + "\" are not paid yet, and are due soon",
        debt.rule(),
        at);
  }

  private ContactPolicy policy() {
    return rulebooks.current().policy();
  }

  private @Nullable Budget budget(String name) {
    return policy().budgets().get(name);
  }
}
