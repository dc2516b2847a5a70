package org.beforehand.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.Stage;
import org.beforehand.incident.OneCustomersWorld.Heard;
import org.beforehand.incident.OneCustomersWorld.Lapsed;
import org.junit.jupiter.api.Test;

/**
 * Two outages and a maintenance of one service, their events late, twice and in any order,
 * estimates padded, and a customer who at times answers that it is still out: whatever comes, the
 * customer hears a conversation that makes sense and is promised nothing idly.
 */
class AnyOrderTest {

  private static final Instant START = Instant.parse("2026-03-27T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final int TRIES = 200;

  private record News(
      String type, String incident, Instant time, Map<String, Object> data, Instant arrives) {}

  @Test
  void whatever_comes_in_whatever_order_the_customer_hears_what_makes_sense() {
    long seed = Long.getLong("seed", System.nanoTime());
    int told = 0;
    int lapsed = 0;
    int gainsaid = 0;
    for (int i = 0; i < TRIES; i++) {
      OneCustomersWorld world = lived(seed + i, i % 2 == 0 ? 0 : 0.15);
      told += world.heard.size();
      lapsed += world.lapses.size();
      gainsaid += world.gainsaid;
    }
    // A story in which nobody hears anything proves nothing.
    assertThat(told).as("seed %d", seed).isGreaterThan(4 * TRIES);
    assertThat(lapsed).as("seed %d", seed).isGreaterThan(TRIES);
    assertThat(gainsaid).as("seed %d", seed).isGreaterThan(TRIES / 4);
    System.out.printf("any order: seed %d, %d told, %d answered%n", seed, told, gainsaid);
  }

  private static OneCustomersWorld lived(long seed, double failing) {
    Random random = new Random(seed);
    List<News> story = story(random);
    OneCustomersWorld world = new OneCustomersWorld(random, failing);
    int next = 0;
    for (Instant at = START; at.isBefore(START.plus(Duration.ofDays(6))); at = at.plus(STEP)) {
      while (next < story.size() && !story.get(next).arrives().isAfter(at)) {
        News news = story.get(next++);
        world.news(news.type(), news.incident(), news.time(), news.data(), at);
      }
      int before = world.heard.size();
      world.tick(at);
      String when = "seed " + seed + " at " + at + ": " + shown(world.heard);
      for (int i = before; i < world.heard.size(); i++) {
        makesSense(world.heard.subList(0, i), world.heard.get(i), when);
      }
      owesNews(world, at, when);
      if (next == story.size() && world.quiet()) {
        break;
      }
    }
    if (!world.failed && world.open().isEmpty()) {
      assertThat(down(world.heard)).as("down for ever, seed " + seed).isFalse();
    }
    return world;
  }

  private static void makesSense(List<Heard> earlier, Heard now, String when) {
    Stage stage = now.stage();
    Incident incident = now.incident();
    assertThat(incident.status()).as(when).isEqualTo(stage.name().status());
    boolean down = down(earlier);
    boolean knows = earlier.stream().anyMatch(one -> one.incident().id().equals(incident.id()));
    switch (stage.name()) {
      case PLANNED -> {}
      case OPENED -> assertThat(down).as(when).isFalse();
      case STARTED -> {
        assertThat(down).as(when).isFalse();
        assertThat(knows).as(when).isTrue();
      }
      case ETA, STILL_OUT -> {
        assertThat(down).as(when).isTrue();
        assertThat(updates(earlier)).as(when).isLessThan(OneCustomersWorld.TIMING.mostUpdates());
        Heard last = ofService(earlier).get(ofService(earlier).size() - 1);
        // A mail under way was begun before it arrives; it takes ten minutes at most.
        assertThat(Duration.between(last.at(), now.at()))
            .as(when)
            .isGreaterThanOrEqualTo(OneCustomersWorld.TIMING.apart());
      }
      case RESTORED -> assertThat(down).as(when).isTrue();
      case COMPLETED -> assertThat(down || knows).as(when).isTrue();
      case CANCELLED -> assertThat(incident.maintenance() ? knows : down).as(when).isTrue();
    }
    if (stage.closes()) {
      assertThat(now.held()).as(when).isFalse();
    }
    if (incident.eta() != null && !incident.maintenance()) {
      // What customers are told leaves room, and is a time that people believe.
      assertThat(incident.eta()).as(when).isAfterOrEqualTo(incident.estimate());
      assertThat(incident.eta().getEpochSecond() % 900).as(when).isZero();
    }
    if (incident.open()) {
      promises(earlier, now, when);
    }
  }

  /** An estimate or a time, both ahead; or nothing, and then nothing more is to come. */
  private static void promises(List<Heard> earlier, Heard now, String when) {
    Instant began = now.at().minus(Duration.ofMinutes(10));
    Instant promised =
        now.incident().eta() != null ? now.incident().eta() : now.incident().nextUpdate();
    if (promised != null) {
      assertThat(promised).as(when).isAfter(began);
    } else {
      int told = now.stage().name().updates() ? updates(earlier) + 1 : 0;
      assertThat(Math.max(told, now.incident().etaUpdates()))
          .as(when)
          .isGreaterThanOrEqualTo(OneCustomersWorld.TIMING.mostUpdates());
    }
  }

  /** Whoever tells it, knows by when more is owed; and a lapse is noted the moment it happens. */
  private static void owesNews(OneCustomersWorld world, Instant at, String when) {
    for (IncidentRow row : world.rows.values()) {
      if (row.is(Status.OPEN) && row.told().at() != null) {
        assertThat(row.told().nextUpdate()).as(when).isNotNull().isAfter(at);
      }
    }
    for (Lapsed lapse : world.lapses) {
      assertThat(lapse.before().is(Status.OPEN) || lapse.before().is(Status.PLANNED))
          .as(when)
          .isTrue();
    }
  }

  private static List<Heard> ofService(List<Heard> heard) {
    return heard.stream()
        .filter(one -> one.incident().thread().equals("outage:broadband"))
        .toList();
  }

  private static boolean down(List<Heard> heard) {
    List<Heard> service = ofService(heard);
    return !service.isEmpty() && !service.get(service.size() - 1).stage().closes();
  }

  private static int updates(List<Heard> heard) {
    int n = 0;
    for (Heard one : ofService(heard)) {
      n = one.stage().name().updates() ? n + 1 : 0;
    }
    return n;
  }

  private static String shown(List<Heard> heard) {
    StringBuilder shown = new StringBuilder();
    heard.forEach(
        one ->
            shown
                .append('\n')
                .append(one.at())
                .append(' ')
                .append(one.incident().id())
                .append(' ')
                .append(one.stage().word()));
    return shown.toString();
  }

  private static List<News> story(Random random) {
    List<News> story = new ArrayList<>();
    for (String outage : List.of("A", "B")) {
      Instant time = START.plus(minutes(random, 2_000));
      for (int episode = 0; episode <= random.nextInt(3); episode++) {
        add(story, random, "incident.opened", outage, time, estimate(random, time));
        for (int i = 0; i < random.nextInt(4); i++) {
          time = time.plus(minutes(random, 400));
          add(story, random, "incident.updated", outage, time, estimate(random, time));
        }
        time = time.plus(minutes(random, 1_500));
        String end = random.nextInt(6) == 0 ? "incident.cancelled" : "incident.restored";
        add(story, random, end, outage, time, Map.of());
        time = time.plus(minutes(random, 300));
      }
    }
    Instant announced = START.plus(minutes(random, 600));
    Instant from = announced.plus(minutes(random, 2_500));
    Instant to = from.plus(minutes(random, 400));
    add(story, random, "maintenance.planned", "M", announced, window(from, to));
    if (random.nextBoolean()) {
      from = from.plus(minutes(random, 120));
      to = to.plus(minutes(random, 120)).isAfter(from) ? to.plus(minutes(random, 120)) : to;
      to = to.isAfter(from) ? to : from.plus(Duration.ofHours(1));
      announced = announced.plus(minutes(random, 120));
      add(story, random, "maintenance.planned", "M", announced, window(from, to));
    }
    if (random.nextInt(5) == 0) {
      add(story, random, "maintenance.cancelled", "M", announced.plusSeconds(600), Map.of());
    } else {
      add(story, random, "maintenance.started", "M", from, Map.of());
      add(story, random, "maintenance.completed", "M", from.plus(minutes(random, 900)), Map.of());
    }
    story.sort(Comparator.comparing(News::arrives));
    return story;
  }

  private static void add(
      List<News> story,
      Random random,
      String type,
      String incident,
      Instant time,
      Map<String, Object> data) {
    Map<String, Object> all = new java.util.HashMap<>(data);
    all.put("service", "broadband");
    all.put("scopes", List.of("circuit:1"));
    int copies = random.nextInt(5) == 0 ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      Duration late = random.nextInt(3) == 0 ? minutes(random, 300) : Duration.ZERO;
      story.add(new News(type, incident, time, all, time.plus(late)));
    }
  }

  private static Map<String, Object> estimate(Random random, Instant time) {
    return random.nextInt(3) == 0
        ? Map.of("eta", time.plus(minutes(random, 600)).toString())
        : Map.of();
  }

  private static Map<String, Object> window(Instant from, Instant to) {
    return Map.of("from", from.toString(), "to", to.toString());
  }

  private static Duration minutes(Random random, int most) {
    return Duration.ofMinutes(1 + random.nextInt(most));
  }
}
