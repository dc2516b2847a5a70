package org.beforehand;

import static org.beforehand.BenchEngine.accept;
import static org.beforehand.BenchEngine.lanes;
import static org.beforehand.BenchEngine.seconds;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.beforehand.decide.RuleFolder;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;

/**
 * Intake to committed decision: every event is one that the campaigns listen to, over 100,000
 * customers, in batches of 500 on two threads. Then the very statements of that run are played on a
 * second database: the floor.
 */
final class IntakeBench {

  private static final int CUSTOMERS = 100_000;
  private static final long SEED = 20_260_310L;
  private static final String[] TYPES = {
    "ticket.closed", "ticket.closed", "ticket.closed", "ticket.closed", "ticket.closed",
    "ticket.closed", "call.dropped", "call.dropped", "call.dropped", "call.abandoned"
  };

  private final RuleFolder rules;
  private final int events;

  IntakeBench(RuleFolder rules, int events) {
    this.rules = rules;
    this.events = events;
  }

  /**
   * @param work a folder for three databases: ours, one to record on, and the floor
   */
  Figure run(Path work) throws IOException, InterruptedException {
    double value;
    try (BenchEngine engine = warm(work.resolve("ours"))) {
      value = rate(seconds(counted(), (lane, batch) -> accept(engine.intake, batch)));
    }
    // Recorded in a run of its own: keeping every parameter would slow down the one that counts.
    List<StatementTape> tapes =
        Stream.generate(StatementTape::new).limit(BenchEngine.LANES).toList();
    try (BenchEngine engine = warm(work.resolve("recorded"))) {
      List<Intake> taped =
          tapes.stream().map(tape -> engine.through(tape.recording(engine.pool()))).toList();
      double unused = seconds(counted(), (lane, batch) -> accept(taped.get(lane), batch));
    }
    try (BenchEngine engine = warm(work.resolve("floor"))) {
      double floor =
          rate(
              seconds(
                  tapes.stream().map(StatementTape::takes).toList(),
                  (lane, take) -> play(take, engine.pool())));
      return new Figure("intake", value, "events/s", floor, countedEvents());
    }
  }

  /** Loads the customers; the first batches warm up compilers and caches, and are not counted. */
  private BenchEngine warm(Path work) throws IOException, InterruptedException {
    BenchEngine engine = new BenchEngine(rules, work);
    engine.customers(CUSTOMERS, IntakeBench::customer);
    List<List<List<Read.Good>>> first =
        lanes(events()).stream().map(lane -> lane.subList(0, lane.size() / 5)).toList();
    double unused = seconds(first, (lane, batch) -> accept(engine.intake, batch));
    return engine;
  }

  private List<List<List<Read.Good>>> counted() {
    return lanes(events()).stream()
        .map(lane -> lane.subList(lane.size() / 5, lane.size()))
        .toList();
  }

  private long countedEvents() {
    return counted().stream().flatMap(List::stream).mapToLong(List::size).sum();
  }

  private double rate(double seconds) {
    return countedEvents() / seconds;
  }

  private static void play(StatementTape.Take take, DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      StatementTape.play(take, connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> customer(int i) {
    return Map.of(
        "given",
        "Kari",
        "phone",
        "+47900" + String.format(Locale.ROOT, "%05d", i),
        "locale",
        i % 2 == 0 ? "nb-NO" : "en-GB",
        "zone",
        i % 2 == 0 ? "Europe/Oslo" : "Europe/London",
        "scopes",
        List.of("circuit:" + i % 1000));
  }

  private List<Read.Good> events() {
    Random random = new Random(SEED);
    List<Read.Good> made = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      made.add(
          BenchEngine.good(
              "event-" + i,
              TYPES[random.nextInt(TYPES.length)],
              new Subject.OfCustomer("c" + random.nextInt(CUSTOMERS)),
              Map.of(
                  "ticket",
                  "T" + i,
                  "topic",
                  "billing",
                  "resolved",
                  random.nextInt(4) > 0,
                  "waited",
                  100 + random.nextInt(400))));
    }
    return made;
  }
}
