package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.beforehand.StormFeed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

/** The feed over a database and a server that answers as a test says. */
class OutageFeedTest {

  private static final String FILE =
      """
      feed: grid
      every: 1m
      fields:
        outage: id
        eta: {field: eta, time: iso}
        service: =power
        scopes: circuit:{circuit}
      confirm: {snapshots: 3, time: 10m}
      """;

  private HttpServer server;
  private static Corridor corridor;
  private volatile int status = 200;
  private volatile byte[] body = new byte[0];
  private volatile String etag = "";
  private final AtomicInteger asked = new AtomicInteger();

  /** How many events may pass the door before it breaks. */
  private final AtomicInteger strength = new AtomicInteger(Integer.MAX_VALUE);

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
          if (!etag.isEmpty()) {
            exchange.getResponseHeaders().set("ETag", etag);
          }
          byte[] answer = body;
          exchange.sendResponseHeaders(same ? 304 : status, same ? -1 : answer.length);
          if (!same) {
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(answer);
            }
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @BeforeAll
  static void open() {
    corridor = Corridor.open("2026-03-01T09:00:00Z");
  }

  @AfterAll
  static void close() {
    corridor.close();
  }

  @BeforeEach
  void forget() {
    corridor.clock.set(Instant.parse("2026-03-01T09:00:00Z"));
    corridor
        .db
        .sql("truncate outage_feed, feed_outage, incident, incident_update, sweep, event cascade")
        .update();
  }

  private OutageFeed feed(String node, String file) {
    Door door =
        (events, at, alongside) -> {
          if (!events.isEmpty() && strength.getAndDecrement() <= 0) {
            throw new TransientDataAccessResourceException("the node breaks here");
          }
          return corridor.intake.accept(events, at, alongside);
        };
    return OutageFeed.of(
        "feed.yaml",
        file,
        "http://localhost:" + server.getAddress().getPort() + "/",
        node,
        corridor.db,
        door,
        corridor.clock);
  }

  private void lists(String... ids) {
    body =
        ("["
                + String.join(
                    ",",
                    java.util.Arrays.stream(ids)
                        .map(id -> "{\"id\":\"" + id + "\",\"circuit\":1}")
                        .toList())
                + "]")
            .getBytes(StandardCharsets.UTF_8);
  }

  private void poll(OutageFeed feed, Duration later) throws InterruptedException {
    corridor.clock.tick(later);
    feed.poll();
  }

  private List<String> events() {
    return corridor.texts("select substr(type, 10) || ' ' || id from event order by type, id");
  }

  private List<String> standing() {
    return corridor.texts("select standing || coalesce(': ' || problem, '') from outage_feed");
  }

  /** As if the node that had the turn were dead: its lease runs out. */
  private void theTurnIsLost() {
    corridor
        .db
        .sql(
            """
            update outage_feed
               set polled_by = 'dead', lease = clock_timestamp() - interval '1 second'
            """)
        .update();
  }

  @Test
  void a_feed_is_looked_at_as_often_as_its_file_says_whoever_looks() throws Exception {
    lists("a");
    OutageFeed one = feed("one", FILE);
    OutageFeed two = feed("two", FILE);
    one.poll();
    two.poll();
    one.poll();
    assertThat(asked).hasValue(1);
    poll(two, Duration.ofSeconds(59));
    assertThat(asked).hasValue(1);
    poll(two, Duration.ofSeconds(1));
    assertThat(asked).hasValue(2);
    assertThat(events()).containsExactly("opened a#1");
  }

  @Test
  void the_turn_of_a_node_that_lives_is_not_taken() throws Exception {
    lists("a");
    feed("one", FILE).poll();
    corridor
        .db
        .sql(
            """
            update outage_feed
               set polled_by = 'one', lease = clock_timestamp() + interval '1 minute'
            """)
        .update();
    poll(feed("two", FILE), Duration.ofHours(1));
    assertThat(asked).hasValue(1);
    theTurnIsLost();
    feed("two", FILE).poll();
    assertThat(asked).hasValue(2);
  }

  @Test
  void a_node_that_breaks_among_the_events_leaves_the_rest_to_the_next() throws Exception {
    lists("a", "b", "c", "d");
    strength.set(2);
    assertThatThrownBy(() -> feed("one", FILE).poll())
        .isInstanceOf(TransientDataAccessResourceException.class);
    assertThat(events()).containsExactly("opened a#1", "opened b#1");
    assertThat(standing()).containsExactly("new");
    theTurnIsLost();
    strength.set(Integer.MAX_VALUE);
    feed("two", FILE).poll();
    assertThat(events()).containsExactly("opened a#1", "opened b#1", "opened c#1", "opened d#1");
    assertThat(standing()).containsExactly("good");
  }

  @Test
  void a_node_that_was_thought_dead_cannot_commit_after_another_has_begun() throws Exception {
    lists("a", "b");
    AtomicInteger passed = new AtomicInteger();
    Door late =
        (events, at, alongside) -> {
          if (!events.isEmpty() && passed.getAndIncrement() == 1) {
            // It slept here, and somebody else has told all of it.
            theTurnIsLost();
            try {
              feed("two", FILE).poll();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return corridor.intake.accept(events, at, alongside);
        };
    OutageFeed sleeper =
        OutageFeed.of(
            "feed.yaml",
            FILE,
            "http://localhost:" + server.getAddress().getPort() + "/",
            "one",
            corridor.db,
            late,
            corridor.clock);
    sleeper.poll();
    poll(feed("two", FILE), Duration.ofMinutes(1));
    assertThat(events()).containsExactly("opened a#1", "opened b#1");
    assertThat(corridor.texts("select outage || serial from feed_outage order by 1"))
        .containsExactly("a1", "b1");
  }

  @Test
  void an_hour_of_errors_restores_nothing_and_shows() throws Exception {
    lists("a", "b");
    OutageFeed feed = feed("one", FILE);
    feed.poll();
    lists("b");
    poll(feed, Duration.ofMinutes(1));
    status = 500;
    for (int i = 0; i < 60; i++) {
      poll(feed, Duration.ofMinutes(1));
    }
    assertThat(standing()).containsExactly("failed: could not be read: answered 500");
    Instant now = corridor.clock.instant();
    assertThat(feed.report())
        .contains(
            new FeedReport(
                "grid",
                "failed",
                now.minus(Duration.ofMinutes(59)),
                now,
                now.minus(Duration.ofMinutes(60)),
                "could not be read: answered 500",
                now,
                1,
                0,
                2));
    status = 200;
    for (int i = 0; i < 10; i++) {
      poll(feed, Duration.ofMinutes(1));
      assertThat(events()).containsExactly("opened a#1", "opened b#1");
    }
    assertThat(standing()).containsExactly("good: could not be read: answered 500");
    poll(feed, Duration.ofMinutes(1));
    assertThat(events()).containsExactly("opened a#1", "opened b#1", "restored a#2");
  }

  @Test
  void the_same_answer_again_confirms_what_is_missing() throws Exception {
    lists("a", "b");
    etag = "\"1\"";
    OutageFeed feed = feed("one", FILE);
    feed.poll();
    lists("b");
    etag = "\"2\"";
    for (int i = 0; i < 11; i++) {
      poll(feed, Duration.ofMinutes(1));
    }
    assertThat(events()).containsExactly("opened a#1", "opened b#1", "restored a#2");
    assertThat(corridor.texts("select etag from outage_feed")).containsExactly("\"2\"");
  }

  @Test
  void an_answer_in_doubt_is_asked_for_again_in_full() throws Exception {
    lists("a", "b");
    etag = "\"1\"";
    OutageFeed feed = feed("one", FILE);
    feed.poll();
    lists();
    etag = "\"2\"";
    for (int i = 0; i < 30; i++) {
      poll(feed, Duration.ofMinutes(1));
    }
    assertThat(standing()).containsExactly("empty: is empty: 2 outages were known");
    assertThat(corridor.texts("select etag from outage_feed")).containsExactly((String) null);
    assertThat(events()).containsExactly("opened a#1", "opened b#1");
  }

  @Test
  void what_the_door_refuses_is_offered_again() throws Exception {
    etag = "\"1\"";
    body = "[{\"id\":\"a\",\"circuit\":1}]".getBytes(StandardCharsets.UTF_8);
    corridor.db.sql("alter table incident_update add constraint none check (false)").update();
    OutageFeed feed = feed("one", FILE);
    feed.poll();
    // Parked: the opening is kept, but there is no incident that a change could be about.
    assertThat(corridor.texts("select outcome from event")).containsExactly("parked");
    corridor.db.sql("alter table incident_update drop constraint none").update();
    etag = "\"2\"";
    body =
        "[{\"id\":\"a\",\"circuit\":1,\"eta\":\"2026-03-01T12:00:00Z\"}]"
            .getBytes(StandardCharsets.UTF_8);
    poll(feed, Duration.ofMinutes(1));
    assertThat(events()).containsExactly("opened a#1");
    assertThat(corridor.texts("select etag from outage_feed")).containsExactly((String) null);
    corridor.post(
        "incident.opened",
        "incident:grid-a",
        Map.of("service", "power", "scopes", List.of("circuit:1")));
    poll(feed, Duration.ofMinutes(1));
    assertThat(corridor.texts("select id from event where source = 'feed:grid' order by id"))
        .containsExactly("a#1", "a#2");
    assertThat(corridor.texts("select etag from outage_feed")).containsExactly("\"2\"");
  }

  @Test
  void what_is_known_is_read_back_as_it_was_written() throws Exception {
    FeedTable table = new FeedTable(corridor.db, "grid", "one");
    Instant at = corridor.clock.instant();
    table.claim(at, at);
    KnownOutage bare =
        new KnownOutage(
            new FeedOutage(
                "a", null, null, null, "power", null, null, List.of("circuit:\"1\", {2}"), false),
            false,
            1,
            at,
            at,
            0,
            null);
    KnownOutage full =
        new KnownOutage(
            new FeedOutage(
                "b",
                at.minusSeconds(1),
                at.plusSeconds(2),
                at.minusNanos(3000),
                "power",
                "storm",
                4L,
                List.of("circuit:1", "area:å"),
                false),
            false,
            5,
            at,
            at,
            6,
            at);
    table.put(List.of(bare, full));
    assertThat(table.known(java.util.Set.of())).isEqualTo(Map.of("a", bare, "b", full));
    KnownOutage over = full.told(full.last(), true, at);
    table.put(List.of(over));
    assertThat(table.known(java.util.Set.of())).isEqualTo(Map.of("a", bare));
    assertThat(table.known(java.util.Set.of("b"))).isEqualTo(Map.of("a", bare, "b", over));
  }

  @Test
  void some_hours_of_storm_seen_by_two_nodes_that_break_are_told_once() throws Exception {
    String file =
        StormFeed.MAPPING.replace("every: 20m", "every: 1s").replace("time: 10m", "time: 40m");
    List<StormFeed.Look> looks = new ArrayList<>();
    StormFeed.looks(
        Instant.parse("2024-02-05T04:30:00Z"),
        look -> looks.add(look.only(outage -> outage.hashCode() % 16 == 0)));
    // What one node would tell to whom nothing ever happens.
    FeedFile read = FeedFile.read("f", file);
    FollowedFeed alone = new FollowedFeed(read);
    List<OutageFeed> nodes = List.of(feed("one", file), feed("two", file));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Random random = new Random(7);
    int breaks = 0;
    try {
      for (StormFeed.Look look : looks) {
        corridor.clock.set(look.at());
        body = look.json();
        alone.look(look.at(), Snapshot.of(look.rows(), read.mapping()));
        strength.set(random.nextInt(15));
        for (boolean told = false; !told; ) {
          CyclicBarrier both = new CyclicBarrier(2);
          List<Future<Boolean>> polls = new ArrayList<>();
          for (OutageFeed node : nodes) {
            polls.add(threads.submit(() -> whole(node, both)));
          }
          told = true;
          for (Future<Boolean> poll : polls) {
            told &= poll.get();
          }
          if (!told) {
            breaks++;
            theTurnIsLost();
            strength.set(200);
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }
    List<String> expected = new ArrayList<>();
    alone.known.forEach(
        (id, outage) ->
            IntStream.rangeClosed(1, outage.serial()).forEach(n -> expected.add(id + "#" + n)));
    assertThat(corridor.texts("select id from event"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(corridor.texts("select distinct outcome from event where outcome = 'parked'"))
        .isEmpty();
    assertThat(corridor.texts("select id from incident where status = 'open'"))
        .containsExactlyInAnyOrderElementsOf(
            alone.standing.keySet().stream().map(id -> "pge-" + id).toList());
    System.out.printf(
        "feed: %d looks by two nodes, %d broken off, %d events: %s%n",
        looks.size(), breaks, expected.size(), alone.types);
    assertThat(breaks).isPositive();
  }

  private static boolean whole(OutageFeed node, CyclicBarrier both) throws Exception {
    both.await();
    try {
      node.poll();
      return true;
    } catch (TransientDataAccessResourceException broken) {
      return false;
    }
  }
}
