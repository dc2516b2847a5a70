package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.beforehand.decide.RuleFolder;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Resolution;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Gifts;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where money is short nobody is paid until somebody has decided, and then exactly that. */
class ApprovalsTest {

  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member CY = new Member("cy", Role.OPERATOR);

  private static final String SHORT =
      """
      amount: 400 EUR
      per: month
      short: [top-up, smaller, next-period, drop]
      """;

  private static Approvals approvals(Corridor corridor) {
    return new Approvals(corridor.db, corridor.transaction, corridor.rulebooks);
  }

  private static Request only(Corridor corridor) {
    List<Request> all = approvals(corridor).latest(null, null, 10);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Refused refused(ThrowingCallable step) {
    Refused refused = catchThrowableOfType(Refused.class, step);
    assertThat(refused).isNotNull();
    return refused;
  }

  private static Corridor shortOfMoney(String budget, int customers) {
    Corridor corridor = Corridor.open("2026-03-12T10:00:00Z", Gifts.folder(budget));
    Gifts.customers(corridor, customers);
    Gifts.outage(corridor, "N-7");
    corridor.settle();
    return corridor;
  }

  @Test
  void two_thousand_customers_and_too_little_money_nobody_is_paid_and_one_is_asked() {
    try (Corridor corridor = shortOfMoney("amount: 29999.99 EUR", 2_000)) {
      Request asked = only(corridor);
      assertThat(asked.amount()).isEqualTo(Money.of("30000", "EUR"));
      assertThat(asked.available()).isEqualByComparingTo("29999.99");
      assertThat(asked.subject())
          .isEqualTo(
              new Request.Together(
                  "sorry",
                  corridor.rulebooks.current().revision(),
                  Long.parseLong(corridor.texts("select distinct sweep from gesture").get(0)),
                  "N-7",
                  "head of care",
                  2_000,
                  2_000));
      assertThat(asked.choices())
          .containsExactly(
              Resolution.GRANT, Resolution.TOP_UP, Resolution.SMALLER, Resolution.DROP);
      corridor.advance(Duration.ofHours(1));
      assertThat(Gifts.states(corridor)).containsExactly("held budget awaiting_total 2000");
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
      assertThat(only(corridor)).isEqualTo(asked);
      approvals(corridor)
          .decide(asked.id(), Resolution.SMALLER, "for everybody", BEA, now(corridor));
      corridor.tick.at(now(corridor));
      assertThat(Gifts.states(corridor)).containsExactly("scheduled 2000");
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 29980 0");
      assertThat(corridor.texts("select distinct amount::text from gesture"))
          .containsExactly("14.99");
      Gifts.balanced(corridor);
    }
  }

  private static java.time.Instant now(Corridor corridor) {
    return corridor.clock.instant();
  }

  @ParameterizedTest
  @CsvSource({
    "top-up, sent 31, 15.00, Storm goodwill 2026-03-01 65 0 465",
    "smaller, sent 31, 12.90, Storm goodwill 2026-03-01 0 0 399.9",
    "drop, dropped budget declined 31, 15.00, Storm goodwill 2026-03-01 0 0 0",
  })
  void each_choice_is_carried_out_to_the_cent(
      String choice, String states, String each, String account) {
    try (Corridor corridor = shortOfMoney(SHORT, 31)) {
      // A day of thought must not cost the customers what they are given.
      corridor.advance(Duration.ofHours(60));
      approvals(corridor)
          .decide(
              only(corridor).id(), Resolution.of(choice).orElseThrow(), "so", BEA, now(corridor));
      corridor.settle();
      corridor.advance(Duration.ofHours(12));
      corridor.advance(Duration.ofMinutes(1));
      assertThat(Gifts.states(corridor)).containsExactly(states);
      assertThat(Gifts.accounts(corridor)).containsExactly(account);
      assertThat(corridor.texts("select distinct amount::text from gesture")).containsExactly(each);
      Gifts.balanced(corridor);
    }
  }

  @Test
  void what_is_put_off_leaves_when_the_next_period_begins() {
    try (Corridor corridor = shortOfMoney(SHORT + "approvers: [ann]\ndeputies: [cy]", 20)) {
      assertThat(Gifts.states(corridor)).containsExactly("sent 20");
      Gifts.outage(corridor, "N-8");
      corridor.settle();
      Request asked = only(corridor);
      assertThat(asked.available()).isEqualByComparingTo("100");
      assertThat(
              refused(
                      () ->
                          approvals(corridor)
                              .decide(asked.id(), Resolution.NEXT_PERIOD, "", BEA, now(corridor)))
                  .why())
          .isEqualTo(Refused.Why.NOT_ALLOWED);
      approvals(corridor).decide(asked.id(), Resolution.NEXT_PERIOD, "", CY, now(corridor));
      corridor.advance(Duration.ofDays(19));
      assertThat(Gifts.states(corridor)).containsExactly("held gathering gathering 20", "sent 20");
      assertThat(Gifts.accounts(corridor))
          .containsExactly(
              "Storm goodwill 2026-03-01 0 0 300", "Storm goodwill 2026-04-01 0 300 0");
      corridor.advance(Duration.ofDays(1));
      assertThat(Gifts.states(corridor)).containsExactly("sent 40");
      assertThat(new Audit(corridor.db).read(null, 1))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.what()).isEqualTo("approval.next-period");
                assertThat(one.details()).containsEntry("deputy", true);
              });
      Gifts.balanced(corridor);
    }
  }

  @Test
  void what_there_is_too_little_for_is_refused_and_changes_nothing() {
    try (Corridor corridor =
        shortOfMoney("amount: 100 EUR\nshort: [smaller]\nat-least: 10 EUR", 11)) {
      Approvals approvals = approvals(corridor);
      long id = only(corridor).id();
      assertThat(refused(() -> approvals.decide(id, Resolution.GRANT, "", BEA, now(corridor))))
          .hasMessage("it comes to 165 EUR, and there are only 100 EUR left");
      assertThat(refused(() -> approvals.decide(id, Resolution.SMALLER, "", BEA, now(corridor))))
          .hasMessage("each would be given 9.09 EUR, and less than 10 EUR is given to nobody");
      assertThat(refused(() -> approvals.decide(id, Resolution.TOP_UP, "", BEA, now(corridor))))
          .hasMessage("choice: expected grant, smaller, drop, found top-up");
      assertThat(refused(() -> approvals.decide(id, Resolution.DROP, "", CY, now(corridor))).why())
          .isEqualTo(Refused.Why.NOT_ALLOWED);
      assertThat(refused(() -> approvals.decide(99, Resolution.DROP, "", BEA, now(corridor))).why())
          .isEqualTo(Refused.Why.UNKNOWN);
      corridor.settle();
      assertThat(Gifts.states(corridor)).containsExactly("held budget awaiting_total 11");
      approvals.topUp(
          "Storm goodwill", Money.of("65", "EUR"), "it was a bad night", BEA, now(corridor));
      approvals.decide(id, Resolution.GRANT, "", BEA, now(corridor));
      corridor.settle();
      corridor.advance(Duration.ofMinutes(1));
      assertThat(Gifts.states(corridor)).containsExactly("sent 11");
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 65 0 165");
      Gifts.balanced(corridor);
    }
  }

  @Test
  void a_single_gesture_waits_where_it_is_too_large_or_its_rule_asks() {
    try (Corridor corridor =
        Corridor.open(
            "2026-03-12T10:00:00Z", Gifts.folder("amount: 100 EUR\napprove-above: 50 EUR"))) {
      Gifts.customers(corridor, 5);
      Gifts.order(corridor, "treasure.lost", "c0", "T-0");
      for (int n = 1; n < 5; n++) {
        Gifts.order(corridor, "order.lost", "c" + n, "B-" + n);
      }
      corridor.settle();
      Gifts.order(corridor, "order.lost", "c0", "B-0");
      corridor.settle();
      assertThat(Gifts.states(corridor))
          .containsExactly("held budget awaiting_approval 2", "sent 4");
      Approvals approvals = approvals(corridor);
      List<Request> asked = approvals.latest(Request.State.OPEN, null, 10);
      assertThat(
              asked.stream()
                  .map(one -> one.amount() + " " + ((Request.Giving) one.subject()).asks()))
          .containsExactly("25 EUR head of care", "90 EUR null");
      approvals.decide(asked.get(0).id(), Resolution.TOP_UP, "", BEA, now(corridor));
      assertThat(
              refused(
                  () ->
                      approvals.decide(asked.get(0).id(), Resolution.DROP, "", BEA, now(corridor))))
          .hasMessage("it is decided already: top-up, by bea");
      // Nobody answers the other.
      corridor.advance(Duration.ofHours(72));
      assertThat(Gifts.states(corridor))
          .containsExactly("dropped budget approval_expired 1", "sent 5");
      assertThat(
              refused(
                      () ->
                          approvals.decide(
                              asked.get(1).id(), Resolution.DROP, "", BEA, now(corridor)))
                  .getMessage())
          .startsWith("it was to be decided by 2026-03-15");
      Gifts.balanced(corridor);
    }
  }

  @Test
  void of_two_who_decide_at_once_one_is_refused() throws Exception {
    try (Corridor corridor = shortOfMoney(SHORT, 31)) {
      long id = only(corridor).id();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<Request>> deciding = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        Member who = new Member("approver-" + n, Role.APPROVER);
        deciding.add(
            threads.submit(
                () -> approvals(corridor).decide(id, Resolution.TOP_UP, "", who, now(corridor))));
      }
      int done = 0;
      for (Future<Request> one : deciding) {
        try {
          one.get();
          done++;
        } catch (java.util.concurrent.ExecutionException refused) {
          assertThat(refused).hasCauseInstanceOf(Refused.class);
        }
      }
      threads.shutdown();
      assertThat(done).isEqualTo(1);
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 2026-03-01 65 465 0");
    }
  }

  @Test
  void whoever_ends_between_the_sweep_and_the_money_leaves_it_to_any_node() throws Exception {
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", Gifts.folder("amount: 465 EUR"))) {
      Gifts.customers(corridor, 31);
      Gifts.outage(corridor, "N-7");
      corridor.post(
          "customer.updated",
          "customer:c0",
          Map.of("id", "c0", "consent", Map.of("goodwill", false)));
      ExecutorService threads = Executors.newFixedThreadPool(3);
      List<Future<?>> nodes = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        Intake intake = new Intake(corridor.db, corridor.transaction, corridor.rulebooks, () -> {});
        Tick tick = new Tick(intake, corridor.sweeper, at -> {});
        nodes.add(threads.submit(() -> tick.at(now(corridor))));
      }
      for (Future<?> one : nodes) {
        one.get();
      }
      threads.shutdown();
      assertThat(Gifts.states(corridor))
          .containsExactly("cancelled consent opted_out 1", "held gathering gathering 30");
      assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 450 0");
      Gifts.balanced(corridor);
    }
  }

  @Test
  void nobody_decides_about_what_their_own_rule_gives() {
    try (Corridor corridor = shortOfMoney(SHORT, 31)) {
      corridor
          .db
          .sql(
              """
              insert into draft (base, title, authors, files, hash, state, at)
              values ('', 'Sorry', array['bea'], '{"sorry/rules.dslr": ""}', :hash, 'published',
                      :at)
              """)
          .param("hash", corridor.rulebooks.current().revision())
          .param("at", now(corridor).atOffset(java.time.ZoneOffset.UTC))
          .update();
      long id = only(corridor).id();
      assertThat(
              refused(
                  () -> approvals(corridor).decide(id, Resolution.DROP, "", BEA, now(corridor))))
          .hasMessage("bea wrote the rule that gives this: somebody else has to decide");
    }
  }

  @Test
  void a_gesture_in_another_currency_than_its_budget_is_an_error_at_its_line() {
    RuleFolder folder = Gifts.folder("amount: 500 NOK");
    Check.Report report = Check.run(folder);
    assertThat(report.findings().stream().map(Finding::toString))
        .anyMatch(
            one ->
                one.startsWith("sorry/rules.dslr:5: ")
                    && one.endsWith(
                        "expected an amount of NOK, which the budget \"Storm goodwill\" is in,"
                            + " found EUR"));
    assertThat(
            Check.run(Gifts.folder("campaigns: [feedback]")).findings().stream()
                .map(Finding::toString))
        .anyMatch(one -> one.endsWith("the budget \"Storm goodwill\" is for feedback only"));
  }
}
