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
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
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
 * campaigns listen to, over 100,000 customers, in batches of 500 on two threads. Then the very
 * statements of that run are played on a second database: the floor.
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

  Figure run(Path ours, Path floors) throws IOException, InterruptedException {
    StatementTape tape = new StatementTape();
    double value;
    try (Database database = Database.open(null, Files.createDirectories(ours));
        HikariDataSource pool = database.pool()) {
      Intake loading = intake(pool);
      measured(batches(customers()), batch -> accept(loading, batch));
      List<List<Read.Good>> batches = batches(events());
      // The first batches warm up the compiler and the caches, and are not counted.
      int warm = batches.size() / 5;
      measured(batches.subList(0, warm), batch -> accept(loading, batch));
      Intake taped = intake(tape.recording(pool));
      double seconds =
          measured(batches.subList(warm, batches.size()), batch -> accept(taped, batch));
      value = (batches.size() - warm) * (double) BATCH / seconds;
    }
    return new Figure("intake", value, "events/s", floor(tape, floors), (long) events * 4 / 5);
  }

  private double floor(StatementTape tape, Path data) throws IOException, InterruptedException {
    try (Database database = Database.open(null, Files.createDirectories(data));
        HikariDataSource pool = database.pool()) {
      Intake loading = intake(pool);
      measured(batches(customers()), batch -> accept(loading, batch));
      List<List<Read.Good>> batches = batches(events());
      measured(batches.subList(0, batches.size() / 5), batch -> accept(loading, batch));
      double seconds =
          measured(
              tape.takes(),
              take -> {
                try (Connection connection = pool.getConnection()) {
                  StatementTape.play(take, connection);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      return (batches.size() - batches.size() / 5) * (double) BATCH / seconds;
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
    void on(T item);
  }

  /** Seconds for all items on all threads. */
  private static <T> double measured(List<T> items, Work<T> work) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    List<Callable<Void>> workers = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      workers.add(
          () -> {
            for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
              work.on(items.get(i));
            }
            return null;
          });
    }
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

  private static <T> List<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(from + BATCH, all.size())));
    }
    return batches;
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
