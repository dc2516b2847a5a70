package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.About;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Proposal;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;

/** One fresh session: all facts up front, a hard stop, proposals out. */
final class RuleSession {

  /** A rule that feeds itself is stopped here; no honest rule set fires so often for one event. */
  static final int MOST_FIRINGS = 200;

  private RuleSession() {}

  /** A proposal with the full name of the rule that made it. */
  record Proposed(String rule, Proposal proposal) {}

  record Outcome(List<String> fired, List<Proposed> proposed) {}

  /** Rules that would not end. */
  static final class Endless extends RuntimeException {
    Endless() {
      super("the rules had not ended after " + MOST_FIRINGS + " firings");
    }
  }

  /**
   * @throws RuntimeException whatever a condition threw, or {@link Endless}
   */
  static Outcome run(KieBase rules, Happening happening, Dossier dossier) {
    return run(rules, facts(happening, dossier));
  }

  /**
   * @param facts all that the rules may know; their order is of no account
   */
  static Outcome run(KieBase rules, List<Object> facts) {
    KieSession session = rules.newKieSession();
    try {
      TreeSet<String> fired = new TreeSet<>();
      List<Proposed> proposed = new ArrayList<>();
      session.addEventListener(
          new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
              fired.add(event.getMatch().getRule().getName());
            }
          });
      session.addEventListener(
          new DefaultRuleRuntimeEventListener() {
            @Override
            public void objectInserted(ObjectInsertedEvent event) {
              if (event.getObject() instanceof Proposal proposal && event.getRule() != null) {
                proposed.add(new Proposed(event.getRule().getName(), proposal));
              }
            }
          });
      facts.forEach(session::insert);
      if (session.fireAllRules(match -> fires(match, fired), MOST_FIRINGS) >= MOST_FIRINGS) {
        throw new Endless();
      }
      return new Outcome(List.copyOf(fired), proposed);
    } finally {
      session.dispose();
    }
  }

  /** A step has nothing to do, so it is only noted, and no firing is counted for it. */
  private static boolean fires(Match match, Set<String> fired) {
    String name = match.getRule().getName();
    if (name.charAt(0) != WrittenRule.STEP) {
      return true;
    }
    fired.add(name);
    return false;
  }

  /** With the open outages the customer is in; and the one being told about, as it stands. */
  static List<Object> facts(Happening happening, Dossier dossier) {
    List<Object> facts = new ArrayList<>();
    facts.add(happening.event());
    facts.add(dossier.customer());
    facts.add(dossier.history());
    Incident told = happening.incident();
    if (told != null) {
      facts.add(told);
      if (happening.stage() != null) {
        facts.add(new About(told, happening.stage()));
      }
    }
    for (Incident open : dossier.openIncidents()) {
      if (told == null || !told.id().equals(open.id())) {
        facts.add(open);
      }
    }
    return facts;
  }
}
