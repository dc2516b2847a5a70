package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Explanation.Fired;
import org.beforehand.decide.Explanation.Outdone;
import org.beforehand.decide.Explanation.SaidNo;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule says what held, or the first thing that did not and how it was instead. */
class ExplanationTest {

  private static final Rulebook SHIPPED = Rulebook.compile(RuleFolder.read(Path.of("rules")));

  private static Event event(String type, Map<String, Object> data) {
    return new Event("test", "1", type, new Subject.OfCustomer("kari"), AT, data);
  }

  private static Customer silver() {
    return new Customer(
        "kari",
        null,
        null,
        "kari@example.org",
        null,
        null,
        ZoneId.of("Europe/Oslo"),
        null,
        1990,
        LocalDate.parse("2024-05-01"),
        "silver",
        false,
        List.of(),
        Set.of("circuit:1"),
        Map.of("plan", "Fibre 500"));
  }

  private static Dossier dossier(Map<String, List<Instant>> times) {
    return new Dossier(
        silver(), 1, Map.of(), Set.of(), new History(AT, times, List.of()), List.of());
  }

  private static Rulebook book(String sentences) {
    Map<String, String> files = new HashMap<>(RuleFolder.read(Path.of("rules")).files());
    files.keySet().removeIf(name -> name.contains("/") && !name.startsWith("shared/"));
    files.put(
        "try/campaign.yaml",
        "title: T\nowner: tests\npurpose: service\nstatus: live\n"
            + "triggers: [call.dropped, call.abandoned, ticket.closed, birthday]\nkey: event\n");
    files.put("try/rules.dslr", sentences);
    return Rulebook.compile(RuleFolder.of(files));
  }

  private static String rule(String... conditions) {
    return "rule \"one\"\nwhen\n  "
        + String.join("\n  ", conditions)
        + "\nthen\n  send \"x\"\nend\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a ticket was closed | what happened was an abandoned call",
        "the caller had waited at least 3 minutes | the caller had waited 100 seconds",
        "the order is at least 3 days late | the event says nothing of \"days\"",
        "the ticket is about \"billing\" | \"topic\" was \"speed\"",
        "the ticket was resolved | \"resolved\" was not true",
        "the customer's tier is \"gold\" | tier is silver",
        "the customer has a phone number | no phone number is known",
        "the customer has been with us for at least 5 years | a customer since 2024-05-01",
        "it is a round birthday | the customer turns 36",
        "an estimate is known | nothing was told of an outage",
        "the outage is of \"broadband\" | the customer was in no outage",
        "the customer has had at least 3 dropped calls in the last 7 days"
            + " | the customer had 1 dropped call in the last 7 days",
        "the customer's \"plan\" is \"Mobile\" | \"plan\" is Fibre 500",
        "the customer's \"topic\" is known | \"topic\" is not known",
        "the event's \"waited\" is at least 200 | the caller had waited 100 seconds",
        "the event's \"queue\" is \"support\" | the event says nothing of \"queue\"",
        "the last \"call.dropped\" was at least 5 days ago"
            + " | the customer had 1 dropped call in the last 5 days; the customer had 1"
            + " dropped call in the last 1000 days",
        "the customer has had at least 1 dropped calls in the last 1 days"
            + " | the customer had 0 dropped calls in the last 24 hours, the last on"
            + " Tue 10 March 2026 11:00",
        "a ticket is open | no ticket was open",
        "the customer was sent \"note\" in the last 30 days | \"note\" was not sent before",
        "the customer has been given a gesture in the last 30 days"
            + " | the customer had been given nothing",
        "the customer was without service for at least 2 hours in total in the last 30 days"
            + " | the customer had been without service for 0 minutes in the last 30 days",
        "the customer has been told of at least 2 outages in the last 30 days"
            + " | the customer had been told of 0 outages in the last 30 days",
      })
  void a_condition_that_said_no_says_what_it_saw(String sentence, String actual) {
    Rulebook book = book(rule("a caller gave up waiting", sentence, "the ticket was not resolved"));
    Explanation why =
        Explanation.of(
            Happening.of(event("call.abandoned", Map.of("waited", 100, "topic", "speed"))),
            dossier(Map.of("call.dropped", List.of(AT.minus(Duration.ofDays(2))))),
            book,
            AT,
            null);
    assertThat(why.answers()).singleElement().isInstanceOf(SaidNo.class);
    SaidNo no = (SaidNo) why.answers().get(0);
    assertThat(no.condition().line()).isEqualTo(4);
    assertThat(no.condition().text()).isEqualTo(sentence);
    assertThat(no.actual()).isEqualTo(actual);
    assertThat(no.rule().file()).isEqualTo("try/rules.dslr");
  }

  @Test
  void every_sentence_of_the_vocabulary_can_say_what_it_saw() {
    Happening happening = Happening.of(event("call.abandoned", Map.of()));
    ActualValues values = new ActualValues(happening, dossier(Map.of()));
    for (WrittenRule rule : SHIPPED.rules()) {
      for (Condition condition : rule.conditions()) {
        assertThat(values.of(condition))
            .as(condition.text())
            .isNotEqualTo("it was not so at that moment");
      }
    }
  }

  /** The steps of a rule and the rule itself are never of two minds. */
  @Test
  void what_says_no_agrees_with_what_fired_for_every_rule_and_stage() {
    Incident out = Cases.incident("I1", Incident.Status.OPEN, 1);
    for (Happening happening :
        List.of(
            Happening.of(event("call.dropped", Map.of())),
            Happening.of(event("ticket.closed", Map.of("resolved", true, "ticket", "7"))),
            Happening.of(event("call.abandoned", Map.of("waited", 400))),
            Happening.of(event("birthday", Map.of("year", 2026))),
            Happening.of(about("incident.opened"), Stage.OPENED, out),
            Happening.of(about("incident.updated"), Stage.eta(1), out))) {
      Explanation why = Explanation.of(happening, dossier(Map.of()), SHIPPED, AT, null);
      assertThat(why.answers()).isNotEmpty();
      for (Explanation.Answer answer : why.answers()) {
        boolean fired = why.decision().fired().contains(answer.rule().name());
        assertThat(answer instanceof Fired || answer instanceof Outdone).isEqualTo(fired);
        Steps steps = SHIPPED.trigger(happening.trigger()).steps(answer.rule().campaign());
        assertThat(steps.reached(happening, dossier(Map.of())).no(answer.rule()) == null)
            .as(answer.rule().name())
            .isEqualTo(fired);
      }
    }
  }

  private static Event about(String type) {
    return new Event("noc", "9", type, new Subject.OfIncident("I1"), AT, Map.of());
  }

  @Test
  void the_order_of_files_changes_nothing() {
    List<String> names =
        new java.util.ArrayList<>(RuleFolder.read(Path.of("rules")).files().keySet());
    Collections.shuffle(names, new java.util.Random(7));
    Map<String, String> shuffled = new java.util.LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, SHIPPED.folder().files().get(name)));
    Rulebook other = Rulebook.compile(RuleFolder.of(shuffled));
    Happening happening = Happening.of(event("call.dropped", Map.of()));
    Explanation one = Explanation.of(happening, dossier(Map.of()), SHIPPED, AT, null);
    Explanation two = Explanation.of(happening, dossier(Map.of()), other, AT, null);
    assertThat(two.decision().why()).isEqualTo(one.decision().why());
    assertThat(two.answers().stream().map(Explanation.Answer::said))
        .containsExactlyElementsOf(one.answers().stream().map(Explanation.Answer::said).toList());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void every_reason_is_a_sentence_of_its_own_that_could_be_read_to_the_customer(Reason reason) {
    assertThat(Sayings.of(reason)).matches("[A-Z].{20,120}\\.").doesNotContain("_", "null");
    Set<String> all = new HashSet<>();
    for (Reason each : Reason.values()) {
      assertThat(all.add(Sayings.of(each))).as(each.word()).isTrue();
    }
  }
}
