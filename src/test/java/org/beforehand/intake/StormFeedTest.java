package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.SharedData;
import org.beforehand.StormFeed;
import org.beforehand.StormGaps;
import org.junit.jupiter.api.Test;

/** A week of a real feed through the comparison, with the feed's own fields. */
class StormFeedTest {

  @Test
  void what_a_capped_feed_hides_is_not_restored_and_what_ended_is() throws IOException {
    StormGaps truth = StormGaps.read();
    assertThat(truth.all()).hasSize(607);
    // 601 of them in the one look, at 17:53, that lacked a third of all outages.
    assertThat(truth.falseOnes()).hasSize(602);
    FollowedFeed told = new FollowedFeed(FeedFile.read("storm.yaml", StormFeed.MAPPING));
    FollowedFeed untold =
        new FollowedFeed(
            FeedFile.read("storm.yaml", StormFeed.MAPPING.replace("limit: 2000, ", "")));
    List<StormFeed.Look> last = new ArrayList<>();
    StormFeed.looks(
        look -> {
          last.clear();
          last.add(look);
          Snapshot snapshot = Snapshot.of(look.rows(), told.file.mapping());
          assertThat(snapshot.unreadable()).isZero();
          told.look(look.at(), snapshot);
          untold.look(look.at(), snapshot);
        });
    judge(truth, told, last.get(0));
    // The limit shows by itself.
    judge(truth, untold, last.get(0));
  }

  private static void judge(StormGaps truth, FollowedFeed week, StormFeed.Look last) {
    List<StormGaps.Gap> restoredInTheGap =
        truth.falseOnes().stream().filter(gap -> restored(week, gap)).toList();
    List<StormGaps.Gap> restoredInOtherGaps =
        truth.all().stream()
            .filter(gap -> !truth.falseOnes().contains(gap) && restored(week, gap))
            .toList();
    List<String> open =
        truth.gone().keySet().stream()
            .filter(outage -> week.known.containsKey(outage) && !week.known.get(outage).over())
            .toList();
    Instant end = last.at();
    long late =
        open.stream()
            .filter(outage -> truth.gone().get(outage).isBefore(end.minus(Duration.ofHours(2))))
            .count();
    System.out.printf(
        "feed: limit %s: %s over %d outages, %s; %d of %d false restorations told, %d of %d other"
            + " gaps; of %d that ended, %d not yet told over at the end, %d of them gone for 2 h%n",
        week.file.trust().limit(),
        week.types,
        truth.outages().size(),
        week.standings,
        restoredInTheGap.size(),
        truth.falseOnes().size(),
        restoredInOtherGaps.size(),
        truth.all().size() - truth.falseOnes().size(),
        truth.gone().size(),
        open.size(),
        late);
    System.out.println("feed: how long after they were gone: " + delays(truth, week));
    assertThat(week.wrong).isEmpty();
    assertThat(restoredInTheGap).isEmpty();
    assertThat(week.told.keySet()).isEqualTo(truth.outages());
    assertThat(late).as("gone for hours and not restored").isZero();
    assertThat(week.types.get("incident.opened"))
        .as("one opening an outage, and one for each time it came back after it was over")
        .isEqualTo(truth.outages().size() + restoredInOtherGaps.size());

    // The feed goes on with what it last said: what ended is over in the end, to the last one.
    for (int i = 1; i <= 3; i++) {
      week.look(
          end.plus(Duration.ofMinutes(20L * i)), Snapshot.of(last.rows(), week.file.mapping()));
    }
    assertThat(week.standing).hasSize(last.outages().size());
    assertThat(week.types.get("incident.restored"))
        .isEqualTo(truth.gone().size() + restoredInOtherGaps.size());
  }

  private static boolean restored(FollowedFeed week, StormGaps.Gap gap) {
    return week.told
        .getOrDefault(gap.outage(), new TreeMap<>())
        .subMap(gap.gone(), gap.back())
        .containsValue("incident.restored");
  }

  /** How many were told over within so many minutes of the first look without them. */
  private static Map<String, Integer> delays(StormGaps truth, FollowedFeed week) {
    Map<String, Integer> delays = new TreeMap<>();
    truth
        .gone()
        .forEach(
            (outage, gone) -> {
              Map.Entry<Instant, String> end = week.told.get(outage).lastEntry();
              if (end.getValue().equals("incident.restored")) {
                long minutes = Duration.between(gone, end.getKey()).toMinutes();
                boolean capped =
                    gone.isAfter(StormFeed.CAPPED_FROM.minus(Duration.ofMinutes(15)))
                        && gone.isBefore(StormFeed.CAPPED_UNTIL);
                String range =
                    minutes <= 60
                        ? "1 h"
                        : minutes <= 120 ? "2 h" : minutes <= 240 ? "4 h" : "more";
                delays.merge((capped ? "capped, " : "") + range, 1, Integer::sum);
              }
            });
    return delays;
  }

  @Test
  void a_raw_snapshot_is_read_to_the_last_row() throws IOException {
    byte[] json = Files.readAllBytes(SharedData.path("outages/pge_snapshot_2024-02-05T12.json"));
    Snapshot snapshot = Snapshot.of(json, FeedFile.read("storm.yaml", StormFeed.MAPPING).mapping());
    assertThat(snapshot.rows()).isEqualTo(StormFeed.LIMIT);
    assertThat(snapshot.outages()).hasSize(StormFeed.LIMIT);
    assertThat(snapshot.broken()).isNull();
    FeedOutage first = snapshot.outages().get("2333916");
    assertThat(first)
        .isEqualTo(
            new FeedOutage(
                "2333916",
                Instant.parse("2024-02-03T21:41:52Z"),
                Instant.parse("2024-02-05T17:30:00Z"),
                Instant.parse("2024-02-04T22:04:47Z"),
                "power",
                "EMERG REPAIRS",
                1L,
                List.of("circuit:22641110"),
                false));
  }
}
