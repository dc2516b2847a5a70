package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.beforehand.Rehearsed;
import org.beforehand.StormDay;
import org.beforehand.StormGaps;
import org.beforehand.WhatCustomersHeard;
import org.beforehand.fact.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real storm, simulated. */
class RehearsedStormTest {

  private static final Duration AFTERWARDS = Duration.ofHours(9);

  /** Whom a sweep that was told to its end was for, and what it was about. */
  private static final String AFFECTED =
      """
      select distinct c.customer || ' ' || s.incident || '#' || s.episode || ':opened'
        from sweep s join customer_scope c
          on c.scope = any(s.scopes) and c.added <= s.at and c.removed > s.at
       where s.state = 'done' and s.stage = 'opened'
      """;

  @TempDir Path folder;

  @Test
  void some_hours_of_it() throws IOException {
    through(StormDay.of(Duration.ofHours(4), 2));
  }

  @Test
  @Tag("long")
  void the_whole_week_over_twenty_thousand_customers() throws IOException {
    WhatCustomersHeard heard =
        through(
            StormDay.told(asSeen(FollowedFeed.storm(Duration.ofMinutes(20).plusSeconds(7), 3)), 3));
    assertThat(heard.falselyOver(StormGaps.read())).isEmpty();
  }

  private WhatCustomersHeard through(StormDay day) throws IOException {
    long began = System.nanoTime();
    Instant end = day.end().plus(AFTERWARDS);
    Rehearsed rehearsed =
        new Rehearsed.Play(
                Rehearsed.lines(folder.resolve("c.jsonl"), day.customers().values()),
                Rehearsed.lines(
                    folder.resolve("e.jsonl"),
                    day.steps().stream()
                        .flatMap(step -> step.events().stream())
                        .map(Rehearsed::line)
                        .toList()),
                Path.of("rules"),
                StormDay.MORNING,
                end,
                2)
            .run(folder.resolve("out.jsonl"));
    Set<String> taken =
        new HashSet<>(rehearsed.db().sql("select id from customer").query(String.class).list());
    WhatCustomersHeard heard = WhatCustomersHeard.in(rehearsed, day);
    SoftAssertions.assertSoftly(
        softly -> {
          heard.judge(softly, Set.of(), Set.of(), customer -> !taken.contains(customer), end);
        });
    account(rehearsed, day, began, heard);
    return heard;
  }

  /** A simulation takes an event when it happened, and the feed was behind. */
  private static List<StormDay.Step> asSeen(List<StormDay.Step> steps) {
    return steps.stream()
        .map(
            step ->
                new StormDay.Step(
                    step.at(),
                    step.events().stream()
                        .map(
                            event ->
                                new Event(
                                    event.source(),
                                    event.id(),
                                    event.type(),
                                    event.subject(),
                                    step.at(),
                                    event.data()))
                        .toList()))
        .toList();
  }

  /** Everybody affected by an outage that lasted has exactly one outcome about its beginning. */
  private static void account(
      Rehearsed rehearsed, StormDay day, long began, WhatCustomersHeard heard) throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    Set<String> told = new TreeSet<>();
    int beginnings = 0;
    int sent = 0;
    for (JsonNode outcome : rehearsed.outcomes()) {
      String verdict = outcome.get("verdict").asText();
      sent += verdict.equals("send") ? 1 : 0;
      if (outcome.get("key").asText().endsWith(":opened")) {
        beginnings++;
        told.add(outcome.get("customer").asText() + " " + outcome.get("key").asText());
        outcomes.merge(
            verdict + (outcome.get("reason").isNull() ? "" : " " + outcome.get("reason").asText()),
            1,
            Integer::sum);
      }
    }
    Set<String> affected = new TreeSet<>(rehearsed.db().sql(AFFECTED).query(String.class).list());
    System.out.printf(
        "simulated storm: %s; %d s; %d affected: %s; %s; %d notices instead of %d%n",
        day,
        (System.nanoTime() - began) / 1_000_000_000,
        affected.size(),
        outcomes,
        heard.counts(),
        sent,
        2 * affected.size());
    assertThat(affected).isNotEmpty();
    // In one pass: there are more than a hundred thousand of both.
    affected.removeAll(told);
    assertThat(affected).as("affected, without an outcome").isEmpty();
    assertThat(told).hasSize(beginnings);
    assertThat(outcomes.keySet())
        .allMatch(one -> one.equals("send") || one.startsWith("drop ") || one.startsWith("hold "));
  }
}
