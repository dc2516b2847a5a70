package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.Rehearsed;
import org.beforehand.decide.RuleFolder;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is simulated is what would have happened. */
class RehearsalTest {
  private static final Instant BEGIN = Instant.parse("2026-03-10T16:00:00Z");
  private static final Duration MARK = Duration.ofMinutes(5);
  private static final int MARKS = 24 * 12;
  private static final int CUSTOMERS = 24;
  private static final List<String> ZONES =
      List.of("Europe/Oslo", "America/New_York", "Asia/Kathmandu");

  private static final String OUTCOMES_SINCE =
      """
      select customer || ' ' || campaign || ' ' || key || ' '
             || case when state = 'sent' then 'send'
                     when state in ('held', 'scheduled') then 'hold' else 'drop' end || ' '
             || coalesce(case when state in ('superseded', 'merged') then state else reason end, '-')
        from outreach where created >= '%s'
      union
      select d.customer || ' ' || split_part(v ->> 'rule', ': ', 1) || ' ' || (v ->> 'key')
             || ' drop ' || (v ->> 'reason')
        from decision d, jsonb_array_elements(d.why -> 'verdicts') v
       where v ->> 'verdict' = 'drop' and d.at >= '%s'
      """;

  private static final String OUTCOMES = OUTCOMES_SINCE.formatted(BEGIN, BEGIN);

  @TempDir Path folder;

  @Test
  void a_story_comes_out_as_it_would_through_the_corridor() throws IOException {
    through(4);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 6, 7, 8, 9})
  void so_do_others(long seed) throws IOException {
    through(seed);
  }

  private void through(long seed) throws IOException {
    List<Map<String, Object>> customers = customers();
    List<Event> story = story(new Random(seed));
    Instant end = BEGIN.plus(MARK.multipliedBy(MARKS + 12));
    Rehearsed rehearsed = play(customers, story, end, 3);

    TreeSet<String> lived = new TreeSet<>();
    try (Corridor corridor = Corridor.open(BEGIN.toString(), RuleFolder.read(Path.of("rules")))) {
      live(corridor, customers, story, end);
      lived.addAll(corridor.texts(OUTCOMES));
      for (int mark : List.of(0, MARKS / 2)) {
        Instant from = BEGIN.plus(MARK.multipliedBy(mark)).plusSeconds(1);
        Rehearsed stored =
            Rehearsed.stored(corridor.source, from, end, folder.resolve("stored-" + mark));
        assertThat(stored.told("customer", "campaign", "key", "verdict", "reason"))
            .as("from what was stored, from mark " + mark)
            .containsExactlyInAnyOrderElementsOf(
                new TreeSet<>(corridor.texts(OUTCOMES_SINCE.formatted(from, from))));
      }
    }
    assertThat(rehearsed.told("customer", "campaign", "key", "verdict", "reason")).isEqualTo(lived);
    for (JsonNode outcome : rehearsed.outcomes()) {
      if (outcome.get("verdict").asText().equals("send")
          && outcome.get("purpose").asText().equals("care")) {
        int who = Integer.parseInt(outcome.get("customer").asText().substring(1));
        assertThat(
                Instant.parse(outcome.get("due").asText())
                    .atZone(ZoneId.of(ZONES.get(who % ZONES.size())))
                    .getHour())
            .isBetween(8, 20);
      }
    }
    Map<String, Integer> seen = new TreeMap<>();
    lived.forEach(one -> seen.merge(one.replaceAll(".* (\\w+ [\\w-]+)$", "$1"), 1, Integer::sum));
    System.out.println("rehearsal: " + seen);
    assertThat(seen.keySet())
        .contains("send -", "drop opted_out", "drop cap_reached", "drop already_told");
  }

  @Test
  void the_same_input_gives_the_same_bytes_however_many_threads_and_in_whatever_order()
      throws IOException {
    List<Map<String, Object>> customers = customers();
    List<Event> story = story(new Random(3));
    Instant end = BEGIN.plus(MARK.multipliedBy(MARKS + 12));
    byte[] first = Files.readAllBytes(play(customers, story, end, 1).out());
    assertThat(first).isNotEmpty();
    assertThat(Files.readAllBytes(play(customers, story, end, 4).out())).isEqualTo(first);
    Collections.shuffle(customers, new Random(5));
    List<Event> shuffled = new ArrayList<>(story);
    Collections.shuffle(shuffled, new Random(6));
    assertThat(Files.readAllBytes(play(customers, shuffled, end, 4).out())).isEqualTo(first);
  }

  @Test
  void what_happened_before_is_history_and_what_waits_at_the_end_is_held() throws IOException {
    Instant evening = Instant.parse("2026-03-10T21:00:00Z");
    List<Event> story =
        List.of(
            dropped("1", evening.minus(Duration.ofDays(3))),
            dropped("2", evening.minus(Duration.ofDays(2))),
            dropped("3", evening),
            dropped("4", evening.plus(Duration.ofHours(6))));
    Path events =
        Rehearsed.lines(folder.resolve("e.jsonl"), story.stream().map(Rehearsed::line).toList());
    Rehearsed rehearsed =
        new Rehearsed.Play(
                Rehearsed.lines(folder.resolve("c.jsonl"), customers()),
                events,
                Path.of("rules"),
                evening.minusSeconds(1),
                evening.plus(Duration.ofHours(1)),
                2)
            .run(folder.resolve("out"));
    assertThat(rehearsed.told("rule", "key", "verdict", "reason", "due"))
        .containsExactly(
            "call back soon after the third dropped call story/3 hold quiet_hours"
                + " 2026-03-11T07:02:00Z");
    assertThat(rehearsed.played().before()).isEqualTo(2);
    assertThat(rehearsed.played().after()).isEqualTo(1);
  }

  private static Event dropped(String id, Instant at) {
    return event(id, "call.dropped", "customer:c00", at, Map.of("queue", "support"));
  }

  private Rehearsed play(
      List<Map<String, Object>> customers, List<Event> story, Instant end, int lanes)
      throws IOException {
    return new Rehearsed.Play(
            Rehearsed.lines(folder.resolve("c.jsonl"), customers),
            Rehearsed.lines(
                folder.resolve("e.jsonl"), story.stream().map(Rehearsed::line).toList()),
            Path.of("rules"),
            BEGIN,
            end,
            lanes)
        .run(folder.resolve("out-" + lanes));
  }

  private static void live(
      Corridor corridor, List<Map<String, Object>> customers, List<Event> story, Instant end) {
    for (Map<String, Object> record : customers) {
      corridor.post("customer.updated", "customer:" + record.get("id"), record);
    }
    for (Event event : story) {
      until(corridor, event.time().minusSeconds(1));
      corridor.clock.set(event.time());
      corridor.postAll(List.of(event));
      corridor.settleAndFulfil();
    }
    until(corridor, end);
  }

  private static void until(Corridor corridor, Instant instant) {
    while (corridor.clock.instant().isBefore(instant)) {
      Instant next = corridor.clock.instant().plus(MARK);
      corridor.clock.set(next.isBefore(instant) ? next : instant);
      corridor.settleAndFulfil();
    }
  }

  private static List<Map<String, Object>> customers() {
    List<Map<String, Object>> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      customers.add(customer(i, "Kari", i % 7 != 6));
    }
    return customers;
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
    record.put("zone", ZONES.get(i % ZONES.size()));
    record.put("scopes", List.of("circuit:" + i % 4, "circuit:" + (4 + i % 3)));
    return record;
  }

  /** A day and a half of outages that overlap, calls, tickets, opt-outs and changed records. */
  private static List<Event> story(Random random) {
    List<Event> story = new ArrayList<>();
    for (int mark = 1; mark < MARKS; mark++) {
      Instant at = BEGIN.plus(MARK.multipliedBy(mark));
      String id = "%04d".formatted(mark);
      int who = random.nextInt(CUSTOMERS);
      String customer = "customer:c%02d".formatted(who);
      switch (random.nextInt(12)) {
        case 0, 1, 2 ->
            story.add(
                event(
                    id,
                    "ticket.closed",
                    customer,
                    at,
                    Map.of("ticket", "T" + id, "resolved", random.nextInt(4) > 0)));
        case 3 -> story.add(event(id, "call.dropped", customer, at, Map.of("queue", "support")));
        case 4 ->
            story.add(
                event(id, "call.abandoned", customer, at, Map.of("waited", random.nextInt(400))));
        case 5 -> {
          if (random.nextInt(3) == 0) {
            String purpose = random.nextInt(2) == 0 ? "care" : "service";
            story.add(event(id, "message.unsubscribed", customer, at, Map.of("purpose", purpose)));
          }
        }
        case 6 ->
            story.add(
                event(
                    id,
                    "customer.updated",
                    customer,
                    at,
                    customer(who, "Ola", random.nextInt(3) > 0)));
        case 7, 8 -> story.add(incident(random, id, at, "opened"));
        case 9 -> story.add(incident(random, id, at, "updated"));
        case 10 -> story.add(incident(random, id, at, "restored"));
        default ->
            story.add(incident(random, id, at, random.nextInt(3) > 0 ? "restored" : "cancelled"));
      }
    }
    return story;
  }

  private static Event incident(Random random, String id, Instant at, String what) {
    int circuit = random.nextInt(7);
    Map<String, Object> data = new HashMap<>();
    data.put("service", "broadband");
    data.put("scopes", List.of("circuit:" + circuit));
    if (what.equals("updated") || random.nextBoolean()) {
      data.put("eta", at.plus(Duration.ofMinutes(30L * (1 + random.nextInt(20)))).toString());
    }
    return event(id, "incident." + what, "incident:I" + circuit, at, data);
  }

  private static Event event(
      String id, String type, String subject, Instant at, Map<String, Object> data) {
    return new Event("story", id, type, Subject.parse(subject), at, data);
  }
}
