package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.About;
import org.beforehand.fact.AsGranted;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Proposal;
import org.jspecify.annotations.Nullable;
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
      List<Inserted> inserted = new ArrayList<>();
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
              if (event.getRule() != null) {
                inserted.add(new Inserted(event.getRule().getName(), event.getObject()));
              }
            }
          });
      facts.forEach(session::insert);
      if (session.fireAllRules(match -> fires(match, fired), MOST_FIRINGS) >= MOST_FIRINGS) {
        throw new Endless();
      }
      return new Outcome(List.copyOf(fired), proposed(inserted, facts));
    } finally {
      session.dispose();
    }
  }

  /** What a rule inserted, whatever it is. */
  private record Inserted(String rule, Object object) {}

  private static List<Proposed> proposed(List<Inserted> inserted, List<Object> facts) {
    List<Proposed> proposed = new ArrayList<>();
    for (Inserted one : inserted) {
      Proposal proposal =
          one.object() instanceof AsGranted wish
              ? granted(wish, facts)
              : one.object() instanceof Proposal its ? its : null;
      if (proposal != null) {
        proposed.add(new Proposed(one.rule(), proposal));
      }
    }
    return proposed;
  }

  /** Where no colleague granted it, there is nothing to give. */
  private static @Nullable Proposal granted(AsGranted wish, List<Object> facts) {
    for (Object fact : facts) {
      if (fact instanceof Event event) {
        return wish.of(event);
      }
    }
    return null;
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
