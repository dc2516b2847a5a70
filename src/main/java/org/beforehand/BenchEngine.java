package org.beforehand;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Carriers;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmtpCarrier;
import org.beforehand.deliver.SmtpSettings;
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

/** An engine on a durable database of its own, filled through its own door, to be measured. */
final class BenchEngine implements AutoCloseable {

  static final Instant AT = Instant.parse("2026-03-10T10:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(AT);

  /** So many threads feed it, each with its own customers, as a partitioned source does. */
  static final int LANES = 2;

  private static final int BATCH = 500;

  private final Database database;
  private final HikariDataSource pool;
  final JdbcClient db;
  final TransactionTemplate transaction;
  final Rulebooks rulebooks;
  final Intake intake;

  BenchEngine(RuleFolder rules, Path work) throws IOException {
    this.database = Database.open(null, Files.createDirectories(work));
    this.pool = database.pool();
    this.db = JdbcClient.create(pool);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.rulebooks = rulebooks(db, rules);
    this.intake = new Intake(db, transaction, rulebooks, () -> {});
  }

  private static Rulebooks rulebooks(JdbcClient db, RuleFolder rules) {
    Rulebooks rulebooks = new Rulebooks(db);
    rulebooks.publish(Rulebook.compile(rules), AT);
    return rulebooks;
  }

  DataSource pool() {
    return pool;
  }

  /** Another door to the same database, through this data source. */
  Intake through(DataSource source) {
    return new Intake(
        JdbcClient.create(source),
        new TransactionTemplate(new JdbcTransactionManager(source)),
        rulebooks,
        () -> {});
  }

  static void accept(Intake intake, List<Read.Good> batch) {
    for (Receipt receipt : intake.accept(batch, AT)) {
      if (receipt.outcome() != Receipt.Outcome.ACCEPTED) {
        throw new IllegalStateException(receipt.outcome() + ": " + receipt.detail());
      }
    }
  }

  /** Customers c0, c1, ..., made as they are needed: a million of them need no memory. */
  void customers(int count, IntFunction<Map<String, Object>> record) throws InterruptedException {
    List<Callable<Void>> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      int number = lane;
      lanes.add(
          () -> {
            List<Read.Good> batch = new ArrayList<>();
            for (int i = 0; i < count; i++) {
              if (lane("c" + i) == number) {
                batch.add(customer("c" + i, record.apply(i)));
              }
              if (batch.size() == BATCH || i == count - 1) {
                accept(intake, batch);
                batch.clear();
              }
            }
            return null;
          });
    }
    double unused = seconds(lanes);
  }

  private static Read.Good customer(String id, Map<String, Object> record) {
    Map<String, Object> named = new HashMap<>(record);
    named.put("id", id);
    named.putIfAbsent("email", id + "@customers.example");
    return good("customer-" + id, "customer.updated", new Subject.OfCustomer(id), named);
  }

  static Read.Good good(String id, String type, Subject subject, Map<String, Object> data) {
    return good(id, type, subject, AT, data);
  }

  private static Read.Good good(
      String id, String type, Subject subject, Instant time, Map<String, Object> data) {
    return new Read.Good(
        new Event("bench", id, type, subject, time, data),
        Fingerprint.of(type, subject, time, data));
  }

  /** An outage that began an hour ago, so that it is told at the next tick. */
  void outage(String id, String service, String scope) {
    accept(
        intake,
        List.of(
            good(
                id,
                "incident.opened",
                new Subject.OfIncident(id),
                AT.minus(Duration.ofHours(1)),
                Map.of("service", service, "scopes", List.of(scope)))));
  }

  Dispatcher dispatcher(SmtpSettings relay) {
    return new Dispatcher(
        db,
        transaction,
        rulebooks,
        new Carriers(new SmtpCarrier(relay), new CapturedTexts(db)),
        CLOCK,
        "bench",
        Duration.ofMinutes(1),
        new Origin("bench.example"));
  }

  /** A customer's events stay in one lane. */
  static int lane(String customer) {
    return Math.floorMod(Customer.hash(customer), LANES);
  }

  /** The batches of each lane, in order. */
  static List<List<List<Read.Good>>> lanes(List<Read.Good> all) {
    List<List<List<Read.Good>>> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      int number = lane;
      List<Read.Good> its =
          all.stream()
              .filter(
                  good -> lane(((Subject.OfCustomer) good.event().subject()).customer()) == number)
              .toList();
      List<List<Read.Good>> batches = new ArrayList<>();
      for (int from = 0; from < its.size(); from += BATCH) {
        batches.add(its.subList(from, Math.min(from + BATCH, its.size())));
      }
      lanes.add(batches);
    }
    return lanes;
  }

  /** What a lane does with each of its items. */
  interface Work<T> {
    void on(int lane, T item);
  }

  /** Seconds until every lane, each on a thread of its own, is through. */
  static <T> double seconds(List<List<T>> lanes, Work<T> work) throws InterruptedException {
    List<Callable<Void>> workers = new ArrayList<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      int number = lane;
      workers.add(
          () -> {
            lanes.get(number).forEach(item -> work.on(number, item));
            return null;
          });
    }
    return seconds(workers);
  }

  private static double seconds(List<Callable<Void>> workers) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
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
    return since(start);
  }

  static double since(long start) {
    return (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
  }

  /** Looks ever again; gives up after half an hour. */
  static void until(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(30).toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not done after half an hour");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() {
    pool.close();
    database.close();
  }
}
