package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.fact.Event;
import org.beforehand.fact.Share;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules come back to: once, on the customer's calendar, with what they knew then. */
class TimersTest {

  private final Corridor corridor =
      Corridor.open(
          "2026-03-10T10:00:00Z",
          Map.of(
              "orders/campaign.yaml",
              """
              title: Orders
              owner: care
              purpose: care
              status: live
              triggers: [order.paid]
              key: event.order
              """,
              "orders/rules.dslr",
              """
              rule "thank"
              when
                Paid
              then
                send "thanks"
                wait 3 weeks and look again as "ask"
              end
              rule "ask"
              when
                the timer "ask" has run out
              then
                send "ask"
              end
              """
                  .replace("Paid", "a thing was paid"),
              "orders/messages/thanks/en.md",
              "---\nsubject: \"Thanks for {{event.order}}\"\n---\nThanks.\n",
              "orders/messages/ask/en.md",
              "---\nsubject: \"How is {{event.order}}?\"\n---\nHow is it?\n",
              "vocabulary.dsl",
              vocabulary()));

  private static String vocabulary() {
    return org.beforehand.decide.RuleFolder.read(java.nio.file.Path.of("rules"))
            .files()
            .get("vocabulary.dsl")
        + "[when]a thing was paid=Event(type == \"order.paid\")\n";
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void paid(String customer, String order) {
    corridor.post("order.paid", "customer:" + customer, Map.of("order", order));
  }

  private List<String> messages() {
    return corridor.texts(
        "select customer || ' ' || message || ' ' || key from outreach order by 1");
  }

  @Test
  void three_weeks_later_the_customer_is_asked_at_the_same_hour_by_their_own_clock() {
    corridor.customer("kari");
    paid("kari", "O-1");
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).containsExactly("Thanks for O-1");
    // The clock was put forward in between: eleven in Oslo is an hour earlier now.
    corridor.clock.set(Instant.parse("2026-03-31T08:59:59Z"));
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    corridor.advance(Duration.ofSeconds(1));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thanks for O-1", "How is O-1?");
    corridor.advance(Duration.ofDays(1));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(
            corridor.texts(
                """
                select type || ' ' || customer || ' ' || outcome || ' ' || (data->>'order') || ' '
                       || (data->'timer'->>'type')
                  from event where source = 'timer'
                """))
        .containsExactly("timer.ask kari decided O-1 order.paid");
  }

  @Test
  void a_timer_is_set_once_for_each_occurrence_and_says_so() {
    corridor.customer("kari");
    paid("kari", "O-1");
    paid("kari", "O-1");
    paid("kari", "O-2");
    assertThat(corridor.texts("select key || ' ' || state from timer order by 1"))
        .containsExactly("O-1 waiting", "O-2 waiting");
    assertThat(
            corridor.texts(
                """
                select v->>'verdict' from decision d, jsonb_array_elements(d.why->'verdicts') v
                 where v->>'timer' = 'ask' order by d.seq
                """))
        .containsExactly("send", "drop", "send");
  }

  @Test
  void nobody_who_died_meanwhile_is_asked() {
    corridor.customer("kari");
    paid("kari", "O-1");
    corridor.customer(Map.of("id", "kari", "email", "kari@customers.example", "deceased", true));
    corridor.clock.set(Instant.parse("2026-03-31T10:00:00Z"));
    corridor.settle();
    assertThat(messages()).containsExactly("kari thanks O-1");
  }

  @Test
  void whoever_is_killed_in_the_middle_of_a_batch_loses_none_and_doubles_none() {
    List<Event> records = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      records.add(
          new Event(
              "test",
              "record-" + i,
              "customer.updated",
              new Subject.OfCustomer("c" + i),
              corridor.clock.instant(),
              Map.of("id", "c" + i, "email", "c" + i + "@customers.example")));
    }
    corridor.postAll(records);
    List<Read.Good> paid = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      paid.add(
          corridor.event(
              "order.paid", "customer:c" + i, corridor.clock.instant(), Map.of("order", "O" + i)));
    }
    corridor.intake.accept(paid.subList(0, 500), corridor.clock.instant());
    corridor.intake.accept(paid.subList(500, 700), corridor.clock.instant());
    Instant due = Instant.parse("2026-03-31T10:00:00Z");
    corridor.clock.set(due);
    Killed killing = new Killed(corridor);
    Intake doomed = new Intake(corridor.db, killing, corridor.rulebooks, () -> {});
    killing.after(0);
    assertThatThrownBy(() -> doomed.clockwork().ringTimers(Share.ALL, due))
        .isInstanceOf(Killed.Now.class);
    killing.after(1);
    assertThat(doomed.clockwork().ringTimers(Share.ALL, due)).isEqualTo(500);
    killing.after(0);
    assertThatThrownBy(() -> doomed.clockwork().ringTimers(Share.ALL, due))
        .isInstanceOf(Killed.Now.class);
    assertThat(corridor.texts("select state || count(*) from timer group by state order by 1"))
        .containsExactly("rung500", "waiting200");
    corridor.tick.at(due);
    assertThat(corridor.texts("select state || count(*) from timer group by state"))
        .containsExactly("rung700");
    assertThat(
            corridor.texts(
                "select message || count(*) from outreach group by 1, message order by 1"
                    .replace("group by 1, message", "group by message")))
        .containsExactly("ask700", "thanks700");
  }

  @Test
  void two_nodes_ring_a_timer_once() throws Exception {
    for (int i = 0; i < 40; i++) {
      corridor.customer("c" + i);
      paid("c" + i, "O" + i);
    }
    Instant due = Instant.parse("2026-03-31T10:00:00Z");
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    CyclicBarrier together = new CyclicBarrier(2);
    List<Future<Integer>> rings = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      Intake intake = new Intake(corridor.db, corridor.transaction, corridor.rulebooks, () -> {});
      rings.add(
          nodes.submit(
              () -> {
                together.await();
                return intake.clockwork().ringTimers(Share.ALL, due);
              }));
    }
    for (Future<Integer> ring : rings) {
      ring.get();
    }
    nodes.shutdown();
    assertThat(corridor.texts("select count(*)::text from event where source = 'timer'"))
        .containsExactly("40");
    assertThat(corridor.texts("select count(*)::text from outreach where message = 'ask'"))
        .containsExactly("40");
    assertThat(corridor.texts("select distinct state from timer")).containsExactly("rung");
  }
}
