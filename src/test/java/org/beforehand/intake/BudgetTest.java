package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.Rehearsed;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Requests;
import org.beforehand.goodwill.Resolution;
import org.beforehand.studio.RulesToTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money is there once: for single gestures, and for all that are given together. */
class BudgetTest {

  @Test
  void a_single_gesture_is_given_while_there_is_money_and_then_dropped() {
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", Gifts.folder("amount: 25 EUR\nper: month"))) {
      Gifts.customers(corridor, 3);
      Gifts.order(corridor, "order.late", "c0", "A-0");
      Gifts.order(corridor, "order.late", "c1", "A-1");
      Gifts.order(corridor, "order.late", "c2", "A-2");
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 2026-03-01 0 20 0");
      corridor.settle();
      corridor.advance(Duration.ofMinutes(1));
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 2026-03-01 0 0 20");
      assertThat(Gifts.states(corridor)).containsExactly("sent 2");
      assertThat(
              corridor.texts(
                  "select v ->> 'gate' || ' ' || (v ->> 'reason')"
                      + " from decision, jsonb_array_elements(why -> 'verdicts') v"
                      + " where v ->> 'verdict' = 'drop'"))
          .containsExactly("budget budget_spent");
      Gifts.balanced(corridor);
      // In the next month there is as much again.
      corridor.advance(Duration.ofDays(20));
      Gifts.order(corridor, "order.late", "c2", "A-3");
      assertThat(Gifts.accounts(corridor))
          .containsExactly("Storm goodwill 2026-03-01 0 0 20", "Storm goodwill 2026-04-01 0 10 0");
    }
  }

  @Test
  void what_is_taken_back_before_it_leaves_is_there_for_others() {
    try (Corridor corridor =
        Corridor.open("2026-03-12T22:00:00Z", Gifts.folder("amount: 10 EUR"))) {
      Gifts.customers(corridor, 2);
      Gifts.order(corridor, "order.late", "c0", "A-0");
      corridor.post(
          "customer.updated",
          "customer:c0",
          Map.of("id", "c0", "consent", Map.of("goodwill", false)));
      corridor.advance(Duration.ofMinutes(1));
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
      Gifts.order(corridor, "order.late", "c1", "A-1");
      corridor.advance(Duration.ofHours(12));
      corridor.advance(Duration.ofMinutes(1));
      assertThat(Gifts.states(corridor)).containsExactly("cancelled consent opted_out 1", "sent 1");
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 10");
      assertThat(corridor.texts("select kind from budget_entry order by id"))
          .containsExactly("reserve", "refund", "reserve", "commit");
      Gifts.balanced(corridor);
    }
  }

  @Test
  void an_outage_is_paid_at_once_if_there_is_enough_for_everybody() {
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", Gifts.folder("amount: 150 EUR"))) {
      Gifts.customers(corridor, 10);
      Gifts.outage(corridor, "N-7");
      assertThat(Gifts.states(corridor)).containsExactly("held budget awaiting_total 10");
      assertThat(Gifts.accounts(corridor)).isEmpty();
      corridor.settle();
      assertThat(Gifts.states(corridor)).containsExactly("sent 10");
      corridor.advance(Duration.ofMinutes(1));
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 150");
      Gifts.balanced(corridor);
    }
  }

  @Test
  void two_nodes_and_eight_threads_spend_it_to_the_last_euro_and_no_more() throws Exception {
    // 25 to some and 10 to others: what is too little for the one is enough for the other.
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", Gifts.folder("amount: 500 EUR"))) {
      Gifts.customers(corridor, 160);
      Rulebooks other = new Rulebooks(corridor.db);
      other.resume();
      List<Intake> nodes =
          List.of(corridor.intake, new Intake(corridor.db, corridor.transaction, other, () -> {}));
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<?>> posting = new ArrayList<>();
      for (int batch = 0; batch < 32; batch++) {
        Intake node = nodes.get(batch % 2);
        List<Read.Good> events = new ArrayList<>();
        for (int n = batch * 5; n < batch * 5 + 5; n++) {
          events.add(
              corridor.event(
                  n % 7 == 0 ? "order.lost" : "order.late",
                  "customer:c" + n,
                  corridor.clock.instant(),
                  Map.of("order", "A-" + n, "days", 3)));
        }
        posting.add(threads.submit(() -> node.accept(events, corridor.clock.instant())));
      }
      for (Future<?> one : posting) {
        one.get();
      }
      threads.shutdown();
      assertThat(corridor.texts("select trim_scale(500 - reserved)::text from budget"))
          .singleElement()
          .asString()
          .matches("0|5");
      Gifts.balanced(corridor);
      corridor.settle();
      corridor.advance(Duration.ofMinutes(1));
      assertThat(
              corridor.texts(
                  "select (sum(amount) filter (where o.state = 'sent')"
                      + " = (select spent from budget))::text"
                      + " from gesture g join outreach o on o.id = g.outreach"))
          .containsExactly("true");
      Gifts.balanced(corridor);
    }
  }

  @Test
  void whatever_happens_the_ledger_adds_up() {
    Random random = new Random(7);
    try (Corridor corridor =
        Corridor.open(
            "2026-03-12T05:00:00Z",
            Gifts.folder("amount: 300 EUR\nper: month\napprove-above: 50 EUR"))) {
      Gifts.customers(corridor, 12);
      Requests requests = new Requests(corridor.db);
      for (int n = 0; n < 200; n++) {
        String customer = "c" + random.nextInt(12);
        switch (random.nextInt(9)) {
          case 0, 1 -> Gifts.order(corridor, "order.late", customer, "A-" + n);
          case 2 -> Gifts.order(corridor, "order.lost", customer, "B-" + n);
          case 3 -> Gifts.order(corridor, "treasure.lost", customer, "C-" + n);
          case 4 ->
              corridor.post(
                  "customer.updated",
                  "customer:" + customer,
                  Map.of(
                      "id",
                      customer,
                      "email",
                      customer + "@customers.example",
                      "zone",
                      "Europe/Oslo",
                      "scopes",
                      List.of("circuit:1"),
                      "consent",
                      Map.of("goodwill", random.nextInt(3) > 0)));
          case 5 -> Gifts.outage(corridor, "N-" + n);
          case 6 -> decideSomething(corridor, requests, random);
          default -> corridor.clock.tick(Duration.ofMinutes(random.nextInt(600)));
        }
        if (random.nextBoolean()) {
          corridor.settle();
        }
        Gifts.balanced(corridor);
        assertThat(
                corridor.texts("select name from budget where reserved + spent > 300 + topped_up"))
            .isEmpty();
      }
      assertThat(corridor.texts("select distinct kind from budget_entry order by 1"))
          .containsExactly("commit", "refund", "reserve", "top_up");
      assertThat(corridor.texts("select distinct choice from gesture_request"))
          .contains("drop", "smaller", "top-up", "next-period");
    }
  }

  @Test
  void a_simulation_of_what_is_stored_begins_with_what_was_left(@TempDir Path folder)
      throws IOException {
    RuleFolder rules = Gifts.folder("amount: 30 EUR\nper: year");
    try (Corridor corridor = Corridor.open("2026-03-12T10:00:00Z", rules)) {
      Gifts.customers(corridor, 4);
      corridor.clock.tick(Duration.ofMinutes(1));
      Gifts.order(corridor, "order.late", "c0", "A-0");
      Gifts.order(corridor, "order.late", "c1", "A-1");
      corridor.settle();
      corridor.clock.tick(Duration.ofHours(1));
      Instant begin = corridor.clock.instant();
      corridor.clock.tick(Duration.ofMinutes(1));
      Gifts.order(corridor, "order.late", "c2", "A-2");
      corridor.clock.tick(Duration.ofMinutes(1));
      Gifts.order(corridor, "order.late", "c3", "A-3");
      corridor.settle();
      Rehearsed rehearsed =
          Rehearsed.stored(
              corridor.source,
              RulesToTry.read(rules),
              begin,
              begin.plusSeconds(7200),
              folder.resolve("out.jsonl"));
      assertThat(rehearsed.told("customer", "verdict", "reason"))
          .containsExactlyInAnyOrder("c2 send -", "c3 drop budget_spent");
    }
  }

  @ParameterizedTest
  @CsvSource({"150, send -", "149, hold awaiting_total"})
  void a_simulation_pays_all_or_leaves_them_waiting(
      String amount, String outcome, @TempDir Path folder) throws IOException {
    for (Map.Entry<String, String> file :
        Gifts.folder("amount: " + amount + " EUR").files().entrySet()) {
      Path path = folder.resolve("rules").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Instant begin = Instant.parse("2026-03-12T10:00:00Z");
    List<Map<String, Object>> customers = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      customers.add(
          Map.of("id", "c" + n, "email", "c" + n + "@x.example", "scopes", List.of("circuit:1")));
    }
    List<Map<String, Object>> events =
        List.of(
            Rehearsed.line(
                new Event(
                    "noc",
                    "1",
                    "incident.opened",
                    new Subject.OfIncident("N-7"),
                    begin,
                    Map.of("service", "broadband", "scopes", List.of("circuit:1")))),
            Rehearsed.line(
                new Event(
                    "noc",
                    "2",
                    "incident.restored",
                    new Subject.OfIncident("N-7"),
                    begin.plusSeconds(3600),
                    Map.of())));
    Rehearsed rehearsed =
        new Rehearsed.Play(
                Rehearsed.lines(folder.resolve("customers.jsonl"), customers),
                Rehearsed.lines(folder.resolve("events.jsonl"), events),
                folder.resolve("rules"),
                begin,
                begin.plusSeconds(7200),
                2)
            .run(folder.resolve("out.jsonl"));
    assertThat(rehearsed.outcomes()).hasSize(10);
    assertThat(rehearsed.told("verdict", "reason")).containsExactly(outcome);
  }

  private static void decideSomething(Corridor corridor, Requests requests, Random random) {
    ContactPolicy policy = corridor.rulebooks.current().policy();
    for (Request open : requests.latest(Request.State.OPEN, null, 3)) {
      Resolution choice = Resolution.values()[random.nextInt(Resolution.values().length)];
      corridor.transaction.executeWithoutResult(
          status ->
              requests.resolve(
                  requests.hold(open.id()).orElseThrow(),
                  choice,
                  new Budgets.By("bea", "as it comes"),
                  policy.budgets().get(open.budget()),
                  policy.zone(),
                  corridor.clock.instant()));
    }
  }
}
