package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Where nothing else stands in the way a cap is filled to the last place, and by what matters most,
 * in whatever order it came.
 */
class FilledCapsTest {

  private static final int CUSTOMERS = 12;

  /** What there may be, that which matters most first; each with the event it answers. */
  private static final Map<String, String> BY_RANK = new HashMap<>();

  private static final List<String> RANKS = List.of("thanks", "sorry", "wish", "news", "offers");

  static {
    BY_RANK.put("thanks", "purchase.completed");
    BY_RANK.put("sorry", "call.dropped");
    BY_RANK.put("wish", "call.abandoned");
    BY_RANK.put("news", "ticket.closed");
    BY_RANK.put("offers", "ticket.opened");
  }

  @Test
  void the_most_important_leave_whatever_came_first() {
    world(new Random().nextLong());
  }

  @Tag("long")
  @Test
  void in_many_worlds() {
    long first = new Random().nextLong();
    for (int n = 0; n < 40; n++) {
      world(first + n);
    }
  }

  private static void world(long seed) {
    Random random = new Random(seed);
    int most = 1 + random.nextInt(4);
    Map<String, List<String>> expected = new HashMap<>();
    try (Corridor corridor =
        Corridor.open(
            "2026-03-10T10:01:00Z",
            SmallCampaigns.under(policy(most, 1 + random.nextInt(6)))
                .with("thanks", "care", 5, BY_RANK.get("thanks"), "a purchase was completed")
                .with("sorry", "care", 0, BY_RANK.get("sorry"), "a call was dropped")
                .with("wish", "goodwill", 0, BY_RANK.get("wish"), "a caller gave up waiting")
                .with("news", "marketing", 3, BY_RANK.get("news"), "a ticket was closed")
                .with("offers", "marketing", 0, BY_RANK.get("offers"), "a ticket was opened")
                .folder())) {
      List<Read.Good> coming = new ArrayList<>();
      for (int n = 0; n < CUSTOMERS; n++) {
        String who = "c-" + n;
        corridor.customer(who);
        List<String> theirs = new ArrayList<>();
        for (String campaign : RANKS) {
          for (int times = random.nextInt(3); times > 0; times--) {
            theirs.add(campaign);
            coming.add(
                corridor.event(
                    BY_RANK.get(campaign),
                    "customer:" + who,
                    corridor.clock.instant(),
                    Map.of("ticket", "T-" + coming.size())));
          }
        }
        expected.put(who, theirs.subList(0, Math.min(most, theirs.size())));
      }
      Collections.shuffle(coming, random);
      for (int from = 0; from < coming.size(); from += 10) {
        corridor.intake.accept(
            coming.subList(from, Math.min(coming.size(), from + 10)), corridor.clock.instant());
        corridor.clock.tick(Duration.ofSeconds(10));
      }
      corridor.advance(Duration.ofMinutes(30));
      for (int turn = 0; turn < 12; turn++) {
        corridor.advance(Duration.ofHours(6));
      }
      Map<String, List<String>> sent = new HashMap<>();
      expected.keySet().forEach(who -> sent.put(who, new ArrayList<>()));
      corridor
          .db
          .sql(
              """
              select customer, campaign from outreach where state = 'sent'
               order by customer, array_position(:ranks::text[], campaign)
              """)
          .param("ranks", RANKS.toArray(String[]::new))
          .query(
              row -> {
                sent.get(row.getString(1)).add(row.getString(2));
              });
      assertThat(sent).as("seed %d, at most %d", seed, most).isEqualTo(expected);
    }
  }

  private static String policy(int most, int apart) {
    return """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: any}
        gathering: {window: 15m, apart: %dh, combine: []}
        consent-by-default: [care, goodwill, marketing]
        caps:
          - {purposes: [care, goodwill, marketing], most: %d, within: 30d}
        """
        .formatted(apart, most);
  }
}
