package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.beforehand.SmallRules;
import org.beforehand.decide.CampaignSwitches;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Stopped;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Carriers;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmtpCarrier;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.beforehand.studio.Switchboard;
import org.beforehand.studio.Switchboard.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign that somebody stops: nothing of it begins any more, on any node. */
class StoppedCampaignTest {

  private static final int CONNECTIONS = 4;
  private static final Member OPS = new Member("ops", Role.OPERATOR);

  private final Corridor corridor = Corridor.open("2026-03-12T22:00:00Z");
  private final Switchboard switchboard =
      new Switchboard(corridor.db, corridor.transaction, corridor.rulebooks);

  @BeforeEach
  void an_order_at_night_whose_thanks_wait_for_the_morning() {
    corridor.rulebooks.publish(Rulebook.compile(SmallRules.folder()), corridor.clock.instant());
    corridor.customer("kari");
    order("A-1");
    assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled quiet_hours");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void order(String number) {
    corridor.post("purchase.completed", "customer:kari", Map.of("order", number));
  }

  private void morning() {
    corridor.advance(Duration.ofHours(10));
  }

  @Test
  void what_waits_is_held_and_leaves_when_the_campaign_goes_on() {
    int held =
        switchboard.stop("thanks", Waiting.HOLD, "wrong price", OPS, corridor.clock.instant());
    assertThat(held).isEqualTo(1);
    morning();
    assertThat(corridor.outreach("kari")).containsExactly("thank-you held switched_off");
    switchboard.release("thanks", OPS, corridor.clock.instant());
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
  }

  @Test
  void what_waits_is_taken_back_where_that_is_chosen() {
    switchboard.stop(Stopped.ALL, Waiting.CANCEL, "", OPS, corridor.clock.instant());
    switchboard.release(Stopped.ALL, OPS, corridor.clock.instant());
    morning();
    assertThat(corridor.outreach("kari")).containsExactly("thank-you cancelled switched_off");
    assertThat(corridor.mailsTo("kari")).isEmpty();
  }

  @Test
  void what_is_decided_meanwhile_is_dropped_and_says_why() {
    switchboard.stop("thanks", Waiting.HOLD, "", OPS, corridor.clock.instant());
    order("A-2");
    assertThat(
            corridor.texts(
                """
                select v ->> 'gate' || ' ' || (v ->> 'reason')
                  from decision, jsonb_array_elements(why -> 'verdicts') v
                 where v ->> 'key' = 'A-2'
                """))
        .containsExactly("active switched_off");
  }

  @Test
  void a_node_that_has_not_heard_yet_begins_nothing() {
    // Its decision comes after the stop, and it never looks at the switches by itself.
    Rulebooks deaf = new Rulebooks(corridor.db);
    deaf.publish(Rulebook.compile(SmallRules.folder()), corridor.clock.instant());
    switchboard.stop("thanks", Waiting.HOLD, "", OPS, corridor.clock.instant());
    new Intake(corridor.db, corridor.transaction, deaf, () -> {})
        .accept(
            java.util.List.of(
                corridor.event(
                    "purchase.completed",
                    "customer:kari",
                    corridor.clock.instant(),
                    Map.of("order", "A-2"))),
            corridor.clock.instant());
    assertThat(corridor.outreach("kari"))
        .containsExactly("thank-you held switched_off", "thank-you scheduled quiet_hours");
    corridor.clock.tick(Duration.ofHours(10));
    try (Dispatcher another =
        new Dispatcher(
            corridor.db,
            corridor.transaction,
            deaf,
            new Carriers(
                new SmtpCarrier(SmtpSettings.parse(corridor.peer.url(1))),
                new CapturedTexts(corridor.db)),
            corridor.clock,
            "deaf",
            Duration.ofSeconds(20),
            new Origin("beforehand.example"))) {
      another.drain(corridor.clock.instant());
      assertThat(corridor.mailsTo("kari")).isEmpty();
    }
  }

  @Test
  void what_is_claimed_and_written_does_not_begin_and_what_has_begun_is_sent() {
    corridor.clock.tick(Duration.ofHours(10));
    corridor.peer.pause();
    for (int n = 0; n < 20; n++) {
      corridor.customer("c" + n);
      corridor.post("purchase.completed", "customer:c" + n, Map.of("order", "B-" + n));
    }
    corridor.dispatcher.start();
    await(() -> corridor.peer.waitingAtData() == CONNECTIONS);
    CampaignSwitches switches = new CampaignSwitches(corridor.db);
    corridor.transaction.executeWithoutResult(
        status -> switches.stop("thanks", "ops", "", corridor.clock.instant()));
    corridor.peer.resume();
    await(
        () ->
            corridor
                .texts("select id::text from outreach where state in ('claimed', 'sending')")
                .isEmpty());
    assertThat(
            corridor.texts(
                "select state || ' ' || count(*) from outreach group by state order by state"))
        .containsExactly("scheduled " + (21 - CONNECTIONS), "sent " + CONNECTIONS);
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }
}
