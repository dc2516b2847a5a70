package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.decide.RuleFolder;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Fulfilment;
import org.beforehand.goodwill.Fulfilments;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.beforehand.studio.Switchboard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "We credited you" leaves when the billing has, and nothing is credited twice. */
class FulfilmentTest {

  private Corridor corridor;
  private BillingPeer billing;
  private Fulfilling fulfilling;

  @BeforeEach
  void open() {
    corridor = Corridor.open("2026-03-12T10:00:00Z", folder());
    billing = BillingPeer.start(corridor.db);
    fulfilling = node();
    Gifts.customers(corridor, 1);
  }

  @AfterEach
  void close() {
    billing.close();
    corridor.close();
  }

  private static RuleFolder folder() {
    Map<String, String> files = new TreeMap<>(Gifts.folder("amount: 1000 EUR").files());
    files.computeIfPresent(
        "contact-policy.yaml",
        (file, text) ->
            text
                + "fulfilment: {kinds: [credit], tries: 3, wait: 1m, at-most: 10m,"
                + " answer-within: 1d}\n");
    return RuleFolder.of(files);
  }

  private Fulfilling node() {
    return new Fulfilling(
        corridor.db, corridor.transaction, corridor.rulebooks, billing.routes(), () -> {});
  }

  /** Lets time pass, and everything happen that is due by then. */
  private void advance(Duration duration) {
    corridor.advance(duration);
    settle();
  }

  private void settle() {
    do {
      corridor.settle();
    } while (fulfilling.page(corridor.clock.instant()));
  }

  private void late(String customer, String order) {
    Gifts.order(corridor, "order.late", customer, order);
    settle();
  }

  private List<String> fulfilments() {
    return corridor.texts("select state || ' ' || tries from fulfilment order by key");
  }

  private String key() {
    return corridor.texts("select key from fulfilment").get(0);
  }

  private List<String> said() {
    return corridor.texts("select detail from fulfilment");
  }

  @Test
  void a_billing_that_fails_twice_is_asked_again_and_then_the_customer_is_told() {
    billing.say("503", "lost");
    late("c0", "A-0");
    assertThat(Gifts.states(corridor)).containsExactly("held fulfilment awaiting_fulfilment 1");
    assertThat(fulfilments()).containsExactly("due 1");
    assertThat(said()).containsExactly("answered 503");
    advance(Duration.ofMinutes(1));
    assertThat(fulfilments()).containsExactly("due 2");
    // Not what our own error handling makes of it.
    assertThat(said()).containsExactly("no answer: IOException");
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 10 0");
    // Twice as long after the second try.
    advance(Duration.ofMinutes(1));
    assertThat(fulfilments()).containsExactly("due 2");
    assertThat(corridor.mailsTo("c0")).isEmpty();
    advance(Duration.ofMinutes(1));
    assertThat(corridor.mailsTo("c0")).containsExactly("=?UTF-8?Q?Sorry:_=E2=82=AC10?=");
    assertThat(billing.keys).hasSize(3).containsOnly(key());
    assertThat(billing.credits).hasValue(1);
    assertThat(billing.credited.get(key()))
        .containsEntry("customer", "c0")
        .containsEntry("account", "goodwill")
        .containsEntry("reason", "late order");
    advance(Duration.ofMinutes(1));
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 10");
    Gifts.balanced(corridor);
  }

  @Test
  void what_the_billing_refuses_is_neither_given_nor_said() {
    billing.say("422 {\"reason\": \"the account is closed\"}");
    late("c0", "A-0");
    assertThat(Gifts.states(corridor)).containsExactly("dropped fulfilment not_fulfilled 1");
    assertThat(corridor.texts("select detail from fulfilment"))
        .containsExactly("answered 422: the account is closed");
    advance(Duration.ofMinutes(1));
    assertThat(corridor.mailsTo("c0")).isEmpty();
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
    assertThat(corridor.texts("select state from given")).containsExactly("withdrawn");
    Gifts.balanced(corridor);
  }

  @Test
  void after_the_last_try_a_colleague_looks_and_until_then_the_money_stays_put() {
    billing.say("500", "401", "500");
    late("c0", "A-0");
    advance(Duration.ofMinutes(1));
    advance(Duration.ofMinutes(2));
    advance(Duration.ofDays(1));
    Fulfilments fulfilments = new Fulfilments(corridor.db);
    assertThat(fulfilments()).containsExactly("stuck 3");
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 10 0");
    corridor.transaction.executeWithoutResult(
        status ->
            assertThat(
                    fulfilments.decided(
                        key(),
                        Fulfilment.State.DUE,
                        new Budgets.By("bea", "it is up again"),
                        corridor.clock.instant()))
                .isTrue());
    settle();
    // A day later it is still worth telling: somebody saw to it.
    assertThat(Gifts.states(corridor)).containsExactly("sent 1");
    assertThat(billing.credits).hasValue(1);
  }

  @Test
  void a_billing_that_answers_later_is_heard_by_an_event() {
    billing.say("202 {\"reference\": \"B-1\"}");
    late("c0", "A-0");
    advance(Duration.ofHours(2));
    assertThat(fulfilments()).containsExactly("asked 1");
    assertThat(corridor.post("gesture.fulfilled", "customer:c0", Map.of("gesture", "none")))
        .extracting(Receipt::outcome, Receipt::detail)
        .containsExactly(
            Receipt.Outcome.REFUSED,
            "data.gesture: nothing of this customer's was handed over as \"none\"");
    assertThat(corridor.mailsTo("c0")).isEmpty();
    corridor.post("gesture.fulfilled", "customer:c0", Map.of("gesture", key()));
    // What is said twice, or late, changes nothing.
    corridor.post("gesture.refused", "customer:c0", Map.of("gesture", key(), "reason", "no"));
    settle();
    assertThat(Gifts.states(corridor)).containsExactly("sent 1");
    assertThat(fulfilments()).containsExactly("done 1");
  }

  @Test
  void a_node_that_is_killed_between_handing_over_and_hearing_leaves_the_same_key_to_the_next() {
    Fulfilling killed =
        new Fulfilling(
            corridor.db,
            corridor.transaction,
            corridor.rulebooks,
            one -> {
              Fulfilment.Answer unheard = billing.routes().apply(one);
              throw new AssertionError("killed before it could note " + unheard);
            },
            () -> {});
    Gifts.order(corridor, "order.late", "c0", "A-0");
    corridor.settle();
    assertThatThrownBy(() -> killed.page(corridor.clock.instant()))
        .isInstanceOf(AssertionError.class);
    assertThat(billing.credits).hasValue(1);
    // Nobody else takes it before its lease is over.
    settle();
    assertThat(billing.keys).hasSize(1);
    assertThat(corridor.mailsTo("c0")).isEmpty();
    corridor.db.sql("update fulfilment set lease_until = lease_until - interval '11 min'").update();
    settle();
    assertThat(billing.keys).hasSize(2).containsOnly(key());
    assertThat(billing.credits).hasValue(1);
    assertThat(Gifts.states(corridor)).containsExactly("sent 1");
  }

  @Test
  void two_nodes_hand_over_each_gesture_once() throws Exception {
    Gifts.customers(corridor, 40);
    for (int n = 0; n < 40; n++) {
      Gifts.order(corridor, "order.late", "c" + n, "A-" + n);
    }
    corridor.settle();
    List<Fulfilling> nodes = List.of(fulfilling, node());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        Fulfilling its = nodes.get(n % 2);
        running.add(
            threads.submit(
                () -> {
                  while (its.page(corridor.clock.instant())) {
                    // Another page.
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(billing.keys).hasSize(40).doesNotHaveDuplicates();
    settle();
    assertThat(Gifts.states(corridor)).containsExactly("sent 40");
  }

  @Test
  void who_says_no_before_it_is_handed_over_is_not_given_anything() {
    Gifts.order(corridor, "order.late", "c0", "A-0");
    corridor.settle();
    optOut();
    settle();
    advance(Duration.ofMinutes(1));
    assertThat(billing.keys).isEmpty();
    assertThat(Gifts.states(corridor)).containsExactly("cancelled consent opted_out 1");
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
    Gifts.balanced(corridor);
  }

  @Test
  void who_says_no_after_that_keeps_the_credit_and_is_not_written_to() {
    billing.say("202");
    late("c0", "A-0");
    optOut();
    advance(Duration.ofMinutes(1));
    // Nobody knows yet what became of it.
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 10 0");
    corridor.post("gesture.fulfilled", "customer:c0", Map.of("gesture", key()));
    advance(Duration.ofMinutes(1));
    assertThat(corridor.mailsTo("c0")).isEmpty();
    assertThat(corridor.texts("select state from given")).containsExactly("fulfilled");
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 10");
    Gifts.balanced(corridor);
  }

  private Read.Good said(String what, String customer, String key) {
    return corridor.event(
        what, "customer:" + customer, corridor.clock.instant(), Map.of("gesture", key));
  }

  @Test
  void of_several_words_on_one_the_first_counts() {
    billing.say("202");
    late("c0", "A-0");
    assertThat(
            corridor.post(
                said("gesture.fulfilled", "c1", key()),
                said("gesture.refused", "c0", key()),
                said("gesture.fulfilled", "c0", key())))
        .extracting(Receipt::outcome)
        .containsExactly(
            Receipt.Outcome.REFUSED, Receipt.Outcome.ACCEPTED, Receipt.Outcome.ACCEPTED);
    assertThat(corridor.texts("select state from fulfilment")).containsExactly("refused");
  }

  @Test
  void nothing_is_handed_over_while_somebody_has_stopped_its_campaign() {
    Gifts.order(corridor, "order.late", "c0", "A-0");
    corridor.settle();
    Switchboard switchboard =
        new Switchboard(corridor.db, corridor.transaction, corridor.rulebooks);
    Member ops = new Member("ops", Role.OPERATOR);
    switchboard.stop(
        "sorry", Switchboard.Waiting.HOLD, "a wrong price", ops, corridor.clock.instant());
    settle();
    assertThat(billing.keys).isEmpty();
    switchboard.release("sorry", ops, corridor.clock.instant());
    settle();
    assertThat(Gifts.states(corridor)).containsExactly("sent 1");
  }

  private void optOut() {
    corridor.post("message.unsubscribed", "customer:c0", Map.of("purpose", "goodwill"));
  }
}
