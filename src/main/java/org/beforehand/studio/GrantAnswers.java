package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Action;
import org.beforehand.fact.Event;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Requests;
import org.beforehand.goodwill.Totals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What was decided about what a colleague granted, read back from the decision itself. */
final class GrantAnswers {

  private final Decisions decisions;
  private final Requests requests;
  private final Totals totals;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;

  GrantAnswers(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.decisions = new Decisions(db);
    this.requests = new Requests(db);
    this.totals = new Totals(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
  }

  /**
   * @param event the event that it became
   * @throws Refused if it was taken in, and could not be decided
   */
  GrantAnswer about(String customer, Event.Key event, Instant at) {
    List<Decisions.Stored> stored =
        decisions.find(new Decisions.Interest(customer, event, Instant.EPOCH, at, 1));
    if (stored.isEmpty()) {
      throw new Refused(
          Refused.Why.CONFLICT, "it was taken in, and could not be decided: see /watch");
    }
    if (stored.get(0).why().get("verdicts") instanceof List<?> verdicts) {
      for (Object one : verdicts) {
        if (one instanceof Map<?, ?> verdict
            && Action.GESTURE.word().equals(verdict.get("action"))) {
          return answer(verdict, customer, event, at);
        }
      }
    }
    return new GrantAnswer.NoRule();
  }

  private GrantAnswer answer(Map<?, ?> verdict, String customer, Event.Key event, Instant at) {
    String rule = String.valueOf(verdict.get("rule"));
    String campaign = rule.substring(0, Math.max(0, rule.indexOf(": ")));
    Reason reason = verdict.get("reason") instanceof String word ? Reason.of(word) : null;
    if (reason == Reason.AWAITING_APPROVAL && verdict.get("budget") instanceof String budget) {
      return new GrantAnswer.Waits(
          campaign, request(budget, customer, event, at).map(Request::id).orElse(null));
    }
    if (reason != null && "drop".equals(verdict.get("verdict"))) {
      return new GrantAnswer.No(
          campaign,
          String.valueOf(verdict.get("gate")),
          reason,
          verdict.get(Decision.MOMENT) instanceof String moment ? moment : null);
    }
    return new GrantAnswer.Given(
        campaign, Instant.parse(String.valueOf(verdict.get("due"))), reason);
  }

  /** The next tick would ask; whoever is on the phone is told the number at once. */
  private Optional<Request> request(String budget, String customer, Event.Key event, Instant at) {
    Optional<Request> known = requests.about(customer, event);
    if (known.isEmpty()) {
      ContactPolicy policy = rulebooks.current().policy();
      transaction.executeWithoutResult(
          status -> totals.askForSingles(budget, policy.budgets().get(budget), policy.zone(), at));
    }
    return known.isPresent() ? known : requests.about(customer, event);
  }
}
