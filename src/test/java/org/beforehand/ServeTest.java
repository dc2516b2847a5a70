package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real program, started as its users start it. */
class ServeTest {
  private static final int TOO_MANY_BYTES = 1024 * 1024 + 1;

  private static TestDatabase database;
  private static Program program;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    program = Program.serve(Map.of("BEFOREHAND_DATABASE_URL", database.url())).ready();
  }

  @AfterAll
  static void stop() {
    assertThat(program.terminate()).isIn(0, 143);
    assertThat(program.complaint()).isEmpty();
  }

  @Test
  void it_says_in_one_line_where_its_pages_and_its_data_are() {
    assertThat(program.output().lines())
        .singleElement()
        .asString()
        .contains("http://localhost:" + program.port() + "/")
        .contains("postgresql://localhost:");
  }

  @Test
  void operators_see_health_and_metrics_and_nothing_else() {
    assertThat(program.get("/actuator/health").body()).contains("\"UP\"");
    assertThat(program.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
    assertThat(program.get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(program.get("/actuator/shutdown").statusCode()).isEqualTo(404);
  }

  @Test
  void a_body_of_more_than_a_megabyte_is_refused_announced_or_not() {
    byte[] large = new byte[TOO_MANY_BYTES];
    assertThat(
            program
                .send(program.request("/anything").POST(BodyPublishers.ofByteArray(large)))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            program
                .send(
                    program
                        .request("/anything")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void time_cannot_be_moved_where_it_is_the_real_one() {
    assertThat(program.put("/api/clock", "{\"instant\":\"2024-02-05T00:00:00Z\"}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void the_tick_is_in_the_timetable_of_the_cluster() {
    assertThat(
            JdbcClient.create(database.dataSource())
                .sql("select sched_name || ' ' || job_name from qrtz_triggers")
                .query(String.class)
                .list())
        .containsExactly("beforehand tick");
  }

  @Test
  void a_port_in_use_is_named_in_one_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program second =
            Program.run(
                Map.of("BEFOREHAND_DATABASE_URL", database.url()),
                "serve",
                "--port",
                Integer.toString(taken.getLocalPort()))) {
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.output()).isEmpty();
      assertThat(second.complaint().lines())
          .containsExactly(
              "Port "
                  + taken.getLocalPort()
                  + " is in use by another program: stop that one, or choose another port with"
                  + " --port.");
    }
  }

  @Test
  void a_database_that_is_down_is_named_in_one_sentence_without_its_password() {
    String address = "localhost:" + Program.freePort() + "/care";
    try (Program hopeless =
        Program.serve(Map.of("BEFOREHAND_DATABASE_URL", "postgresql://ann:secret@" + address))) {
      assertThat(hopeless.exitCode()).isEqualTo(2);
      assertThat(hopeless.output()).isEmpty();
      assertThat(hopeless.complaint().lines())
          .containsExactly(
              "The database postgresql://"
                  + address
                  + " does not answer: start its server, or check the address in"
                  + " BEFOREHAND_DATABASE_URL.");
    }
  }

  @Test
  void a_trial_is_said_at_the_start_and_on_the_first_page_and_a_wrong_one_does_not_start() {
    Map<String, String> settings = Map.of("BEFOREHAND_DATABASE_URL", database.url());
    try (Program wrong = Program.serve(with(settings, "kari@example"))) {
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.complaint())
          .startsWith("BEFOREHAND_ONLY_TO: expected mail addresses, domains such as example.com")
          .contains("found \"kari@example\"");
    }
    try (Program trial =
        Program.serve(with(settings, "kari@example.com, +47 22 12 34 56")).ready()) {
      String told = "nobody is contacted but";
      assertThat(trial.output() + trial.complaint())
          .contains("This is a trial: " + told + " kari@example.com, +47 22 12 34 56.");
      assertThat(trial.get("/").body()).contains(told, "kari@example.com, +47 22 12 34 56");
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String onlyTo) {
    Map<String, String> all = new java.util.HashMap<>(settings);
    all.put("BEFOREHAND_ONLY_TO", onlyTo);
    return all;
  }

  @Test
  void a_call_without_a_command_or_with_a_wrong_port_is_a_usage_error() {
    try (Program nothing = Program.run(Map.of());
        Program wrong = Program.run(Map.of(), "serve", "--port", "70000")) {
      assertThat(nothing.exitCode()).isEqualTo(2);
      assertThat(nothing.complaint()).contains("Usage: beforehand");
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.complaint()).contains("--port is a number from 0 to 65535, not 70000");
    }
  }

  @Test
  void a_killed_program_goes_on_where_its_last_commit_was(@TempDir Path data) throws IOException {
    Map<String, String> settings = Map.of("BEFOREHAND_DATA", data.toString());
    String story = "2024-02-05T00:00:00Z";
    try (Program killed = Program.serve(settings, "--story", story).ready()) {
      assertThat(killed.get("/api/clock").body()).contains(story);
      assertThat(killed.put("/api/clock", "{\"instant\":\"2024-02-06T08:00:00Z\"}").statusCode())
          .isEqualTo(200);
      assertThat(killed.put("/api/clock", "{\"instant\":\"2024-02-06T07:59:59Z\"}").statusCode())
          .isEqualTo(409);
      assertThat(killed.put("/api/clock", "{}").statusCode()).isEqualTo(400);
      assertThat(killed.put("/api/clock", "{\"instant\":\"soon\"}").statusCode()).isEqualTo(400);

      try (Program second = Program.serve(settings)) {
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.complaint().lines())
            .singleElement()
            .asString()
            .contains("already running");
      }
      killed.kill();
    }
    long orphan = Long.parseLong(Files.readAllLines(data.resolve("pg/postmaster.pid")).get(0));

    try (Program next = Program.serve(settings, "--story", story).ready()) {
      assertThat(ProcessHandle.of(orphan)).isEmpty();
      assertThat(next.get("/api/clock").body()).contains("2024-02-06T08:00:00Z");
      assertThat(next.terminate()).isIn(0, 143);
    }
    assertThat(data.resolve("pg/postmaster.pid")).doesNotExist();
    assertThat(Files.readString(data.resolve("postgres.log")))
        .endsWith("database system is shut down\n");
  }
}
