package org.beforehand.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Decider;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Funds;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.Rollouts;
import org.beforehand.decide.Rollouts.Seat;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.Redecided;
import org.beforehand.fact.Event;
import org.beforehand.fact.Proposal;
import org.beforehand.goodwill.Budgets;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides a batch. Where a campaign has begun with so many customers, those it would reach take a
 * seat; whoever gets none is decided again without it, and so is whoever there is no money for. So
 * every decision is made with what was true of it, and only batches that reach somebody new, or
 * give something, wait for each other.
 */
final class Seating {

  private final Rollouts rollouts;
  private final Budgets budgets;

  Seating(JdbcClient db) {
    this.rollouts = new Rollouts(db);
    this.budgets = new Budgets(db);
  }

  /**
   * What is to be decided for one customer.
   *
   * @param own the customer's own event, where the dossier does not hold it yet
   * @param seq the number it takes in the customer's life
   */
  record Question(Happening happening, List<Event> own, String customer, long seq, Instant at) {

    /**
     * An event of the customer's own, of this batch.
     *
     * @param unheard those of the customer before it to which nothing listens
     */
    static Question of(List<Event> unheard, Event event, long seq, Instant at) {
      List<Event> own = new ArrayList<>(unheard);
      own.add(event);
      return new Question(Happening.of(event), own, Intake.customer(event), seq, at);
    }

    /** What is no event of this batch: a stage of an incident, or what had waited. */
    static Question about(Happening happening, String customer, long seq, Instant at) {
      return new Question(happening, List.of(), customer, seq, at);
    }

    Dossier on(@Nullable Dossier known) {
      if (known == null) {
        throw new IllegalStateException("a locked customer is gone");
      }
      Dossier then = known.asOf(at).numbered(seq);
      for (Event event : own) {
        then = then.after(event, seq);
      }
      return then;
    }
  }

  /** In the same order. The caller holds the customers. */
  List<Decision> decide(
      List<Question> questions, Map<String, Dossier> dossiers, Rulebook rulebook) {
    Set<String> triggers = new HashSet<>();
    questions.forEach(one -> triggers.add(one.happening().trigger()));
    Rulebook now = rollouts.seated(rulebook, triggers, dossiers.keySet());
    List<Decision> decisions = inOrder(questions, dossiers, now);
    Purse purse = new Purse(budgets, now.policy());
    while (true) {
      Set<Seat> wanted = wanted(decisions, now);
      if (!wanted.isEmpty()) {
        now = rollouts.seat(now, wanted, questions.get(0).at());
        decisions = again(questions, decisions, without(wanted, now), dossiers, now);
        continue;
      }
      Set<Funds.Want> unpaid = purse.unpaid(decisions);
      if (unpaid.isEmpty()) {
        return decisions;
      }
      now = now.refusing(unpaid);
      Set<String> theirs = unpaid.stream().map(Funds.Want::customer).collect(Collectors.toSet());
      decisions = again(questions, decisions, theirs, dossiers, now);
    }
  }

  private static Set<String> without(Set<Seat> wanted, Rulebook rulebook) {
    Set<String> without = new HashSet<>();
    for (Seat one : wanted) {
      if (!rulebook.policy().now().starts().admit(one.campaign(), one.customer())) {
        without.add(one.customer());
      }
    }
    return without;
  }

  private static List<Decision> again(
      List<Question> questions,
      List<Decision> decisions,
      Set<String> customers,
      Map<String, Dossier> dossiers,
      Rulebook rulebook) {
    List<Question> theirs =
        questions.stream().filter(one -> customers.contains(one.customer())).toList();
    var anew = inOrder(theirs, dossiers, rulebook).iterator();
    return decisions.stream()
        .map(one -> customers.contains(one.customer()) ? anew.next() : one)
        .toList();
  }

  /** Each on the dossier as the one before it leaves it. */
  private static List<Decision> inOrder(
      List<Question> questions, Map<String, Dossier> dossiers, Rulebook rulebook) {
    Map<String, Dossier> known = new HashMap<>(dossiers);
    List<Decision> decisions = new ArrayList<>(questions.size());
    for (Question one : questions) {
      Dossier dossier = one.on(known.get(one.customer()));
      Decision decision = Decider.decide(one.happening(), dossier, rulebook, one.at());
      known.put(one.customer(), decision.leaves(dossier.without(Redecided.over(decision))));
      decisions.add(decision);
    }
    return decisions;
  }

  /** A timer reaches nobody yet. */
  private static Set<Seat> wanted(List<Decision> decisions, Rulebook rulebook) {
    Set<Seat> wanted = new LinkedHashSet<>();
    if (!rulebook.policy().now().starts().counts()) {
      return wanted;
    }
    for (Decision decision : decisions) {
      for (Judgement judgement : decision.judgements()) {
        Candidate candidate = judgement instanceof Judgement.Go go ? go.candidate() : null;
        if (candidate != null && !(candidate.proposal() instanceof Proposal.Timer)) {
          String campaign = candidate.campaign().name();
          if (rulebook.policy().now().starts().takesSeat(campaign, decision.customer())) {
            wanted.add(new Seat(campaign, decision.customer()));
          }
        }
      }
    }
    return wanted;
  }
}
