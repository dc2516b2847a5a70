package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beforehand.customer.Json;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Decisions.Stored;
import org.beforehand.decide.Explanation;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Silence;
import org.beforehand.fact.Event;
import org.beforehand.fact.Purpose;
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
    try (Corridor corridor = Corridor.open(BEGIN.toString(), rules("support"))) {
      live(corridor, new Random(1));
      List<Stored> stored =
          new Decisions(corridor.db)
              .find(new Decisions.Interest(null, null, BEGIN, END.plusSeconds(86400), 10_000));
      Replay replay = new Replay(corridor.db, corridor.rulebooks);
      Map<String, Integer> seen = new TreeMap<>();
      Set<String> acts = new TreeSet<>();
      Set<String> kinds = new TreeSet<>();
      Set<String> fired = new TreeSet<>();
      Set<String> revisions = new TreeSet<>();
      List<String> differences = new ArrayList<>();
      for (Stored one : stored) {
        Replay.Again made = replay.of(one, null);
        assertThat(made).as("%s", one).isInstanceOf(Replay.Made.class);
        Explanation again = ((Replay.Made) made).explanation();
        revisions.add(one.revision());
        fired.addAll(again.decision().fired());
        String before = Json.write(one.why());
        String now = Json.write(Json.map(again.decision().why()));
        if (!now.equals(before)) {
          differences.add(one + "\n  replayed " + now);
        }
        for (Map<String, Object> verdict : Replay.verdicts(one)) {
          seen.merge(verdict.get("verdict") + " " + verdict.get("reason"), 1, Integer::sum);
          acts.add(String.valueOf(verdict.get("action")));
          if (verdict.get("channel") != null) {
            kinds.add(String.valueOf(verdict.get("kind")));
          }
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
              "drop unreachable",
              "drop muted",
              "hold outage",
              "drop open_ticket",
              "hold not_long_after",
              "hold silenced",
              "drop called_instead",
              "drop duplicate",
              "drop budget_spent",
              "hold awaiting_total");
      assertThat(acts)
          .contains(
              "alert", "call", "gesture", "message", "mute", "notice", "owe", "remember", "stop")
          .contains("survey", "timer");
      assertThat(kinds).contains("note");
      assertThat(revisions).hasSize(2);
      assertThat(fired)
          .contains(
              "impatient: who lost patience and has a ticket is looked after",
              "impatient: who was long without service and calls is looked after",
              "impatient: who was long without broadband is looked after");
    }
  }

  /** All that rules can do, and one that looks at what another remembered. */
  private static Map<String, String> rules(String queue) {
    Map<String, String> files =
        new HashMap<>(RuleFolder.read(Path.of("src/test/resources/sentences")).files());
    files.keySet().removeIf(file -> !file.startsWith("actions/"));
    files.put(
        "impatient/campaign.yaml",
        """
        title: The impatient
        owner: tests
        purpose: care
        status: live
        triggers: [call.dropped, incident.restored]
        key: event
        """);
    files.put(
        "impatient/rules.dslr",
        """
        rule "who lost patience and has a ticket is looked after"
        when
          a call was dropped
          the event's "queue" is "%s"
          the customer's "patience" is "worn thin"
          a ticket is open
        then
          alert the "care" team: "Somebody without patience was cut off."
        end

        rule "who was long without service and calls is looked after"
        when
          a call was dropped
          the customer was without service for at least 5 hours in total in the last 20 days
        then
          alert the "network" team: "Somebody was long without service, and was cut off."
        end

        rule "who was long without broadband is looked after"
        when
          an outage of the customer's service is over
          the customer was without "broadband" for at least 9 hours in total in the last 9 days
        then
          alert the "network" team: "Somebody was long without broadband."
        end
        """
            .formatted(queue));
    files.put(
        "wishes/campaign.yaml",
        """
        title: Wishes
        owner: tests
        purpose: goodwill
        status: live
        triggers: [call.dropped, ticket.closed]
        key: event
        expiry: 72h
        """);
    files.put(
        "wishes/rules.dslr",
        """
        rule "a wish after a ticket"
        when
          a ticket was closed
        then
          send "wish"
        end

        rule "a wish after a dropped call"
        when
          a call was dropped
        then
          send "wish"
        end
        """);
    files.put("wishes/messages/wish/en.md", "---\nsubject: A wish\n---\nHello.\n");
    // So little that it runs out in the middle of the month.
    files.put(
        "contact-policy.yaml",
        RuleFolder.read(Path.of("rules"))
            .files()
            .get("contact-policy.yaml")
            .replace(
                "moments:\n",
                """
                moments:
                  - {name: sour, event: survey.answered, field: score, at-most: 2, within: 2d,
                     mutes: [goodwill], then: release, spread: 3h}
                  - {name: bitter, event: survey.answered, field: score, at-least: 3, at-most: 3,
                     within: 3d, mutes: [goodwill], then: call, skill: amends, call-within: 4h}
                """)
            .replace("amount: 5000 EUR", "amount: 50 EUR"));
    return files;
  }

  private static void live(Corridor corridor, Random random) {
    for (int i = 0; i < CUSTOMERS; i++) {
      corridor.customer(customer(i, "Kari", i % 7 != 6));
    }
    Instant at = BEGIN;
    boolean changed = false;
    for (int n = 0; at.isBefore(END); n++) {
      if (!changed && at.isAfter(BEGIN.plus(Duration.ofDays(15)))) {
        changed = true;
        corridor.publish(rules("sales"));
        silence(corridor);
      }
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

  /** Those of one circuit hear of no care for three days, and nobody gets a wish for one. */
  private static void silence(Corridor corridor) {
    Instant at = corridor.clock.instant();
    Member ops = new Member("ops", Role.OPERATOR);
    Silencing silencing = new Silencing(corridor.db, corridor.transaction, corridor.rulebooks);
    silencing.silence(
        new Silence.Matcher(null, Purpose.CARE, null, "circuit:1", null, null),
        null,
        at.plus(Duration.ofDays(3)),
        "a fair",
        ops,
        at);
    silencing.silence(
        new Silence.Matcher("wishes", null, null, null, null, null),
        null,
        at.plus(Duration.ofDays(2)),
        "mourning",
        ops,
        at);
  }

  /** What comes in together, sometimes of one customer. */
  private static List<Event> happened(Random random, int n, Instant at) {
    List<Event> events = new ArrayList<>();
    int who = random.nextInt(CUSTOMERS);
    for (int i = 0; i <= random.nextInt(3); i++) {
      events.add(
          one(random, n + "-" + i, random.nextInt(3) == 0 ? who : random.nextInt(CUSTOMERS), at));
    }
    if (n % 4 == 2) {
      events.add(
          event(
              n + "-parcel",
              "parcel.lost",
              "customer:c%02d".formatted(n % CUSTOMERS),
              at,
              Map.of("ticket", "P" + n % 3)));
    }
    if (n % 8 == 1) {
      events.add(
          event(
              n + "-praise",
              "praise.given",
              "customer:c%02d".formatted(n % CUSTOMERS),
              at,
              Map.of("ticket", "W" + n)));
    }
    if (n % 4 == 0) {
      events.add(
          event(
              n + "-answer",
              "survey.answered",
              "customer:c%02d".formatted(n % CUSTOMERS),
              at,
              Map.of("survey", "csat", "score", 1 + n / 4 % 5)));
    }
    return events;
  }

  private static Event one(Random random, String id, int who, Instant at) {
    String customer = "customer:c%02d".formatted(who);
    String ticket = "T" + random.nextInt(CUSTOMERS);
    return switch (random.nextInt(16)) {
      case 12 ->
          event(
              id,
              "ticket.opened",
              customer,
              at,
              Map.of("ticket", ticket, "topic", who % 2 == 0 ? "complaint" : "moving"));
      case 13 ->
          event(
              id,
              "order.late",
              customer,
              at,
              Map.of("order", "A" + random.nextInt(3), "days", random.nextInt(9)));
      case 14 -> event(id, "call.answered", customer, at, Map.of("queue", "support"));
      case 15 -> event(id, "call.abandoned", customer, at, Map.of("waited", 700));
      case 0, 1 ->
          event(
              id,
              "ticket.closed",
              customer,
              at,
              Map.of("ticket", ticket, "resolved", random.nextInt(4) > 0));
      case 2, 3 ->
          event(
              id,
              "call.dropped",
              customer,
              at,
              Map.of("ticket", ticket, "queue", random.nextBoolean() ? "support" : "sales"));
      case 4 -> event(id, "call.abandoned", customer, at, Map.of("waited", random.nextInt(400)));
      case 5 ->
          event(
              id,
              "message.unsubscribed",
              customer,
              at,
              Map.of("purpose", random.nextInt(3) > 0 ? "marketing" : "care"));
      case 6 ->
          event(
              id,
              "customer.updated",
              customer,
              at,
              customer(who + random.nextInt(2) * CUSTOMERS, "Ola", random.nextInt(3) > 0));
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

  /** The same customer some numbers later lives on other circuits. */
  private static Map<String, Object> customer(int i, String given, boolean mail) {
    String id = "c%02d".formatted(i % CUSTOMERS);
    Map<String, Object> record = new HashMap<>();
    record.put("id", id);
    record.put("given", given);
    record.put("name", given + " Nordmann");
    if (mail) {
      record.put("email", id + "@customers.example");
    }
    record.put("phone", "+47999999%02d".formatted(i));
    record.put("locale", i % 2 == 0 ? "nb-NO" : "en-GB");
    record.put("zone", i % 2 == 0 ? "Europe/Oslo" : "America/New_York");
    record.put("scopes", List.of("circuit:" + i % 5 % 4, "circuit:" + (i + 1) % 4));
    return record;
  }

  private static Event event(
      String id, String type, String subject, Instant at, Map<String, Object> data) {
    return new Event("story", id, type, Subject.parse(subject), at, data);
  }
}
