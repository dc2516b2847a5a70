package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Worlds made by lot: whatever the policy, the customers and what happens, the policy holds. */
class PolicyWorldsTest {

  private static final Duration LOOK = Duration.ofMinutes(30);
  private static final int LOOKS = 2 * 48;
  private static final int CUSTOMERS = 25;
  private static final List<String> TYPES =
      List.of("purchase.completed", "call.dropped", "call.abandoned", "ticket.closed");
  private static final List<String> ZONES =
      new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));

  /** A cap as the policy writes it. */
  private record Cap(List<Purpose> purposes, int most, Duration within) {}

  /** From which hour to which hour, and whether on weekdays only. */
  private record Hours(int from, int until, boolean weekdays) {
    boolean hold(ZonedDateTime at) {
      boolean weekend =
          at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
      return at.getHour() >= from && at.getHour() < until && !(weekdays && weekend);
    }

    String written() {
      return "hours: \"%02d:00-%02d:00\", days: %s"
          .formatted(from, until, weekdays ? "[mon, tue, wed, thu, fri]" : "all");
    }

    static Hours any(Random random) {
      int from = random.nextInt(20);
      return new Hours(from, from + 1 + random.nextInt(23 - from), random.nextBoolean());
    }
  }

  /** What was sent. */
  private record Sent(String customer, Purpose purpose, Instant at) {}

  /** Who said no to what, and when. */
  private record No(String customer, Purpose purpose) {}

  @Test
  void two_worlds() {
    worlds(2);
  }

  @Tag("long")
  @Test
  void many_worlds() {
    worlds(60);
  }

  private static void worlds(int count) {
    long first = new Random().nextLong();
    System.out.println("policy worlds: first seed " + first);
    int sent = 0;
    for (int i = 0; i < count; i++) {
      sent += world(first + i);
    }
    assertThat(sent).as("mails in all of them").isPositive();
  }

  private static int world(long seed) {
    Random random = new Random(seed);
    Hours care = Hours.any(random);
    Hours others = Hours.any(random);
    List<Cap> caps =
        List.of(
            new Cap(List.of(Purpose.MARKETING), 1, Duration.ofHours(24 + random.nextInt(48))),
            new Cap(
                List.of(Purpose.CARE, Purpose.GOODWILL, Purpose.MARKETING),
                1 + random.nextInt(3),
                Duration.ofHours(12 + random.nextInt(48))));
    Map<String, ZoneId> homes = new HashMap<>();
    Map<No, Instant> nos = new HashMap<>();
    String from = "2026-0%d-%02dT00:00:00Z".formatted(1 + random.nextInt(9), 26);
    try (Corridor corridor =
        Corridor.open(
            from,
            SmallCampaigns.under(policy(care, others, caps, random))
                .with("thanks", "care", 5, TYPES.get(0), "a purchase was completed")
                .with("sorry", "care", 0, TYPES.get(1), "a call was dropped")
                .with("gift", "goodwill", 0, TYPES.get(2), "a caller gave up waiting")
                .with("offers", "marketing", 0, TYPES.get(0), "a purchase was completed")
                .with("news", "marketing", 3, TYPES.get(3), "a ticket was closed")
                .folder())) {
      for (int i = 0; i < CUSTOMERS; i++) {
        String id = "c-" + i;
        homes.put(id, ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
        put(corridor, id, homes.get(id), Map.of());
      }
      for (int look = 0; look < LOOKS; look++) {
        happens(corridor, random, homes, nos);
        corridor.advance(LOOK);
      }
      List<Sent> sent = sent(corridor);
      String world = "seed " + seed;
      for (Sent one : sent) {
        Hours hours = one.purpose() == Purpose.CARE ? care : others;
        ZonedDateTime there = one.at().atZone(homes.get(one.customer()));
        assertThat(hours.hold(there)).as("%s: %s at %s, %s", world, one, there, hours).isTrue();
        Instant no = nos.get(new No(one.customer(), one.purpose()));
        // What left at that very instant had left before.
        assertThat(no == null || !one.at().isAfter(no))
            .as("%s: %s after a no at %s", world, one, no)
            .isTrue();
      }
      caps.forEach(cap -> holds(cap, sent, world));
      assertThat(
              corridor.texts(
                  """
                  select d.event || ' ' || v::text
                    from decision d, jsonb_array_elements(why -> 'verdicts') v
                   where v ->> 'verdict' <> 'send' and (v ->> 'reason') is null
                  """))
          .as("%s: verdicts without a reason", world)
          .isEmpty();
      assertThat(
              corridor.texts(
                  """
                  select id || ' ' || state from outreach
                   where state not in ('sent', 'scheduled') and reason is null
                      or state in ('claimed', 'sending', 'in_doubt')
                  """))
          .as("%s: outreach without a reason", world)
          .isEmpty();
      return sent.size();
    }
  }

  private static String policy(Hours care, Hours others, List<Cap> caps, Random random) {
    StringBuilder written = new StringBuilder("company: {name: Fjordlink, zone: Europe/Oslo}\n");
    written.append("windows:\n  - {purpose: care, ").append(care.written()).append("}\n");
    written.append("  - {").append(others.written()).append("}\n");
    written.append("spread: ").append(random.nextInt(3) * 20).append("m\n");
    if (random.nextInt(4) > 0) {
      written
          .append("gathering: {window: ")
          .append(5 + random.nextInt(60))
          .append("m, apart: ")
          .append(1 + random.nextInt(24))
          .append("h, combine: [care, marketing]}\n");
    }
    written.append("consent-by-default: [care, goodwill, marketing]\ncaps:\n");
    for (Cap cap : caps) {
      written
          .append("  - {purposes: ")
          .append(cap.purposes().stream().map(Purpose::word).toList())
          .append(", most: ")
          .append(cap.most())
          .append(", within: ")
          .append(cap.within().toHours())
          .append("h}\n");
    }
    return written.toString();
  }

  private static void put(Corridor corridor, String id, ZoneId zone, Map<String, Boolean> consent) {
    corridor.customer(
        Map.of(
            "id",
            id,
            "given",
            "Kari",
            "email",
            id + "@customers.example",
            "zone",
            zone.getId(),
            "consent",
            consent));
  }

  /** A few things happen to some of them; now and then somebody says no to something. */
  private static void happens(
      Corridor corridor, Random random, Map<String, ZoneId> homes, Map<No, Instant> nos) {
    for (int n = random.nextInt(6); n > 0; n--) {
      String who = "c-" + random.nextInt(CUSTOMERS);
      corridor.post(TYPES.get(random.nextInt(TYPES.size())), "customer:" + who, Map.of());
    }
    if (random.nextInt(12) == 0) {
      String who = "c-" + random.nextInt(CUSTOMERS);
      Purpose purpose =
          List.of(Purpose.CARE, Purpose.GOODWILL, Purpose.MARKETING).get(random.nextInt(3));
      nos.putIfAbsent(new No(who, purpose), corridor.clock.instant());
      Map<String, Boolean> consent = new TreeMap<>();
      nos.keySet().stream()
          .filter(no -> no.customer().equals(who))
          .forEach(no -> consent.put(no.purpose().word(), false));
      put(corridor, who, homes.get(who), consent);
    }
  }

  private static List<Sent> sent(Corridor corridor) {
    return corridor
        .db
        .sql(
            """
            select customer, purpose, settled_at::text from outreach
             where state = 'sent' order by settled_at
            """)
        .query(
            (row, n) ->
                new Sent(
                    row.getString(1),
                    Purpose.of(row.getString(2)),
                    Instant.parse(row.getString(3).replace(' ', 'T').replaceFirst("[+]00$", "Z"))))
        .list();
  }

  /** In no window of its length that ends with one of them are there more than it allows. */
  private static void holds(Cap cap, List<Sent> sent, String world) {
    List<Sent> counted =
        sent.stream().filter(one -> cap.purposes().contains(one.purpose())).toList();
    for (Sent last : counted) {
      long inside =
          counted.stream()
              .filter(one -> one.customer().equals(last.customer()))
              .filter(one -> !one.at().isAfter(last.at()))
              .filter(one -> one.at().isAfter(last.at().minus(cap.within())))
              .count();
      assertThat(inside).as("%s: %s at %s", world, cap, last).isLessThanOrEqualTo(cap.most());
    }
  }
}
