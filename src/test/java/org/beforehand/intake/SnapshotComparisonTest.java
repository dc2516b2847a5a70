package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotComparisonTest {

  private static final String FILE =
      """
      feed: grid
      every: 5m
      fields:
        outage: id
        start: {field: start, time: iso}
        eta: {field: eta, time: iso}
        updated: {field: updated, time: iso}
        service: =power
        cause: cause
        customers: hit
        scopes: circuit:{circuit}
        closed: {field: status, values: [restored]}
      confirm: {snapshots: 3, time: 10m}
      doubt: {share: 30, few: 2, believe-shrunk: 1h}
      """;

  private FeedFile file = FeedFile.read("feed.yaml", FILE);
  private final Map<String, KnownOutage> known = new HashMap<>();
  private FeedState state = FeedState.NEW;
  private Instant now = Instant.parse("2026-03-01T09:00:00Z");
  private final List<Event> told = new ArrayList<>();

  /** Five minutes later the feed lists this; the types and outages that are told. */
  private List<String> look(List<Map<String, Object>> rows) {
    return look(Snapshot.of(rows, file.mapping()));
  }

  private List<String> look(Snapshot snapshot) {
    return look(Duration.ofMinutes(5), snapshot);
  }

  private List<String> look(Duration later, Snapshot snapshot) {
    now = now.plus(later);
    SnapshotComparison found = SnapshotComparison.of(file, state, known, snapshot, now);
    state = found.state();
    found.quiet().forEach(each -> known.put(each.id(), each));
    List<String> said = new ArrayList<>();
    for (SnapshotComparison.Change change : found.changes()) {
      known.put(change.after().id(), change.after());
      told.add(change.event().event());
      said.add(change.event().event().type().substring(9) + " " + change.after().id());
    }
    return said;
  }

  private static List<Map<String, Object>> rows(String... ids) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String id : ids) {
      rows.add(row(id));
    }
    return rows;
  }

  private static Map<String, Object> row(String id, @Nullable Object... fields) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("circuit", "12");
    for (int i = 0; i < fields.length; i += 2) {
      row.put(String.valueOf(fields[i]), fields[i + 1]);
    }
    return row;
  }

  private static String[] many(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "n" + i).toArray(String[]::new);
  }

  private Event last() {
    return told.get(told.size() - 1);
  }

  @Test
  void what_is_new_is_opened_as_of_its_start() {
    assertThat(
            look(
                List.of(
                    row("a", "start", "2026-03-01T08:00:00Z", "eta", "2026-03-01T12:00:00Z"),
                    row("b", "start", "2026-03-01T10:00:00Z", "hit", new BigDecimal("7")),
                    row("c"))))
        .containsExactly("opened a", "opened b", "opened c");
    assertThat(told)
        .extracting(Event::time)
        .containsExactly(Instant.parse("2026-03-01T08:00:00Z"), now, now);
    assertThat(told.get(0))
        .isEqualTo(
            new Event(
                "feed:grid",
                "a#1",
                "incident.opened",
                org.beforehand.fact.Subject.parse("incident:grid-a"),
                Instant.parse("2026-03-01T08:00:00Z"),
                Map.of(
                    "service", "power",
                    "scopes", List.of("circuit:12"),
                    "eta", "2026-03-01T12:00:00Z")));
    assertThat(told.get(1).number("customers")).isEqualTo("7");
  }

  @Test
  void only_what_customers_could_hear_of_is_an_update() {
    look(rows("a"));
    assertThat(look(List.of(row("a", "hit", new BigDecimal(3))))).isEmpty();
    assertThat(known.get("a").last().customers()).isEqualTo(3);
    assertThat(look(List.of(row("a", "cause", "storm", "updated", "2026-03-01T09:12:00Z"))))
        .containsExactly("updated a");
    assertThat(last().time()).isEqualTo("2026-03-01T09:12:00Z");
    // A time before the last event's would lose the estimate.
    assertThat(
            look(
                List.of(
                    row("a", "eta", "2026-03-01T12:00:00Z", "updated", "2026-03-01T09:01:00Z"))))
        .containsExactly("updated a");
    assertThat(last().time()).isEqualTo("2026-03-01T09:12:00Z");
    assertThat(last().data()).isEqualTo(Map.of("eta", "2026-03-01T12:00:00Z"));
    assertThat(look(rows("a"))).containsExactly("updated a");
    assertThat(last().data()).containsOnlyKeys("eta").containsEntry("eta", null);
    assertThat(look(rows("a"))).isEmpty();
    assertThat(told).extracting(Event::id).containsExactly("a#1", "a#2", "a#3", "a#4");
  }

  @Test
  void what_is_missing_is_over_when_enough_snapshots_and_enough_time_agree() {
    look(rows("a", "b"));
    assertThat(look(rows("b"))).isEmpty();
    Instant gone = now;
    assertThat(look(rows("b"))).isEmpty();
    assertThat(look(rows("b"))).containsExactly("restored a");
    assertThat(last().time()).isEqualTo(gone);
    assertThat(look(rows("b"))).isEmpty();
  }

  @Test
  void snapshots_in_quick_succession_are_not_enough() {
    look(rows("a", "b"));
    for (int i = 0; i < 10; i++) {
      Snapshot without = Snapshot.of(rows("b"), file.mapping());
      assertThat(look(Duration.ofMinutes(1), without)).isEmpty();
    }
    assertThat(look(rows("b"))).containsExactly("restored a");
  }

  @Test
  void whatever_comes_back_in_between_never_was_away() {
    look(rows("a", "b"));
    look(rows("b"));
    look(rows("b"));
    assertThat(look(rows("a", "b"))).isEmpty();
    look(rows("b"));
    look(rows("b"));
    assertThat(told).hasSize(2);
    assertThat(look(rows("b"))).containsExactly("restored a");
  }

  @Test
  void what_comes_back_after_its_end_is_opened_again_and_not_as_of_its_old_start() {
    Map<String, Object> a = row("a", "start", "2026-03-01T08:00:00Z");
    look(List.of(a, row("b")));
    look(rows("b"));
    look(rows("b"));
    assertThat(look(rows("b"))).containsExactly("restored a");
    assertThat(look(List.of(a, row("b")))).containsExactly("opened a");
    assertThat(last().time()).isEqualTo(now);
    assertThat(last().id()).isEqualTo("a#3");
  }

  @Test
  void a_row_that_says_it_is_over_is_believed_at_once_even_in_doubt() {
    look(rows("a", "b"));
    Snapshot broken =
        Snapshot.of(
            "[{\"id\":\"a\",\"circuit\":\"12\",\"status\":\"restored\"},{".getBytes(),
            file.mapping());
    assertThat(look(broken)).containsExactly("restored a");
    assertThat(look(List.of(row("a", "status", "restored"), row("b")))).isEmpty();
    assertThat(look(List.of(row("z", "status", "restored"), row("b")))).isEmpty();
  }

  @Test
  void a_row_that_cannot_be_read_is_not_missing() {
    look(rows("a", "b"));
    for (int i = 0; i < 5; i++) {
      assertThat(look(List.of(Map.of("id", "a"), row("b")))).isEmpty();
    }
    assertThat(state.standing()).isEqualTo(FeedStanding.GOOD);
  }

  @Test
  void rows_without_a_name_may_be_any_outage() {
    look(rows("a", "b"));
    for (int i = 0; i < 5; i++) {
      assertThat(look(List.of(Map.of("id2", "a"), row("b"), row("c" + i)))).hasSize(1);
      assertThat(state.standing()).isEqualTo(FeedStanding.UNREADABLE);
      assertThat(known.get("a").absent()).isZero();
    }
  }

  @Test
  void an_empty_list_is_never_believed_unless_the_file_says_so() {
    look(rows("a"));
    for (int i = 0; i < 50; i++) {
      assertThat(look(List.of())).isEmpty();
      assertThat(state.standing()).isEqualTo(FeedStanding.EMPTY);
    }
    file = FeedFile.read("f", FILE.replace("share: 30", "share: 30, believe-empty: 30m"));
    state = FeedState.NEW;
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      assertThat(told).isEmpty();
      told.addAll(look(List.of()));
    }
    // Thirty minutes to be believed, then three snapshots as ever.
    assertThat(told).containsExactly("restored a");
    assertThat(look(List.of())).isEmpty();
    assertThat(state.standing()).isEqualTo(FeedStanding.GOOD);
  }

  @Test
  void a_list_that_is_cut_short_restores_nothing_and_opens_what_it_names() {
    look(rows("a", "b"));
    for (int i = 0; i < 5; i++) {
      String json = "[{\"id\":\"b\",\"circuit\":\"12\"},{\"id\":\"c\",\"circuit\":1},{\"id\":\"a";
      assertThat(look(Snapshot.of(json.getBytes(), file.mapping())))
          .isEqualTo(i == 0 ? List.of("opened c") : List.of());
      assertThat(state.standing()).isEqualTo(FeedStanding.BROKEN);
    }
  }

  @Test
  void what_was_counted_stands_still_in_doubt_and_starts_again_after_a_long_one() {
    look(rows("a", "b"));
    look(rows("b"));
    look(rows("b"));
    assertThat(known.get("a").absent()).isEqualTo(2);
    look(Snapshot.of("[".getBytes(), file.mapping()));
    assertThat(known.get("a").absent()).isEqualTo(2);
    for (int i = 0; i < 4; i++) {
      look(Snapshot.of("[".getBytes(), file.mapping()));
    }
    assertThat(look(rows("b"))).isEmpty();
    assertThat(known.get("a").absent()).isEqualTo(1);
    look(rows("b"));
    assertThat(look(rows("b"))).containsExactly("restored a");
  }

  @Test
  void a_list_that_lost_too_much_at_once_is_not_believed_until_it_holds() {
    look(rows(many(0, 10)));
    String[] fewer = many(0, 6);
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      assertThat(look(rows(fewer))).isEmpty();
      assertThat(state.standing()).isEqualTo(FeedStanding.SHRUNK);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(said).isEmpty();
      said.addAll(look(rows(fewer)));
    }
    assertThat(said)
        .containsExactlyInAnyOrder("restored n6", "restored n7", "restored n8", "restored n9");
  }

  @Test
  void a_list_that_recovers_was_never_believed() {
    look(rows(many(0, 10)));
    for (int i = 0; i < 20; i++) {
      look(rows(many(0, 6)));
      look(rows(many(0, 6)));
      look(rows(many(0, 10)));
    }
    assertThat(told).hasSize(10);
  }

  @Test
  void few_may_go_at_once() {
    look(rows("a", "b", "c"));
    look(rows("c"));
    assertThat(state.standing()).isEqualTo(FeedStanding.GOOD);
  }

  @Test
  void a_full_list_hides_what_it_lacks() {
    file = FeedFile.read("f", FILE.replace("share: 30", "limit: 8, share: 30"));
    look(rows(many(0, 7)));
    for (int i = 1; i < 20; i++) {
      assertThat(look(rows(many(i, i + 8)))).allMatch(said -> said.startsWith("opened"));
      assertThat(state.standing()).isEqualTo(FeedStanding.CAPPED);
    }
  }

  @Test
  void a_limit_shows_by_itself_and_goes_when_it_is_passed() {
    look(rows(many(0, 150)));
    for (int i = 1; i <= 2; i++) {
      look(rows(many(i, i + 150)));
    }
    assertThat(state.limitSeen()).isEqualTo(150);
    for (int i = 3; i < 12; i++) {
      assertThat(look(rows(many(i, i + 150)))).allMatch(said -> said.startsWith("opened"));
      assertThat(state.standing()).isEqualTo(FeedStanding.CAPPED);
    }
    look(rows(many(12, 170)));
    assertThat(state.limitSeen()).isNull();
    assertThat(state.standing()).isEqualTo(FeedStanding.GOOD);
  }

  @Test
  void a_quiet_feed_has_no_limit() {
    for (int i = 0; i < 10; i++) {
      look(rows(many(0, 150)));
    }
    assertThat(state.standing()).isEqualTo(FeedStanding.GOOD);
    assertThat(state.limitSeen()).isNull();
  }

  @Test
  void the_same_as_before_is_a_look_that_saw_the_same() {
    look(rows("a", "b"));
    look(rows("b"));
    assertThat(look(Snapshot.same(state, java.util.Set.of("b")))).isEmpty();
    assertThat(look(Snapshot.same(state, java.util.Set.of("b")))).containsExactly("restored a");
    assertThat(state.standing()).isEqualTo(FeedStanding.GOOD);
  }
}
