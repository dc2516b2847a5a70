package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.beforehand.fact.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

class InboxTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T09:00:00Z"));

  private static EmbeddedPostgres postgres;
  private static JdbcClient jdbc;
  private static StoringDoor door;

  @TempDir Path folder;

  @BeforeAll
  static void start_the_database() throws IOException {
    postgres = EmbeddedPostgres.start();
    DataSource source = postgres.getPostgresDatabase();
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/V5__inbox.sql"),
            new ClassPathResource("db/migration/V19__refused_rows.sql"))
        .execute(source);
    jdbc = JdbcClient.create(source);
    jdbc.sql("CREATE TABLE stored (source text, id text, print text, PRIMARY KEY (source, id))")
        .update();
    door = new StoringDoor(jdbc, new TransactionTemplate(new DataSourceTransactionManager(source)));
  }

  @AfterAll
  static void stop_the_database() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void forget() {
    jdbc.sql("TRUNCATE stored, inbox_file, refused_row").update();
    door.deadly = event -> false;
    door.orderly = event -> false;
    door.batches.clear();
  }

  @Test
  void a_dropped_file_is_read_in_batches_and_moved_to_done() throws IOException {
    drop("customers.csv", "id,name\n" + numbered(1234, "C-%d,Name"));
    inbox("a").take(folder.resolve("customers.csv").toFile());
    assertThat(stored()).isEqualTo(1234);
    assertThat(door.batches).containsExactly(500, 500, 234);
    assertThat(folder.resolve("done/customers.csv")).exists();
    assertThat(folder.resolve("done/customers.csv.rejected")).doesNotExist();
    assertThat(work()).isEmpty();
  }

  @Test
  void bad_rows_are_listed_with_line_and_reason_and_the_good_ones_kept() throws IOException {
    drop(
        "mixed.jsonl",
        """
        {"id":"C-1"}
        {"id":"C-2","emial":"ola@example.no"}
        {"specversion":"1.0","id":"e1","source":"crm","type":"call.dropped","subject":"customer:C-1"}
        {"specversion":"1.0","id":"e2","source":"crm","type":"call.dropped","subject":"C-1"}
        nonsense
        """);
    inbox("a").take(folder.resolve("mixed.jsonl").toFile());
    assertThat(stored()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("done/mixed.jsonl.rejected")))
        .startsWith(
            "line 2: emial: not a field of a customer; did you mean \"email\"?\nline 4: sub")
        .contains("\nline 5: not JSON")
        .doesNotContain("ola@example.no");
    assertThat(counts()).isEqualTo("2 accepted, 3 rejected, done");
  }

  @Test
  void a_crash_between_any_two_steps_loses_and_doubles_nothing() throws IOException {
    String rows =
        "id,birthday\n"
            + numbered(700, "C-%d,").replace("C-7,", "C-7,9/3/84").replace("C-620,", "C-620,x");
    drop("customers.csv", rows);
    door.deadly = event -> event.data().containsValue("C-600");
    assertThatThrownBy(() -> inbox("a").take(folder.resolve("customers.csv").toFile()))
        .isInstanceOf(Death.class);
    assertThat(stored()).isEqualTo(499);
    door.deadly = event -> false;
    door.batches.clear();
    inbox("a").resume();
    assertThat(stored()).isEqualTo(698);
    assertThat(door.batches).containsOnly(1).hasSize(199);
    assertThat(Files.readAllLines(folder.resolve("done/customers.csv.rejected")))
        .hasSize(2)
        .allMatch(line -> line.contains(": birthday: expected a date"));
    assertThat(counts()).isEqualTo("698 accepted, 2 rejected, done");
    assertThat(work()).isEmpty();
  }

  @Test
  void a_row_that_ended_the_program_on_two_starts_is_set_aside() throws IOException {
    drop("customers.csv", "id\n" + numbered(30, "C-%d"));
    door.deadly = event -> event.data().containsValue("C-10");
    Inbox inbox = inbox("a");
    assertThatThrownBy(() -> inbox.take(folder.resolve("customers.csv").toFile()))
        .isInstanceOf(Death.class);
    assertThat(stored()).isZero();
    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(() -> inbox("a").resume()).isInstanceOf(Death.class);
      assertThat(stored()).isEqualTo(9);
    }
    inbox("a").resume();
    assertThat(stored()).isEqualTo(29);
    assertThat(Files.readAllLines(folder.resolve("done/customers.csv.rejected")))
        .singleElement()
        .asString()
        .startsWith("line 11: poison: ");
  }

  @Test
  void a_database_without_answer_makes_no_row_suspect() throws IOException {
    drop("customers.csv", "id\n" + numbered(3, "C-%d"));
    door.orderly = event -> event.data().containsValue("C-2");
    Inbox inbox = inbox("a");
    inbox.take(folder.resolve("customers.csv").toFile());
    for (int i = 0; i < 5; i++) {
      inbox.resume();
    }
    assertThat(stored()).isEqualTo(1);
    door.orderly = event -> false;
    inbox.resume();
    assertThat(counts()).isEqualTo("3 accepted, 0 rejected, done");
  }

  @Test
  void another_node_takes_over_only_when_the_lease_has_run_out() throws IOException {
    drop("customers.csv", "id\n" + numbered(3, "C-%d"));
    door.deadly = event -> true;
    assertThatThrownBy(() -> inbox("a").take(folder.resolve("customers.csv").toFile()))
        .isInstanceOf(Death.class);
    door.deadly = event -> false;
    inbox("b").resume();
    assertThat(stored()).isZero();
    jdbc.sql("UPDATE inbox_file SET lease = clock_timestamp() - interval '1 second'").update();
    inbox("b").resume();
    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void a_node_that_lost_its_file_moves_no_cursor() throws IOException {
    drop("customers.csv", "id\n" + numbered(3, "C-%d"));
    door.orderly =
        event -> {
          jdbc.sql("UPDATE inbox_file SET claimed_by = 'b'").update();
          return false;
        };
    inbox("a").take(folder.resolve("customers.csv").toFile());
    assertThat(stored()).isZero();
  }

  @Test
  void a_file_that_was_claimed_but_never_begun_is_found() throws IOException {
    Path claimed = Files.createDirectories(folder.resolve(".work/claim-1")).resolve("c.jsonl");
    Files.writeString(claimed, "{\"id\":\"C-1\"}\n");
    inbox("a").resume();
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void the_same_file_dropped_again_has_the_same_event_ids() throws IOException {
    for (int i = 0; i < 2; i++) {
      drop("customers.csv", "id\n" + numbered(3, "C-%d"));
      inbox("a").take(folder.resolve("customers.csv").toFile());
    }
    assertThat(stored()).isEqualTo(3);
    try (Stream<Path> done = Files.list(folder.resolve("done"))) {
      assertThat(done).hasSize(2);
    }
  }

  @Test
  void two_nodes_never_take_the_same_file() throws Exception {
    Set<Path> files = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      files.add(drop("customers-" + i + ".csv", "id\n" + numbered(10, "C-" + i + "-%d")));
    }
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> nodes = new ArrayList<>();
    for (String node : List.of("a", "b")) {
      Inbox inbox = inbox(node);
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException stopped) {
                  return;
                }
                files.forEach(file -> inbox.take(file.toFile()));
              });
      thread.start();
      nodes.add(thread);
    }
    start.countDown();
    for (Thread node : nodes) {
      node.join();
    }
    assertThat(stored()).isEqualTo(200);
    assertThat(door.batches).hasSize(20);
    assertThat(work()).isEmpty();
  }

  private Inbox inbox(String node) {
    return new Inbox(folder, node, jdbc, door, CLOCK);
  }

  private Path drop(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<Path> work() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve(".work"))) {
      return left.toList();
    }
  }

  private static String numbered(int n, String row) {
    return IntStream.rangeClosed(1, n)
        .mapToObj(i -> String.format(row, i) + "\n")
        .collect(Collectors.joining());
  }

  private static long stored() {
    return jdbc.sql("SELECT count(*) FROM stored").query(Long.class).single();
  }

  private static String counts() {
    return jdbc.sql(
            "SELECT accepted || ' accepted, ' || rejected || ' rejected, ' || state FROM inbox_file")
        .query(String.class)
        .single();
  }

  /** What a kill of the program looks like from inside one. */
  private static final class Death extends Error {}

  /** Stores events as the corridor does, and dies or fails when told to. */
  private static final class StoringDoor implements Door {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<Integer> batches = java.util.Collections.synchronizedList(new ArrayList<>());
    private Predicate<Event> deadly = event -> false;
    private Predicate<Event> orderly = event -> false;

    StoringDoor(JdbcClient jdbc, TransactionTemplate transaction) {
      this.jdbc = jdbc;
      this.transaction = transaction;
    }

    @Override
    public List<Receipt> accept(
        List<Read.Good> events, Instant at, Consumer<List<Receipt>> alongside) {
      return java.util.Objects.requireNonNull(
          transaction.execute(
              status -> {
                List<Receipt> receipts = events.stream().map(this::store).toList();
                alongside.accept(receipts);
                if (events.stream().anyMatch(good -> deadly.test(good.event()))) {
                  throw new Death();
                }
                batches.add(events.size());
                return receipts;
              }));
    }

    private Receipt store(Read.Good good) {
      if (orderly.test(good.event())) {
        throw new IllegalStateException("the database does not answer");
      }
      Event event = good.event();
      int n =
          jdbc.sql("INSERT INTO stored VALUES (:source, :id, :print) ON CONFLICT DO NOTHING")
              .param("source", event.source())
              .param("id", event.id())
              .param("print", good.fingerprint())
              .update();
      return new Receipt(
          event.key(), n == 1 ? Receipt.Outcome.ACCEPTED : Receipt.Outcome.REPEATED, "");
    }
  }
}
