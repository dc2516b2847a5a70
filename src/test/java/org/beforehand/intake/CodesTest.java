package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.desk.Alerts;
import org.beforehand.goodwill.Codes;
import org.beforehand.goodwill.Fulfilment;
import org.beforehand.goodwill.Owed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is given besides credits: something with a code; and what is not given, but owed. */
class CodesTest {

  private static final String GIVEN = "Storm goodwill 1970-01-01 0 ";

  private Corridor corridor;

  @BeforeEach
  void open() {
    corridor = Corridor.open("2026-03-12T10:00:00Z", folder());
    Gifts.customers(corridor, 2);
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private static RuleFolder folder() {
    Map<String, String> files = new TreeMap<>(Gifts.folder("amount: 100 EUR").files());
    files.put(
        "sorry/rules.dslr",
        """
        rule "a late order"
        when
          an order is late
        then
          give a voucher of 10 EUR that costs us 6 and is good for 90 days for "late order" from "Storm goodwill" with the message "sorry"
        end

        rule "a lost order"
        when
          "order.lost" happened
        then
          owe the customer 40.50 EUR because of "lost order", due within 14 days
        end
        """);
    files.put(
        "sorry/messages/sorry/en.md",
        """
        ---
        subject: "{{gesture.code}} is worth {{gesture.amount}} until {{gesture.expires}}"
        ---
        Use {{gesture.code}} by {{gesture.expires}}.
        """);
    return RuleFolder.of(files);
  }

  private String voucher(String customer, String order) {
    Gifts.order(corridor, "order.late", customer, order);
    corridor.settle();
    List<SmtpPeer.Accepted> mails = corridor.peer.accepted();
    String text = mails.get(mails.size() - 1).content();
    return text.replaceAll("(?s).*Use ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}) by.*", "$1");
  }

  private String redeem(String customer, String code) {
    Receipt receipt =
        corridor.post(
            "code.redeemed", "customer:" + customer, Map.of("code", code, "order", "B-1"));
    return receipt.outcome() + receipt.detail();
  }

  private List<String> movements() {
    return corridor.texts("select kind || ' ' || amount from budget_entry order by id");
  }

  @Test
  void a_voucher_costs_what_it_costs_us_and_is_used_once() {
    String code = voucher("c0", "A-0");
    assertThat(code).hasSize(14);
    assertThat(corridor.peer.accepted().get(0).content())
        .contains("Use " + code + " by 10 June 2026");
    assertThat(corridor.texts("select amount::text from given")).containsExactly("10.00");
    assertThat(corridor.texts("select encode(code, 'escape') from gesture").get(0))
        .doesNotContain(code);
    // Until it is used, nobody knows whether it ever costs anything.
    corridor.advance(Duration.ofMinutes(1));
    assertThat(Gifts.accounts(corridor)).containsExactly(GIVEN + "6 0");
    assertThat(redeem("c1", code)).isEqualTo("REFUSEDdata.code: this customer has no such code");
    assertThat(redeem("c0", "7KQ2-MXPA-94TD")).startsWith("REFUSEDdata.code: this customer has no");
    // However it was typed.
    assertThat(redeem("c0", code.toLowerCase(java.util.Locale.ROOT).replace("-", " ")))
        .isEqualTo("ACCEPTED");
    assertThat(redeem("c0", code)).isEqualTo("REFUSEDdata.code: this code has been used before");
    corridor.advance(Duration.ofMinutes(1));
    assertThat(Gifts.accounts(corridor)).containsExactly(GIVEN + "0 6");
    assertThat(movements()).containsExactly("reserve 6.00", "commit 6.00");
    Gifts.balanced(corridor);
  }

  private Read.Good used(String customer, Map<String, Object> data) {
    return corridor.event("code.redeemed", "customer:" + customer, corridor.clock.instant(), data);
  }

  @Test
  void of_several_who_use_codes_at_once_each_has_their_own_answer() {
    String theirs = voucher("c0", "A-0");
    String others = voucher("c1", "A-1");
    assertThat(
            corridor.post(
                used("c1", Map.of("code", theirs)),
                used("c0", Map.of("code", theirs, "order", "B-1")),
                used("c0", Map.of("code", theirs, "order", "B-2")),
                used("c1", Map.of("order", "B-3")),
                used("c1", Map.of("code", others))))
        .extracting(one -> one.outcome() + one.detail())
        .containsExactly(
            "REFUSEDdata.code: this customer has no such code",
            "ACCEPTED",
            "REFUSEDdata.code: this code has been used before",
            "REFUSEDdata.code: expected the code that was used",
            "ACCEPTED");
    assertThat(corridor.texts("select coalesce(code_for, '-') from gesture order by customer"))
        .containsExactly("B-1", "-");
  }

  @Test
  void a_code_from_before_there_was_a_secret_is_still_good() {
    String code = voucher("c0", "A-0");
    Intake since =
        new Intake(
            corridor.db,
            corridor.transaction,
            corridor.rulebooks,
            Codes.sealed(corridor.db, "a secret of the tests", null),
            () -> {});
    assertThat(
            since
                .accept(List.of(used("c0", Map.of("code", code))), corridor.clock.instant())
                .get(0)
                .outcome())
        .isEqualTo(Receipt.Outcome.ACCEPTED);
  }

  @Test
  void a_code_that_nobody_uses_in_time_gives_its_cost_back() {
    String code = voucher("c0", "A-0");
    corridor.advance(Duration.ofDays(90));
    // The last day is a whole one, where the customer lives.
    assertThat(Gifts.accounts(corridor)).containsExactly(GIVEN + "6 0");
    corridor.advance(Duration.ofHours(12));
    assertThat(redeem("c0", code)).isEqualTo("REFUSEDdata.code: this code is no longer good");
    assertThat(Gifts.accounts(corridor)).containsExactly(GIVEN + "0 0");
    assertThat(movements()).containsExactly("reserve 6.00", "expire 6.00");
    Gifts.balanced(corridor);
  }

  @Test
  void of_eight_who_use_one_code_at_once_one_does() throws Exception {
    String code = voucher("c0", "A-0");
    List<Callable<Receipt>> all = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      Read.Good event =
          corridor.event(
              "code.redeemed", "customer:c0", corridor.clock.instant(), Map.of("code", code));
      all.add(() -> corridor.intake.accept(List.of(event), corridor.clock.instant()).get(0));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Receipt.Outcome> outcomes = new ArrayList<>();
    try {
      for (Future<Receipt> one : threads.invokeAll(all)) {
        outcomes.add(one.get().outcome());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(outcomes).filteredOn(Receipt.Outcome.ACCEPTED::equals).hasSize(1);
    assertThat(outcomes).filteredOn(Receipt.Outcome.REFUSED::equals).hasSize(7);
  }

  @Test
  void what_is_owed_is_paid_once_whatever_else_is_so() {
    BillingPeer billing = BillingPeer.start(corridor.db);
    try (billing) {
      Fulfilling fulfilling =
          new Fulfilling(
              corridor.db, corridor.transaction, corridor.rulebooks, billing.routes(), () -> {});
      // Goodwill is not what this is.
      corridor.post("message.unsubscribed", "customer:c0", Map.of("purpose", "goodwill"));
      corridor.clock.tick(Duration.ofDays(30));
      corridor.post(
          corridor.event(
              "order.lost",
              "customer:c0",
              corridor.clock.instant().minus(Duration.ofDays(20)),
              Map.of("order", "A-1")));
      Gifts.order(corridor, "order.lost", "c0", "A-1");
      billing.say("503");
      while (fulfilling.page(corridor.clock.instant())) {
        // Another page.
      }
      Owed owed = new Owed(corridor.db);
      assertThat(owed.latest("c0", null, null, 10))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.debt().money()).hasToString("40.50 EUR");
                assertThat(one.debt().dueBy()).isEqualTo("2026-04-25T22:00:00Z");
                assertThat(one.state()).isEqualTo(Fulfilment.State.DUE);
              });
      // Nobody hears of it before it is due soon.
      corridor.advance(Duration.ofDays(1));
      Alerts alerts = new Alerts(corridor.db);
      assertThat(alerts.latest(null, 10)).isEmpty();
      corridor.advance(Duration.ofDays(12));
      corridor.advance(Duration.ofMinutes(2));
      assertThat(alerts.latest(null, 10))
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.alert().text())
                      .isEqualTo(
                          "40.50 EUR owed for \"lost order\" are not paid yet, and are due soon"));
      while (fulfilling.page(corridor.clock.instant())) {
        // Another page.
      }
      assertThat(billing.credits).hasValue(1);
      assertThat(billing.credited.values())
          .singleElement()
          .satisfies(one -> assertThat(one).containsEntry("account", "owed"));
      assertThat(owed.latest(null, null, null, 10))
          .extracting(Owed.Standing::state)
          .containsExactly(Fulfilment.State.DONE);
      assertThat(Gifts.accounts(corridor)).isEmpty();
      assertThat(corridor.mailsTo("c0")).isEmpty();
    }
  }
}
