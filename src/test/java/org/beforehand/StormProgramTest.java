package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.beforehand.intake.Corridor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The storm over the running program: events over HTTP, mail over SMTP, and kill -9 in between. In
 * the end everybody has heard what they would have heard had nothing happened.
 */
class StormProgramTest {

  private static final Duration AFTERWARDS = Duration.ofHours(9);

  /** Until the next morning, for which what is given for a long outage waits. */
  private static final Duration MORNING_AFTER = Duration.ofHours(20);

  /** Three hours with three looks at the feed, then one with many restorations. */
  private static final Duration SHORT = Duration.ofHours(3);

  private static final int SOME = 3;

  @Test
  void killed_at_any_point_it_tells_everybody_what_it_would_have_told() throws IOException {
    through(StormDay.of(SHORT, SOME), 3, AFTERWARDS);
  }

  @Test
  @Tag("long")
  void undisturbed_for_a_whole_day() throws IOException {
    through(StormDay.of(Duration.ofHours(24)), 0, MORNING_AFTER);
  }

  @Test
  @Tag("long")
  void killed_thirty_times() throws IOException {
    through(StormDay.of(Duration.ofHours(6), 2), 30, MORNING_AFTER);
  }

  private static void through(StormDay day, int kills, Duration afterwards) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.printf("storm program: seed %d, %s%n", seed, day);
    Undisturbed undisturbed = Undisturbed.of(day, afterwards);
    long began = System.nanoTime();
    try (RunningStorm storm = new RunningStorm(day)) {
      Thread killer = killer(storm, new Random(seed), kills, undisturbed.progress());
      Set<String> refused = storm.customers();
      storm.live(afterwards);
      killer.interrupt();

      WhatCustomersHeard heard = WhatCustomersHeard.at(storm.peer, storm.db, day);
      Set<String> resent = storm.resent();
      Set<String> doubtful = storm.doubtful();
      System.out.printf(
          "storm program: %s, %d starts, %d in doubt, outbox %s, in %d s%n",
          heard.counts(),
          storm.starts(),
          doubtful.size(),
          storm
              .db
              .sql("select state || ' ' || count(*) from outreach group by state order by 1")
              .query(String.class)
              .list(),
          (System.nanoTime() - began) / 1_000_000_000);
      SoftAssertions.assertSoftly(
          softly -> {
            heard.judge(softly, resent, doubtful, refused::contains, day.end().plus(afterwards));
            softly.assertThat(storm.starts()).as("starts").isEqualTo(kills + 1);
            softly
                .assertThat(missing(undisturbed.told(), heard, day, doubtful))
                .as("heard otherwise than undisturbed")
                .isEmpty();
            softly
                .assertThat(
                    storm
                        .db
                        .sql(
                            """
                            select distinct state from outreach
                             where state in ('held', 'scheduled', 'claimed', 'sending')
                            """)
                        .query(String.class)
                        .list())
                .as("left over")
                .isEmpty();
          });
    }
  }

  /** Kills whenever so much has happened as chance wants. */
  private static Thread killer(RunningStorm storm, Random random, int kills, long all) {
    List<Long> points = random.longs(kills, all / 50, all * 9 / 10).sorted().boxed().toList();
    Thread killer =
        new Thread(
            () -> {
              for (long point : points) {
                int starts = storm.starts();
                Awaitility.await()
                    .forever()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> storm.progress() >= point);
                System.out.printf("storm program: killed at %d of %d%n", point, all);
                storm.kill();
                Awaitility.await().forever().until(() -> storm.starts() > starts);
              }
            },
            "killer");
    killer.setDaemon(true);
    killer.start();
    return killer;
  }

  /** What everybody hears when nothing goes wrong, in process. */
  private record Undisturbed(Map<String, List<String>> told, long progress) {

    static Undisturbed of(StormDay day, Duration afterwards) {
      try (Corridor corridor = Corridor.open(StormDay.MORNING.toString())) {
        corridor.postAll(day.records());
        for (StormDay.Step step : day.steps()) {
          until(corridor, step.at().minusSeconds(1), Duration.ofMinutes(5));
          corridor.clock.set(step.at());
          corridor.postAll(step.events());
          corridor.settle();
        }
        until(corridor, day.end().plus(Duration.ofHours(1)), Duration.ofMinutes(5));
        until(corridor, day.end().plus(afterwards), Duration.ofMinutes(30));
        WhatCustomersHeard heard = WhatCustomersHeard.at(corridor.peer, corridor.db, day);
        System.out.printf("storm program: undisturbed %s%n", heard.counts());
        return new Undisturbed(
            stages(heard, day),
            corridor.peer.count()
                + corridor
                    .db
                    .sql("select (select count(*) from event) + (select count(*) from decision)")
                    .query(Long.class)
                    .single());
      }
    }

    private static void until(Corridor corridor, Instant instant, Duration step) {
      while (corridor.clock.instant().isBefore(instant)) {
        Instant next = corridor.clock.instant().plus(step);
        corridor.clock.set(next.isBefore(instant) ? next : instant);
        corridor.settle();
      }
    }
  }

  /** Which of two outages that begin at once is the one told is a matter of chance. */
  private static Map<String, List<String>> stages(WhatCustomersHeard heard, StormDay day) {
    return heard.stages(customer -> !day.overlapping(customer));
  }

  private static Map<String, String> missing(
      Map<String, List<String>> undisturbed,
      WhatCustomersHeard heard,
      StormDay day,
      Set<String> doubtful) {
    Map<String, List<String>> told = stages(heard, day);
    Set<String> all = new HashSet<>(undisturbed.keySet());
    all.addAll(told.keySet());
    all.removeAll(doubtful);
    Map<String, String> otherwise = new TreeMap<>();
    for (String customer : all) {
      List<String> expected = undisturbed.getOrDefault(customer, List.of());
      List<String> actual = told.getOrDefault(customer, List.of());
      if (!expected.equals(actual) && otherwise.size() < 5) {
        otherwise.put(customer, actual + " for " + expected);
      }
    }
    assertThat(undisturbed).isNotEmpty();
    return otherwise;
  }
}
