package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.beforehand.goodwill.Budgets;
import org.junit.jupiter.api.Test;

/** Money is there once: for single gestures, and for all that are given together. */
class BudgetTest {

  private static List<String> states(Corridor corridor) {
    return corridor.texts(
        "select state || coalesce(' ' || gate || ' ' || reason, '') || ' ' || count(*)"
            + " from outreach group by state, gate, reason order by 1");
  }

  private static List<String> accounts(Corridor corridor) {
    return corridor.texts(
        "select name || ' ' || period || ' ' || trim_scale(topped_up) || ' ' || trim_scale(reserved) || ' ' || trim_scale(spent)"
            + " from budget order by name, period");
  }

  private static void balanced(Corridor corridor) {
    assertThat(new Budgets(corridor.db).unbalanced()).isEmpty();
  }

  @Test
  void a_single_gesture_is_given_while_there_is_money_and_then_dropped() {
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", Gifts.folder("amount: 25 EUR\nper: month"))) {
      Gifts.customers(corridor, 3);
      Gifts.order(corridor, "order.late", "c0", "A-0");
      Gifts.order(corridor, "order.late", "c1", "A-1");
      Gifts.order(corridor, "order.late", "c2", "A-2");
      assertThat(accounts(corridor)).containsExactly("Storm goodwill 2026-03-01 0 20 0");
      corridor.settle();
      corridor.advance(Duration.ofMinutes(1));
      assertThat(accounts(corridor)).containsExactly("Storm goodwill 2026-03-01 0 0 20");
      assertThat(states(corridor)).containsExactly("sent 2");
      assertThat(
              corridor.texts(
                  "select v ->> 'gate' || ' ' || (v ->> 'reason')"
                      + " from decision, jsonb_array_elements(why -> 'verdicts') v"
                      + " where v ->> 'verdict' = 'drop'"))
          .containsExactly("budget budget_spent");
      balanced(corridor);
      // In the next month there is as much again.
      corridor.advance(Duration.ofDays(20));
      Gifts.order(corridor, "order.late", "c2", "A-3");
      assertThat(accounts(corridor))
          .containsExactly(
              "Storm goodwill 2026-03-01 0 0 20", "Storm goodwill 2026-04-01 0 10 0");
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
      assertThat(accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
      Gifts.order(corridor, "order.late", "c1", "A-1");
      corridor.advance(Duration.ofHours(12));
      corridor.advance(Duration.ofMinutes(1));
      assertThat(states(corridor)).containsExactly("cancelled consent opted_out 1", "sent 1");
      assertThat(accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 10");
      assertThat(corridor.texts("select kind from budget_entry order by id"))
          .containsExactly("reserve", "refund", "reserve", "commit");
      balanced(corridor);
    }
  }

  @Test
  void an_outage_is_paid_at_once_if_there_is_enough_for_everybody() {
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", Gifts.folder("amount: 150 EUR"))) {
      Gifts.customers(corridor, 10);
      Gifts.outage(corridor, "N-7");
      assertThat(states(corridor)).containsExactly("held budget awaiting_total 10");
      assertThat(accounts(corridor)).isEmpty();
      corridor.settle();
      assertThat(states(corridor)).containsExactly("sent 10");
      corridor.advance(Duration.ofMinutes(1));
      assertThat(accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 150");
      balanced(corridor);
    }
  }
}
