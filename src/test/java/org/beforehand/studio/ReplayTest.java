package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beforehand.customer.Json;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Decisions.Stored;
import org.beforehand.decide.Explanation;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Corridor;
import org.junit.jupiter.api.Test;

/** A month that was lived is decided again, each decision from what was known when it was made. */
class ReplayTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T06:00:00Z");
  private static final Instant END = Instant.parse("2026-03-31T06:00:00Z");
  private static final int CUSTOMERS = 12;

  @Test
  void a_month_decided_again_comes_out_byte_for_byte() {
    try (Corridor corridor = Corridor.open(BEGIN.toString())) {
      live(corridor, new Random(1));
      List<Stored> stored =
          new Decisions(corridor.db)
              .find(new Decisions.Interest(null, null, BEGIN, END.plusSeconds(86400), 10_000));
      Replay replay = new Replay(corridor.db, corridor.rulebooks);
      Map<String, Integer> seen = new TreeMap<>();
      List<String> differences = new ArrayList<>();
      for (Stored one : stored) {
        Replay.Again made = replay.of(one, null);
        assertThat(made).as("%s", one).isInstanceOf(Replay.Made.class);
        Explanation again = ((Replay.Made) made).explanation();
        String before = Json.write(one.why());
        String now = Json.write(Json.map(again.decision().why()));
        if (!now.equals(before)) {
          differences.add(one + "\n  replayed " + now);
        }
        for (Map<String, Object> verdict : Replay.verdicts(one)) {
          seen.merge(verdict.get("verdict") + " " + verdict.get("reason"), 1, Integer::sum);
        }
      }
      System.out.println("replay: " + stored.size() + " decisions, " + seen);
      assertThat(differences).as("%d of %d", differences.size(), stored.size()).isEmpty();
      assertThat(stored).hasSizeGreaterThan(100);
      assertThat(seen.keySet())
          .contains(
              "send null",
              "hold quiet_hours",
              "drop opted_out",
              "drop cap_reached",
              "drop already_told",
              "drop unreachable");
    }
  }

  private static void live(Corridor corridor, Random random) {
    for (int i = 0; i < CUSTOMERS; i++) {
      corridor.customer(customer(i, "Kari", i % 7 != 6));
    }
    Instant at = BEGIN;
    for (int n = 0; at.isBefore(END); n++) {
      at = at.plus(Duration.ofMinutes(120 + random.nextInt(480)));
      while (corridor.clock.instant().isBefore(at.minus(Duration.ofHours(3)))) {
        corridor.advance(Duration.ofMinutes(150));
      }
      corridor.clock.set(at);
      corridor.postAll(happened(random, n, at));
      corridor.settle();
    }
    corridor.clock.set(END.plusSeconds(40_000));
    corridor.settle();
  }

  /** What comes in together, sometimes of one customer. */
  private static List<Event> happened(Random random, int n, Instant at) {
    List<Event> events = new ArrayList<>();
    int who = random.nextInt(CUSTOMERS);
    for (int i = 0; i <= random.nextInt(3); i++) {
      events.add(
          one(random, n + "-" + i, random.nextInt(3) == 0 ? who : random.nextInt(CUSTOMERS), at));
    }
    return events;
  }

  private static Event one(Random random, String id, int who, Instant at) {
    String customer = "customer:c%02d".formatted(who);
    return switch (random.nextInt(12)) {
      case 0, 1 ->
          event(
              id,
              "ticket.closed",
              customer,
              at,
              Map.of("ticket", "T" + id, "resolved", random.nextInt(4) > 0));
      case 2, 3 -> event(id, "call.dropped", customer, at, Map.of("queue", "support"));
      case 4 -> event(id, "call.abandoned", customer, at, Map.of("waited", random.nextInt(400)));
      case 5 ->
          event(
              id,
              "message.unsubscribed",
              customer,
              at,
              Map.of("purpose", random.nextInt(3) > 0 ? "marketing" : "care"));
      case 6 ->
          event(id, "customer.updated", customer, at, customer(who, "Ola", random.nextInt(3) > 0));
      case 7, 8 -> incident(random, id, at, "opened");
      case 9 -> incident(random, id, at, "updated");
      case 10 -> incident(random, id, at, "restored");
      default -> incident(random, id, at, random.nextInt(3) > 0 ? "restored" : "cancelled");
    };
  }

  private static Event incident(Random random, String id, Instant at, String what) {
    int circuit = random.nextInt(4);
    Map<String, Object> data = new HashMap<>();
    data.put("service", "broadband");
    data.put("scopes", List.of("circuit:" + circuit));
    if (what.equals("updated") || random.nextBoolean()) {
      data.put("eta", at.plus(Duration.ofMinutes(30L * (1 + random.nextInt(20)))).toString());
    }
    return event(id, "incident." + what, "incident:I" + circuit, at, data);
  }

  private static Map<String, Object> customer(int i, String given, boolean mail) {
    String id = "c%02d".formatted(i);
    Map<String, Object> record = new HashMap<>();
    record.put("id", id);
    record.put("given", given);
    if (mail) {
      record.put("email", id + "@customers.example");
    }
    record.put("phone", "+47999999%02d".formatted(i));
    record.put("locale", i % 2 == 0 ? "nb-NO" : "en-GB");
    record.put("zone", i % 2 == 0 ? "Europe/Oslo" : "America/New_York");
    record.put("scopes", List.of("circuit:" + i % 4, "circuit:" + (i + 1) % 4));
    return record;
  }

  private static Event event(
      String id, String type, String subject, Instant at, Map<String, Object> data) {
    return new Event("story", id, type, Subject.parse(subject), at, data);
  }
}
