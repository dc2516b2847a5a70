package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.intake.FollowedFeed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The storm over the running program, which looks at the feed itself: nobody tells it anything but
 * who its customers are.
 */
class StormThroughFeedTest {

  /** Not so that news and the hour it was promised for come in the same instant. */
  private static final Duration EVERY = Duration.ofMinutes(20).plusSeconds(7);

  /** Looks at the end of the feed until what is missing in its last one counts. */
  private static final int MORE = 3;

  private static final Duration AFTERWARDS = Duration.ofHours(20);

  private static final String AFFECTED =
      """
      with affected as (
        select distinct c.customer, s.incident || '#' || s.episode || ':opened' as key
          from sweep s join customer_scope c
            on c.scope = any(s.scopes) and c.added <= s.at and c.removed > s.at
         where s.state = 'done' and s.stage = 'opened')
      """;

  private static final String OUTCOMES =
      AFFECTED
          + """
          select coalesce(
                   (select o.state || coalesce(' ' || o.reason, '') from outreach o
                     where o.customer = a.customer and o.campaign = 'outage-notices'
                       and o.key = a.key),
                   (select 'drop ' || (v ->> 'reason')
                      from decision d, jsonb_array_elements(d.why -> 'verdicts') v
                     where d.customer = a.customer and d.stage = 'opened' and v ->> 'key' = a.key
                       and v ->> 'verdict' = 'drop' limit 1),
                   'nothing') as outcome, count(*)
            from affected a group by 1
          """;

  @TempDir Path folder;

  @Test
  @Tag("long")
  void the_whole_week_over_twenty_thousand_customers() throws IOException {
    through(FollowedFeed.storm(EVERY, MORE), 3);
  }

  private void through(List<StormDay.Step> steps, int times) throws IOException {
    StormDay day = StormDay.told(steps, times);
    System.out.println("storm through the feed: " + day);
    Path mapping = Files.writeString(folder.resolve("feed.yaml"), StormFeed.mapping(EVERY));
    Path feed = folder.resolve("feed.json");
    StormFeed.polls(EVERY, MORE, look -> write(seen(look.at()), look.json()));
    long began = System.nanoTime();
    Map<String, String> settings =
        Map.of(
            "BEFOREHAND_FEED",
            mapping.toString(),
            "BEFOREHAND_FEED_URL",
            "file:" + feed,
            "BEFOREHAND_FEEDTICK",
            "100");
    try (RunningStorm storm = new RunningStorm(day, SmtpPeer.start().fast().brief(), settings)) {
      Set<String> refused = storm.customers();
      storm.live(step -> move(seen(step.at()), feed), storm::looked, AFTERWARDS);

      WhatCustomersHeard heard = WhatCustomersHeard.at(storm.peer, storm.db, day);
      account(storm, day, heard, began);
      SoftAssertions.assertSoftly(
          softly -> {
            softly
                .assertThat(
                    Set.copyOf(
                        storm
                            .db
                            .sql("select source || ' ' || id from event where incident is not null")
                            .query(String.class)
                            .list()))
                .as("what it took from the feed")
                .containsAll(events(day));
            heard.judge(softly, Set.of(), Set.of(), refused::contains, day.end().plus(AFTERWARDS));
            try {
              softly.assertThat(heard.falselyOver(StormGaps.read())).as("falsely over").isEmpty();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static Set<String> events(StormDay day) {
    return day.steps().stream()
        .flatMap(step -> step.events().stream())
        .map(event -> event.source() + " " + event.id())
        .collect(Collectors.toSet());
  }

  /** Everybody affected by an outage that lasted has exactly one outcome about its beginning. */
  private static void account(
      RunningStorm storm, StormDay day, WhatCustomersHeard heard, long began) {
    Map<String, Long> outcomes = new TreeMap<>();
    storm
        .db
        .sql(OUTCOMES)
        .query(
            row -> {
              outcomes.put(row.getString(1), row.getLong(2));
            });
    long affected =
        storm.db.sql(AFFECTED + "select count(*) from affected").query(Long.class).single();
    System.out.printf(
        "storm through the feed: %d s; %d affected: %s; %s; %d notices instead of %d%n",
        (System.nanoTime() - began) / 1_000_000_000,
        affected,
        outcomes,
        heard.counts(),
        heard.counts().get("mails"),
        2 * affected);
    assertThat(affected).isGreaterThan(day.customers().size() / 2);
    assertThat(outcomes).doesNotContainKey("nothing");
    assertThat(outcomes.values().stream().mapToLong(n -> n).sum()).isEqualTo(affected);
  }

  private Path seen(Instant at) {
    return folder.resolve(at.toEpochMilli() + ".json");
  }

  private static void write(Path file, byte[] json) {
    try {
      Files.write(file, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
