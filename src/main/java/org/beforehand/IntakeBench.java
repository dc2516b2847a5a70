package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Fingerprint;
import org.beforehand.intake.Intake;
import org.beforehand.intake.Read;
import org.beforehand.intake.Receipt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Intake to committed decision, on a durable database of its own: every event is one that the
 * campaigns listen to, over 100,000 customers, in batches of 500 on two threads, each with its own
 * customers. Then the very statements of that run are played on a second database: the floor.
 */
final class IntakeBench {

  private static final int CUSTOMERS = 100_000;
  private static final int BATCH = 500;
  private static final int THREADS = 2;
  private static final long SEED = 20_260_310L;
  private static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");
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
    try (Database database = open(work.resolve("ours"));
        HikariDataSource pool = database.pool()) {
      warmUp(pool);
      Intake intake = intake(pool);
      value = rate(measured(counted(), (lane, batch) -> accept(intake, batch)));
    }
    // Recorded in a run of its own: keeping every parameter would slow down the one that counts.
    List<StatementTape> tapes = Stream.generate(StatementTape::new).limit(THREADS).toList();
    try (Database database = open(work.resolve("recorded"));
        HikariDataSource pool = database.pool()) {
      warmUp(pool);
      List<Intake> taped = tapes.stream().map(tape -> intake(tape.recording(pool))).toList();
      measured(counted(), (lane, batch) -> accept(taped.get(lane), batch));
    }
    try (Database database = open(work.resolve("floor"));
        HikariDataSource pool = database.pool()) {
      warmUp(pool);
      double floor =
          rate(
              measured(
                  tapes.stream().map(StatementTape::takes).toList(),
                  (lane, take) -> play(take, pool)));
      return new Figure("intake", value, "events/s", floor, countedEvents());
    }
  }

  private static Database open(Path data) throws IOException {
    return Database.open(null, Files.createDirectories(data));
  }

  /** Loads the customers; the first batches warm up compilers and caches, and are not counted. */
  private void warmUp(DataSource pool) throws InterruptedException {
    Intake loading = intake(pool);
    measured(lanes(customers()), (lane, batch) -> accept(loading, batch));
    List<List<List<Read.Good>>> first =
        lanes(events()).stream().map(lane -> lane.subList(0, lane.size() / 5)).toList();
    measured(first, (lane, batch) -> accept(loading, batch));
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

  private Intake intake(DataSource source) {
    JdbcClient db = JdbcClient.create(source);
    Rulebooks rulebooks = new Rulebooks(db);
    rulebooks.publish(Rulebook.compile(rules), AT);
    return new Intake(
        db, new TransactionTemplate(new JdbcTransactionManager(source)), rulebooks, () -> {});
  }

  private static void accept(Intake intake, List<Read.Good> batch) {
    for (Receipt receipt : intake.accept(batch, AT)) {
      if (receipt.outcome() != Receipt.Outcome.ACCEPTED) {
        throw new IllegalStateException(receipt.outcome() + ": " + receipt.detail());
      }
    }
  }

  private interface Work<T> {
    void on(int lane, T item);
  }

  /** Seconds until every lane, each on a thread of its own, is through. */
  private static <T> double measured(List<List<T>> lanes, Work<T> work)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
    List<Callable<Void>> workers = new ArrayList<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      int number = lane;
      workers.add(
          () -> {
            lanes.get(number).forEach(item -> work.on(number, item));
            return null;
          });
    }
    long start = System.nanoTime();
    try {
      for (Future<Void> done : threads.invokeAll(workers)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
    return (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
  }

  /** A customer's events stay in one lane, as a partitioned source delivers them. */
  private static List<List<List<Read.Good>>> lanes(List<Read.Good> all) {
    List<List<List<Read.Good>>> lanes = new ArrayList<>();
    for (int lane = 0; lane < THREADS; lane++) {
      int number = lane;
      List<Read.Good> its =
          all.stream()
              .filter(good -> Math.floorMod(hash(good.event().subject()), THREADS) == number)
              .toList();
      List<List<Read.Good>> batches = new ArrayList<>();
      for (int from = 0; from < its.size(); from += BATCH) {
        batches.add(its.subList(from, Math.min(from + BATCH, its.size())));
      }
      lanes.add(batches);
    }
    return lanes;
  }

  private static long hash(Subject subject) {
    return Customer.hash(((Subject.OfCustomer) subject).customer());
  }

  private static List<Read.Good> customers() {
    List<Read.Good> customers = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      String id = "c" + i;
      customers.add(
          good(
              "customer-" + i,
              "customer.updated",
              id,
              Map.of(
                  "id",
                  id,
                  "given",
                  "Kari",
                  "email",
                  id + "@customers.example",
                  "phone",
                  "+47900" + String.format(java.util.Locale.ROOT, "%05d", i),
                  "locale",
                  i % 2 == 0 ? "nb-NO" : "en-GB",
                  "zone",
                  i % 2 == 0 ? "Europe/Oslo" : "Europe/London",
                  "scopes",
                  List.of("circuit:" + i % 1000))));
    }
    return customers;
  }

  private List<Read.Good> events() {
    Random random = new Random(SEED);
    List<Read.Good> made = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      made.add(
          good(
              "event-" + i,
              TYPES[random.nextInt(TYPES.length)],
              "c" + random.nextInt(CUSTOMERS),
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

  private static Read.Good good(String id, String type, String customer, Map<String, Object> data) {
    Subject subject = new Subject.OfCustomer(customer);
    return new Read.Good(
        new Event("bench", id, type, subject, AT, data), Fingerprint.of(type, subject, AT, data));
  }
}
