package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.Dispatcher;
import org.junit.jupiter.api.Test;

/** Eight threads of two nodes, a cap on each customer: never exceeded, and filled to the limit. */
class CapRaceTest {

  private static final int CUSTOMERS = 60;
  private static final int EACH = 6;
  private static final int THREADS = 8;

  @Test
  void as_many_leave_as_the_cap_allows_and_of_those_the_more_important() throws Exception {
    try (Corridor corridor = Corridor.open("2026-03-10T09:01:00Z", SmallCampaigns.capped());
        Dispatcher second = corridor.another(4, Duration.ofSeconds(20))) {
      for (int i = 0; i < CUSTOMERS; i++) {
        corridor.customer("c-" + i);
      }
      Rulebooks other = new Rulebooks(corridor.db);
      other.resume();
      List<Intake> nodes =
          List.of(
              corridor.intake, new Intake(corridor.db, corridor.transaction, other, second::nudge));
      Instant now = corridor.clock.instant();
      List<Read.Good> events = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        for (int n = 0; n < EACH; n++) {
          String type = n % 2 == 0 ? "call.dropped" : "call.abandoned";
          events.add(corridor.event(type, "customer:c-" + i, now, Map.of()));
        }
      }
      long seed = new Random().nextLong();
      System.out.println("cap race: seed " + seed);
      Collections.shuffle(events, new Random(seed));
      Together.at(
          THREADS,
          thread -> {
            Intake node = nodes.get(thread % 2);
            int share = events.size() / THREADS;
            for (Read.Good event : events.subList(thread * share, (thread + 1) * share)) {
              node.accept(List.of(event), now);
            }
          });
      // Both nodes settle and send at once, over some days.
      for (int day = 0; day < 5; day++) {
        corridor.clock.tick(Duration.ofHours(24));
        Instant then = corridor.clock.instant();
        Together.at(
            2,
            thread -> {
              Dispatcher node = thread == 0 ? corridor.dispatcher : second;
              for (int n = 0; n < 3; n++) {
                node.tidy(then);
              }
            });
        corridor.settle();
      }
      Map<String, Integer> sent = new TreeMap<>();
      corridor
          .texts("select customer || ' ' || campaign from outreach where state = 'sent'")
          .forEach(one -> sent.merge(one, 1, Integer::sum));
      Map<String, Integer> perCustomer = new TreeMap<>();
      sent.forEach((one, n) -> perCustomer.merge(one.split(" ")[0], n, Integer::sum));
      assertThat(perCustomer).hasSize(CUSTOMERS).allSatisfy((c, n) -> assertThat(n).isEqualTo(2));
      assertThat(sent.keySet()).allMatch(one -> one.endsWith(" sorry"));
      assertThat(
              corridor.texts("select id::text from outreach where state in ('held','scheduled')"))
          .isEmpty();
    }
  }
}
