package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, in a program of its own. */
class SimulateTest {
  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"s\",\"type\":\"%s\","
          + "\"subject\":\"customer:%s\",\"time\":\"%s\",\"data\":{\"resolved\":true}}";

  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private String simulate(int expected, Object... arguments) throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> all = new ArrayList<>(List.of("simulate"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    try (Program program =
        Program.run(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Djava.io.tmpdir=" + temporary,
                // It must never be asked.
                "BEFOREHAND_DATABASE_URL",
                "postgresql://nobody@127.0.0.1:1/nothing"),
            all.toArray(String[]::new))) {
      assertThat(program.exitCode())
          .as(() -> program.output() + program.complaint())
          .isEqualTo(expected);
      assertThat(left(temporary)).isEmpty();
      return program.output() + program.complaint();
    }
  }

  private static List<Path> left(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.getFileName().toString().startsWith("beforehand")).toList();
    }
  }

  private Path customers() throws IOException {
    return file("c.csv", "id,email,zone", "a,a@x.example,Europe/Oslo", "b,b@x.example,Europe/Oslo");
  }

  private Path events() throws IOException {
    return file(
        "e.jsonl",
        EVENT.formatted("2", "ticket.closed", "a", "2026-03-10T10:00:00Z"),
        EVENT.formatted("1", "ticket.closed", "a", "2026-03-10T09:00:00Z"),
        EVENT.formatted("3", "ticket.closed", "b", "2026-03-10T23:00:00Z"));
  }

  @Test
  void outcomes_are_written_and_counted_and_rows_that_cannot_be_taken_are_listed()
      throws IOException {
    Path events = events();
    Files.writeString(
        events,
        Files.readString(events)
            + "not json\n"
            + EVENT.formatted("1", "ticket.closed", "b", "2026-03-11T01:00:00Z")
            + "\n");
    Path out = folder.resolve("out.jsonl");
    assertThat(
            simulate(1, "--customers", customers(), "--events", events, "--out", out)
                .lines()
                .map(line -> line.replaceAll(" +", " ")))
        .contains(
            "customers 2 taken, 0 rejected",
            "events 4 played, 0 before --from, 0 after --to, 0 repeated, 0 of unknown customers,"
                + " 0 parked, 2 rejected",
            "follow-up-calls ticket-closed send 3",
            "sent by email 3");
    assertThat(Files.readString(folder.resolve("e.jsonl.rejected")))
        .contains("line 4: not JSON", "line 5: an event with this source and id");
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2))
        .startsWith(
            "{\"at\":\"2026-03-10T23:00:00Z\",\"customer\":\"b\",\"campaign\":\"follow-up-calls\","
                + "\"rule\":\"thank after a resolved ticket\",\"action\":\"message\","
                + "\"channel\":\"email\",\"purpose\":\"care\",\"key\":\"s/3\","
                + "\"template\":\"ticket-closed\",\"locale\":\"en\","
                + "\"due\":\"2026-03-11T07:28:00Z\",\"verdict\":\"send\",\"gate\":null,"
                + "\"reason\":null,\"revision\":\"");
  }

  @Test
  void two_sets_of_rules_are_held_against_each_other() throws IOException {
    Path rules = folder.resolve("rules");
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = rules.resolve(Path.of("rules").relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path policy = rules.resolve("contact-policy.yaml");
    Files.writeString(
        policy,
        Files.readString(policy).replace("purposes: [care], most: 2", "purposes: [care], most: 1"));
    Path out = folder.resolve("out.jsonl");
    assertThat(
            simulate(
                0,
                "--customers",
                customers(),
                "--events",
                events(),
                "--rules",
                rules,
                "--against",
                "rules",
                "--out",
                out))
        .contains(
            "0 are sent something they were not",
            "1 are not sent something they were",
            "follow-up-calls ticket-closed");
    assertThat(Files.readAllLines(folder.resolve("out.jsonl.changes")))
        .singleElement()
        .asString()
        .startsWith(
            "{\"change\":\"removed\",\"customer\":\"a\",\"campaign\":\"follow-up-calls\","
                + "\"action\":\"message\",\"key\":\"s/2\",\"before\":{")
        .contains("\"after\":{", "\"gate\":\"cap\",\"reason\":\"cap_reached\"");
  }

  @Test
  void interrupted_it_leaves_nothing_behind() throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path out = folder.resolve("out.jsonl");
    try (Program program =
        Program.run(
            Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
            "simulate",
            "--customers",
            customers().toString(),
            "--events",
            events().toString(),
            "--out",
            out.toString())) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !left(temporary).isEmpty() || !program.running());
      program.terminate();
      assertThat(left(temporary)).isEmpty();
      assertThat(folder.resolve("out.jsonl.unfinished")).doesNotExist();
    }
  }

  @Test
  void what_cannot_be_run_as_called_is_said_before_anything_starts() throws IOException {
    assertThat(simulate(2, "--customers", "nowhere.csv", "--events", events()).lines())
        .contains("There is no file nowhere.csv that can be read.");
    assertThat(simulate(2, "--events", events())).contains("--customers");
    assertThat(
            simulate(
                2,
                "--customers",
                customers(),
                "--events",
                events(),
                "--from",
                "2026-03-11",
                "--to",
                "2026-03-10T10:00:00Z"))
        .contains("--to: expected a time not before --from, found 2026-03-10T10:00:00Z");
    assertThat(simulate(2, "--customers", customers(), "--events", events(), "--from", "yesterday"))
        .contains("--from: expected a time such as");
    assertThat(simulate(2, "--customers", customers(), "--events", events(), "--rules", "nowhere"))
        .contains("there is no folder nowhere");
    assertThat(
            simulate(2, "--customers", customers(), "--events", events(), "--out", "nowhere/out"))
        .contains("The file nowhere/out cannot be written.");
  }
}
