package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.beforehand.decide.RulesRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedFileTest {

  private static final String GOOD =
      """
      feed: grid
      outages: data.list
      fields:
        outage: properties.id
        start: {field: begun, time: iso, zone: America/Los_Angeles}
        eta: {field: back, time: epoch-seconds}
        service: kind
        cause: =storm
        customers: hit
        scopes: ["circuit:{circuits}", "area:{area}!"]
        closed: {field: status, values: [Restored]}
      """;

  private static Snapshot read(String file, String json) {
    return Snapshot.of(
        json.getBytes(StandardCharsets.UTF_8), FeedFile.read("feed.yaml", file).mapping());
  }

  @Test
  void the_repositorys_own_file_is_good() throws IOException {
    FeedFile file = FeedFile.read("f", Files.readString(Path.of("routes/outage-feed.yaml")));
    assertThat(file.from()).isNull();
    assertThat(file.trust().limit()).isEqualTo(2000);
    assertThat(file.trust().believeShrunk()).isEqualTo(Duration.ofHours(1));
    assertThat(file.trust().believeEmpty()).isNull();
  }

  @Test
  void a_row_is_read_through_the_mapping() {
    Snapshot snapshot =
        read(
            GOOD,
            """
            {"at": {"x": [1, {}]}, "data": {"more": [], "list": [
              {"properties": {"id": 17}, "begun": "2024-02-05 04:00:00", "back": 1707160000,
               "kind": "power", "hit": "12", "circuits": [1201, " 1202 "], "area": "north",
               "status": " RESTORED"}]}, "n": 1}
            """);
    assertThat(snapshot.broken()).isNull();
    assertThat(snapshot.outages().get("17"))
        .isEqualTo(
            new FeedOutage(
                "17",
                Instant.parse("2024-02-05T12:00:00Z"),
                Instant.ofEpochSecond(1707160000),
                null,
                "power",
                "storm",
                12L,
                List.of("circuit:1201", "circuit:1202", "area:north!"),
                true));
  }

  @Test
  void a_row_that_cannot_be_read_is_counted_and_named_and_seen() {
    Snapshot snapshot =
        read(
            GOOD,
            """
            {"data": {"list": [
              {"properties": {"id": "a"}, "kind": "power", "begun": "yesterday", "area": "n"},
              {"properties": {"id": "b"}, "kind": "power"},
              {"properties": {}, "kind": "power", "area": "n"},
              {"properties": {"id": "c"}, "kind": "power", "area": "n", "back": 1707160000000},
              "d",
              {"properties": {"id": "e"}, "kind": "power", "area": "n"},
              {"properties": {"id": "e"}, "kind": "power", "area": "n"}]}}
            """);
    assertThat(snapshot.rows()).isEqualTo(7);
    assertThat(snapshot.outages()).containsOnlyKeys("e");
    assertThat(snapshot.seen()).containsExactlyInAnyOrder("a", "b", "c", "e");
    assertThat(snapshot.unreadable()).isEqualTo(6);
    assertThat(snapshot.nameless()).isEqualTo(2);
    assertThat(snapshot.example())
        .isEqualTo(
            "a: begun: expected a date and time such as 2026-03-01T09:00:00Z between 2000 and"
                + " 2100, found \"yesterday\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"data": {"list": [{"properties": {"id": "e"}, "kind": "p", "area": "n"}, {"prop
          {"data": {"list": [{"properties": {"id": "e"}, "kind": "p", "area": "n"}]
          {"data": {"list": [{"properties": {"id": "e"}, "kind": "p", "area": "n"}], "x": {}
          {"data": {"list": [{"properties": {"id": "e"}, "kind": "p", "area": "n"}]}}]
          """)
  void what_is_cut_short_is_not_whole_but_its_rows_count(String json) {
    Snapshot snapshot = read(GOOD, json);
    assertThat(snapshot.broken()).isNotNull();
    assertThat(snapshot.outages()).containsOnlyKeys("e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''
          {}
          []
          {"data": []}
          {"data": {"list": {}}}
          <html>Sorry</html>
          """)
  void what_has_no_list_is_not_whole(String json) {
    assertThat(read(GOOD, json).broken()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          feed: grid             | feed: The Grid               | feed.yaml:1: feed: expected a name of small letters
          outages: data.list     | outage: data.list            | feed.yaml:2: I don't know "outage"
          time: iso, zone        | time: epoch-millis, zone     | feed.yaml:5: zone: only times in the form iso have a zone
          Los_Angeles            | Los_Diablos                  | feed.yaml:5: zone: expected a zone such as Europe/Oslo, found "America/Los_Diablos"
          epoch-seconds          | unix                         | feed.yaml:6: time: expected epoch-seconds or epoch-millis or iso, found "unix"
          service: kind          | cause2: kind                 | feed.yaml:7: I don't know "cause2"
          circuit:{circuits}     | circuits                     | feed.yaml:10: scopes: expected a scope with one field in braces, such as circuit:{CIRCUIT_ID}, found "circuits"
          'service: kind'        | 'service: ='                 | feed.yaml:7: service: expected a field, or "=" and a text
          values: [Restored]     | values: []                   | feed.yaml:11: values: expected at least one value
          outage: properties.id  | eta2: x                      | feed.yaml:4: I don't know "eta2"
          """)
  void a_mistake_is_said_with_its_line(String good, String bad, String said) {
    assertThatThrownBy(() -> FeedFile.read("feed.yaml", GOOD.replace(good, bad)))
        .isInstanceOf(RulesRefused.class)
        .hasMessageStartingWith(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          confirm: {snapshots: 1}           | feed.yaml:12: snapshots: expected a number from 2 to 1000, found "1"
          confirm: {time: soon}             | feed.yaml:12: time: expected a time such as 10m, 12h or 7d, found "soon"
          doubt: {share: 0}                 | feed.yaml:12: share: expected a number from 1 to 100, found "0"
          doubt: {believe-empty: sometimes} | feed.yaml:12: believe-empty: expected a time
          every: 0s                         | feed.yaml:12: every: expected at least 1s
          """)
  void what_would_restore_rashly_is_refused(String line, String said) {
    assertThatThrownBy(() -> FeedFile.read("feed.yaml", GOOD + line))
        .isInstanceOf(RulesRefused.class)
        .hasMessageStartingWith(said);
  }

  @Test
  void a_zone_in_the_text_wins_over_the_one_in_the_file() throws Refused {
    FeedTime time = new FeedTime(FeedTime.Form.ISO, java.time.ZoneId.of("Europe/Oslo"));
    assertThat(time.read("2026-03-01T09:00:00+05:45", "t"))
        .isEqualTo(Instant.parse("2026-03-01T03:15:00Z"));
    assertThat(time.read("2026-03-01T09:00", "t")).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
    assertThat(
            new FeedTime(FeedTime.Form.EPOCH_SECONDS, null)
                .read(new BigDecimal("1707160000.5"), "t"))
        .isEqualTo(Instant.parse("2024-02-05T19:06:40.500Z"));
    assertThatThrownBy(() -> new FeedTime(FeedTime.Form.ISO, null).read("2026-03-01T09:00", "t"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("with its offset");
  }
}
