package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beforehand.decide.Rulebooks;
import org.junit.jupiter.api.Test;

/** What comes back is never given twice, and goes by who asked first, whoever is at it. */
class WaitingListRaceTest {

  private static final int CUSTOMERS = 60;
  private static final int THREADS = 8;
  private static final List<String> THINGS = List.of("A-1", "A-2", "A-3");

  private static Map<String, Object> thing(String sku) {
    return Map.of("sku", sku, "items", List.of(Map.of("sku", sku)));
  }

  @Test
  void eight_threads_of_two_nodes_give_each_piece_once() throws Exception {
    try (Corridor corridor = Corridor.open("2026-03-10T09:00:00Z", WaitingListTest.rules())) {
      for (int i = 0; i < CUSTOMERS; i++) {
        corridor.customer("c-" + i);
      }
      Instant asked = corridor.clock.instant();
      List<Read.Good> wants = new ArrayList<>();
      for (int i = 0; i < CUSTOMERS; i++) {
        for (String sku : THINGS) {
          Instant time = asked.minusSeconds(CUSTOMERS - i);
          wants.add(corridor.event("stock.wanted", "customer:c-" + i, time, thing(sku)));
        }
      }
      corridor.post(wants.toArray(Read.Good[]::new));
      Rulebooks other = new Rulebooks(corridor.db);
      other.resume();
      List<Intake> nodes =
          List.of(corridor.intake, new Intake(corridor.db, corridor.transaction, other, () -> {}));
      long seed = new Random().nextLong();
      System.out.println("waiting list race: seed " + seed);
      for (int round = 0; round < 4; round++) {
        List<List<Read.Good>> shares = deeds(corridor, new Random(seed + round));
        Instant now = corridor.clock.instant();
        Together.at(
            THREADS,
            thread -> {
              Intake node = nodes.get(thread % 2);
              for (Read.Good deed : shares.get(thread)) {
                node.accept(List.of(deed), now);
                node.clockwork().shareOut(now);
              }
            });
        while (corridor.intake.clockwork().shareOut(now) > 0) {
          // What the last thread left.
        }
        exact(corridor);
        corridor.clock.tick(Duration.ofHours(24));
      }
      inOrder(corridor);
    }
  }

  /** Two pieces of each thing by every thread, and some customers decline or buy. */
  private static List<List<Read.Good>> deeds(Corridor corridor, Random random) {
    List<List<Read.Good>> shares = new ArrayList<>();
    Instant now = corridor.clock.instant();
    for (int thread = 0; thread < THREADS; thread++) {
      List<Read.Good> share = new ArrayList<>();
      if (thread < 3) {
        share.add(
            corridor.event(
                "stock.returned", "item:" + THINGS.get(thread), now, Map.of("quantity", 2)));
      }
      for (int i = 0; i < 4; i++) {
        String customer = "customer:c-" + random.nextInt(20);
        String sku = THINGS.get(random.nextInt(THINGS.size()));
        String type = random.nextBoolean() ? "stock.declined" : "purchase.completed";
        share.add(corridor.event(type, customer, now, thing(sku)));
      }
      shares.add(share);
    }
    return shares;
  }

  /** Pieces that came back are held, were bought by those who held them, or went to the shop. */
  private static void exact(Corridor corridor) {
    Map<String, Integer> stock = new TreeMap<>();
    corridor
        .texts(
            """
            select item || ' ' || sum((data ->> 'quantity')::int)
              from event where type = 'stock.returned' group by item
            """)
        .forEach(one -> stock.put(one.split(" ")[0], Integer.valueOf(one.split(" ")[1])));
    for (String sku : THINGS) {
      int held =
          corridor
              .db
              .sql(
                  """
                  select count(*) from waiting_list
                   where sku = ? and granted is not null and state in ('reserved', 'bought')
                  """)
              .param(sku)
              .query(Integer.class)
              .single();
      int waiting =
          corridor
              .db
              .sql("select count(*) from waiting_list where sku = ? and state = 'waiting'")
              .param(sku)
              .query(Integer.class)
              .single();
      // While somebody waits, no piece lies about.
      assertThat(waiting).isPositive();
      assertThat(held).as(sku).isEqualTo(stock.get(sku));
    }
    assertThat(
            corridor.texts(
                "select number::text from waiting_list where state = 'reserved' and told is null"))
        .isEmpty();
  }

  /** Nobody has had a piece while somebody who asked before them still waits. */
  private static void inOrder(Corridor corridor) {
    for (String sku : THINGS) {
      List<String> rows =
          corridor.texts(
              """
              select lpad(substr(customer, 3), 3, '0') || ' ' || (granted is not null) from waiting_list
               where sku = '%s' and (state = 'waiting' or granted is not null) order by asked
              """
                  .formatted(sku));
      assertThat(rows).isSortedAccordingTo(Comparator.comparing(row -> row.endsWith("false")));
    }
    // Each message is about a piece of their own, and everybody who had one for a time got one.
    assertThat(
            corridor.texts(
                """
                select customer || ' ' || key from outreach group by customer, key having count(*) > 1
                """))
        .isEmpty();
    assertThat(
            corridor
                .db
                .sql("select count(*) from outreach where state = 'scheduled'")
                .query(Long.class)
                .single())
        .isEqualTo(
            corridor
                .db
                .sql(
                    """
                    select count(*) from waiting_list
                     where told and state not in ('bought', 'declined')
                    """)
                .query(Long.class)
                .single());
  }
}
