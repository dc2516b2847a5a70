package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.fact.Event;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The running program in a storm, over a database and a mail peer that outlive it. Whatever gets no
 * answer is asked again, of a new program if need be, as senders do.
 */
final class RunningStorm implements AutoCloseable {

  private static final Duration STEP = Duration.ofMinutes(5);
  private static final Duration LATER = Duration.ofMinutes(30);
  private static final int BATCH = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  final StormDay day;
  final SmtpPeer peer;
  final JdbcClient db;
  private final Map<String, String> settings;
  private final TestDatabase database = TestDatabase.fresh();
  private volatile Program program;
  private Instant now = StormDay.MORNING;
  private volatile int starts;

  RunningStorm(StormDay day) {
    this(day, SmtpPeer.start().fast(), Map.of());
  }

  RunningStorm(StormDay day, SmtpPeer peer, Map<String, String> settings) {
    this.day = day;
    this.peer = peer;
    this.settings = settings;
    this.db = JdbcClient.create(database.dataSource());
    start();
  }

  private void start() {
    Map<String, String> all = new HashMap<>(settings);
    all.put("BEFOREHAND_DATABASE_URL", database.url());
    all.put("BEFOREHAND_SMTP_URL", peer.url(4));
    all.put("BEFOREHAND_LEASE", "2s");
    program = Program.serve(all, "--story", StormDay.MORNING.toString()).ready();
    starts++;
  }

  int starts() {
    return starts;
  }

  /** SIGKILL, whatever it is doing; from another thread. */
  void kill() {
    program.kill();
  }

  /** How much has happened: events stored, customers decided, mails taken. */
  long progress() {
    return peer.count()
        + db.sql("select (select count(*) from event) + (select count(*) from decision)")
            .query(Long.class)
            .single();
  }

  /** Imports the customers; those refused are returned. */
  Set<String> customers() {
    Set<String> refused = new HashSet<>();
    post(day.records())
        .forEach(
            (id, outcome) -> {
              if (outcome.equals("refused")) {
                refused.add(id);
              } else {
                assertThat(outcome).isIn("accepted", "repeated");
              }
            });
    return refused;
  }

  /** Lives through all of it, told of each step as it comes, and some hours more. */
  void live(Duration afterwards) {
    live(
        step ->
            assertThat(post(step.events()).values())
                .allMatch(Set.of("accepted", "repeated")::contains),
        () -> true,
        afterwards);
  }

  /**
   * Lives through all of it, and some hours more.
   *
   * @param tell what a step says, a second before it is so
   * @param heard whether it has come in; asked once it is so
   */
  void live(Consumer<StormDay.Step> tell, BooleanSupplier heard, Duration afterwards) {
    for (StormDay.Step step : day.steps()) {
      // What the feed says was true the moment it was seen: nothing may be sent in between.
      until(step.at().minusSeconds(1), STEP);
      tell.accept(step);
      now = step.at();
      settle(heard);
    }
    until(day.end().plus(Duration.ofHours(1)), STEP);
    until(day.end().plus(afterwards), LATER);
  }

  private void until(Instant instant, Duration step) {
    while (now.isBefore(instant)) {
      now = now.plus(step).isBefore(instant) ? now.plus(step) : instant;
      settle();
    }
  }

  /** Moves the clock, which ticks, until nothing that is due is left to do. */
  private void settle() {
    settle(() -> true);
  }

  private void settle(BooleanSupplier heard) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              HttpResponse<String> moved =
                  answered(
                      running ->
                          running
                              .request("/api/clock")
                              .header("Content-Type", "application/json")
                              .PUT(BodyPublishers.ofString("{\"instant\":\"" + now + "\"}")));
              assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
              return heard.getAsBoolean() && idle();
            });
  }

  private boolean idle() {
    return db.sql(
            """
            select not exists (select from sweep s
                                where s.state = 'planned' and s.due <= :now)
               and not exists (select from sweep_range where not done)
               and not exists (select from outreach
                                where state in ('claimed', 'sending')
                                   or state = 'scheduled' and due <= :now)
               and not exists (select from outreach d join outreach p on p.id = d.after
                                where d.state = 'held'
                                  and p.state not in ('held', 'scheduled', 'claimed', 'sending'))
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /** Whether the feed was looked at, at this instant, and everything in it taken. */
  boolean looked() {
    return db.sql("select count(*) from outage_feed where looked_at = :now and polled_by is null")
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single()
        == 1;
  }

  /** The outcome of each event, by its id. */
  private Map<String, String> post(List<Event> events) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (int from = 0; from < events.size(); from += BATCH) {
      String body = batch(events.subList(from, Math.min(events.size(), from + BATCH)));
      HttpResponse<String> response =
          answered(
              running ->
                  running
                      .request("/api/events")
                      .header("Content-Type", "application/cloudevents-batch+json")
                      .POST(BodyPublishers.ofString(body)));
      assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
      try {
        for (JsonNode result : JSON.readTree(response.body()).get("results")) {
          outcomes.put(result.get("id").asText(), result.get("outcome").asText());
        }
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    return outcomes;
  }

  private static String batch(List<Event> events) {
    List<Map<String, Object>> batch = new ArrayList<>();
    for (Event event : events) {
      batch.add(
          Map.of(
              "specversion",
              "1.0",
              "source",
              event.source(),
              "id",
              event.id(),
              "type",
              event.type(),
              "subject",
              event.subject().toString(),
              "time",
              event.time().toString(),
              "data",
              event.data()));
    }
    try {
      return JSON.writeValueAsString(batch);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> answered(Function<Program, HttpRequest.Builder> request) {
    while (true) {
      Program asked = program;
      try {
        HttpResponse<String> response = asked.send(request.apply(asked));
        if (response.statusCode() != 503) {
          return response;
        }
      } catch (UncheckedIOException cut) {
        // Its connections are cut a moment before its end is seen.
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !asked.running());
        start();
      }
    }
  }

  /** Message-IDs that were tried again because nobody knows what became of them. */
  Set<String> resent() {
    Set<String> ids = new HashSet<>();
    String name = db.sql("select name from installation").query(String.class).single();
    db.sql("select distinct outreach from attempt where outcome = 'in_doubt'")
        .query(Long.class)
        .list()
        .forEach(id -> ids.add(id + "." + name + "@example.com"));
    return ids;
  }

  /** Those whom such a mail was for. */
  Set<String> doubtful() {
    return new HashSet<>(
        db.sql("select customer from outreach where doubts > 0").query(String.class).list());
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
    peer.close();
  }
}
