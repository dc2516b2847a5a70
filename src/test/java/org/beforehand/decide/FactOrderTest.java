package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.RuleSession.Outcome;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;

/** What is known has no order: however it is laid out, the same is decided. */
class FactOrderTest {

  private static final int ORDERS = 20;

  private static final Rulebook BOOK = Rulebook.compile(shippedAndTried());

  private static RuleFolder shippedAndTried() {
    Map<String, String> files = new HashMap<>(RuleFolder.read(Path.of("rules")).files());
    files.putAll(RuleFolder.read(Path.of("src/test/resources/sentences")).files());
    return RuleFolder.of(files);
  }

  private static Event event(String type, Map<String, Object> data) {
    return new Event("test", "1", type, new Subject.OfCustomer("kari"), AT, data);
  }

  private static Event about(String type) {
    return new Event("noc", "9", type, new Subject.OfIncident("I1"), AT, Map.of());
  }

  private static List<Incident> open() {
    return List.of(
        Cases.incident("I1", Incident.Status.OPEN, 1),
        Cases.incident("I2", Incident.Status.OPEN, 2),
        Cases.incident("I3", Incident.Status.OPEN, 1),
        Cases.incident("I4", Incident.Status.OPEN, 5));
  }

  private static Dossier dossier(List<Incident> open) {
    Incident told = open().get(1);
    return Cases.in(
        Cases.dossier(
            Cases.told(
                7,
                Stage.OPENED,
                told,
                org.beforehand.fact.OutreachState.SENT,
                Duration.ofHours(3))),
        open.toArray(Incident[]::new));
  }

  private static List<Happening> happenings() {
    Incident out = open().get(0);
    return List.of(
        Happening.of(event("call.dropped", Map.of("ticket", "7", "queue", "support"))),
        Happening.of(event("call.abandoned", Map.of("waited", 900))),
        Happening.of(event("ticket.closed", Map.of("resolved", false, "ticket", "7"))),
        Happening.of(event("ticket.closed", Map.of("resolved", true, "ticket", "7"))),
        Happening.of(event("order.late", Map.of("order", "A", "days", 6))),
        Happening.of(event("survey.answered", Map.of("survey", "csat", "score", 2))),
        Happening.of(event("birthday", Map.of("year", 2026))),
        Happening.of(about("incident.opened"), Stage.OPENED, out),
        Happening.of(about("incident.updated"), Stage.eta(1), out),
        Happening.of(about("incident.restored"), Stage.RESTORED, out));
  }

  @Test
  void facts_in_any_order_make_the_same_rules_fire_and_propose() {
    Random random = new Random(11);
    int proposed = 0;
    for (Happening happening : happenings()) {
      Trigger trigger = BOOK.trigger(happening.trigger());
      assertThat(trigger).as(happening.trigger()).isNotNull();
      List<Object> facts = new ArrayList<>(RuleSession.facts(happening, dossier(open())));
      assertThat(facts).hasSizeGreaterThanOrEqualTo(7);
      String first = said(RuleSession.run(trigger.all(), facts));
      for (int i = 0; i < ORDERS; i++) {
        Collections.shuffle(facts, random);
        Outcome again = RuleSession.run(trigger.all(), facts);
        assertThat(said(again)).as(happening.trigger()).isEqualTo(first);
        proposed += again.proposed().size();
      }
    }
    assertThat(proposed).isPositive();
  }

  @Test
  void outages_in_any_order_give_the_same_decision() {
    Random random = new Random(12);
    for (Happening happening : happenings()) {
      String first = Decider.decide(happening, dossier(open()), BOOK, AT).why();
      for (int i = 0; i < ORDERS; i++) {
        List<Incident> open = new ArrayList<>(open());
        Collections.shuffle(open, random);
        assertThat(Decider.decide(happening, dossier(open), BOOK, AT).why())
            .as(happening.trigger())
            .isEqualTo(first);
      }
    }
  }

  /** In an order of its own: Drools has none. */
  private static String said(Outcome outcome) {
    TreeSet<String> proposals = new TreeSet<>();
    outcome.proposed().forEach(one -> proposals.add(one.rule() + " " + one.proposal()));
    return new TreeSet<>(outcome.fired()) + " " + proposals;
  }
}
