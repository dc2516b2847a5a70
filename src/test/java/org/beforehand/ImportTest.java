package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The command, in a program of its own. */
class ImportTest {
  @TempDir Path folder;
  private TestDatabase database;
  private JdbcClient db;

  @BeforeEach
  void empty() {
    database = TestDatabase.fresh();
    db = JdbcClient.create(database.dataSource());
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private String run(int expected, String... arguments) {
    try (Program program =
        Program.run(Map.of("BEFOREHAND_DATABASE_URL", database.url()), arguments)) {
      assertThat(program.exitCode()).as(program.complaint()).isEqualTo(expected);
      return program.output() + program.complaint();
    }
  }

  private long count(String sql) {
    return db.sql(sql).query(Long.class).single();
  }

  @Test
  void customers_come_in_once_and_bad_rows_are_listed() throws IOException {
    Path file = file("c.csv", "id,name,birthday", "a,Ann,", "b,Bo,soon", "c,Cy,--02-29");
    assertThat(run(1, "import", "customers", file.toString()))
        .contains("c.csv: 2 accepted, 0 known already, 1 rejected");
    assertThat(Files.readString(folder.resolve("c.csv.rejected")))
        .startsWith("line 3: birthday: expected");
    assertThat(run(1, "import", "customers", file.toString()))
        .contains("0 accepted, 2 known already, 1 rejected");
    assertThat(count("select count(*) from customer_version")).isEqualTo(2);
  }

  @Test
  void columns_may_have_other_names() throws IOException {
    Path file = file("crm.csv", "Key,First,Junk", "7,Ann,x");
    Path map = file("map.yaml", "id: Key", "given: First", "zone: =Europe/Oslo");
    run(0, "import", "customers", file.toString(), "--map", map.toString());
    assertThat(db.sql("select profile->>'given' from customer").query(String.class).single())
        .isEqualTo("Ann");
    assertThat(run(2, "import", "customers", file.toString(), "--map", "nowhere.yaml"))
        .contains("nowhere.yaml");
  }

  @Test
  void events_are_history_unless_they_are_to_be_decided() throws IOException {
    run(0, "import", "customers", file("c.jsonl", "{\"id\":\"a\"}").toString());
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/s\",\"type\":\"call.dropped\","
            + "\"subject\":\"customer:%s\",\"time\":\"2026-01-05T10:00:00Z\"}";
    Path history =
        file(
            "h.jsonl",
            event.formatted("h1", "a"),
            event.formatted("h2", "nobody"),
            event.formatted("h3", "a").replace(",\"time\":\"2026-01-05T10:00:00Z\"", ""),
            "not json");
    assertThat(run(1, "import", "events", history.toString()))
        .contains("2 accepted, 0 known already, 2 rejected");
    assertThat(Files.readString(folder.resolve("h.jsonl.rejected")))
        .contains("line 3: time: expected", "line 4: not JSON");
    assertThat(run(1, "import", "events", history.toString())).contains("0 accepted, 2 known");
    assertThat(count("select count(*) from event where outcome = 'remembered'")).isEqualTo(2);
    assertThat(count("select count(*) from decision")).isZero();

    Path live = file("l.jsonl", event.formatted("l1", "a"));
    CodesAtStart.of(db, "a secret of the tests", null);
    assertThat(run(2, "import", "events", "--decide", live.toString()))
        .contains("BEFOREHAND_SECRET: expected the secret that");
    try (Program program =
        Program.run(
            Map.of(
                "BEFOREHAND_DATABASE_URL",
                database.url(),
                "BEFOREHAND_SECRET",
                "a secret of the tests"),
            "import",
            "events",
            "--decide",
            live.toString())) {
      assertThat(program.exitCode()).as(program.complaint()).isZero();
    }
    assertThat(count("select count(*) from decision where event = 'l1'")).isEqualTo(1);
  }

  @Test
  void a_missing_file_is_a_usage_error_in_one_sentence() {
    assertThat(run(2, "import", "events", "nowhere.csv").lines())
        .containsExactly("There is no file nowhere.csv that can be read.");
    assertThat(run(2, "import")).contains("Customers or events?");
  }

  @Test
  void data_that_another_program_holds_is_left_alone() throws IOException {
    Path file = file("c.jsonl", "{\"id\":\"a\"}");
    Path data = folder.resolve("data");
    try (DataDirectory held = DataDirectory.hold(data);
        Program second =
            Program.run(
                Map.of("BEFOREHAND_DATA", data.toString()),
                "import",
                "customers",
                file.toString())) {
      assertThat(held.path()).exists();
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.complaint().lines())
          .singleElement()
          .asString()
          .contains("already running on the data directory");
    }
  }

  @Test
  void rules_that_do_not_compile_are_told_line_by_line_and_nothing_starts() throws IOException {
    Path rules = Files.createDirectories(folder.resolve("rules/broken"));
    Files.writeString(rules.resolve("campaign.yaml"), "nonsense\n");
    try (Program hopeless =
        Program.serve(
            Map.of(
                "BEFOREHAND_DATABASE_URL",
                database.url(),
                "BEFOREHAND_RULES",
                rules.getParent().toString()))) {
      assertThat(hopeless.exitCode()).isEqualTo(1);
      assertThat(hopeless.complaint())
          .contains("vocabulary.dsl:", "broken/campaign.yaml:")
          .doesNotContain("\tat ");
    }
    run(0, "import", "customers", file("c.jsonl", "{\"id\":\"a\"}").toString());
    try (Program resumed =
        Program.serve(
                Map.of(
                    "BEFOREHAND_DATABASE_URL",
                    database.url(),
                    "BEFOREHAND_RULES",
                    rules.getParent().toString()))
            .ready()) {
      assertThat(resumed.output()).contains("broken/campaign.yaml:", "published before, decides");
    }
  }
}
