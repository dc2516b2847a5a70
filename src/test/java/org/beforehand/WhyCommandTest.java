package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.FileImport;
import org.beforehand.intake.Inbox;
import org.beforehand.intake.RefusedRows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the shell gets from {@code why}: a document or JSON, and an exit code. */
class WhyCommandTest {

  private static final String DATABASE = "beforehand.database-url";

  private static Corridor corridor;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void play() {
    corridor = OneOutage.played();
    System.setProperty(DATABASE, ((HikariDataSource) corridor.source).getJdbcUrl());
  }

  @AfterAll
  static void close() {
    System.clearProperty(DATABASE);
    corridor.close();
  }

  private int why(String... words) {
    return new CommandLine(new WhyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void an_incident_is_told_as_a_document_and_as_json() throws IOException {
    assertThat(why("--incident", "I7", "--at", "2026-03-12T11:00:00Z")).isEqualTo(Beforehand.OK);
    assertThat(out.toString())
        .contains(
            "Incident I7, Tue 10 February 2026 12:00 to Thu 12 March 2026 12:00 (Europe/Oslo)",
            "Thu 12 March 2026 11:00: open, broadband, episode 1, touching circuit:1.",
            "opened, episode 1 (done): intended for 3 = 1 told + 0 waiting + 1 unreachable",
            "Who has heard nothing, and will not: 2 customers");
    out.getBuffer().setLength(0);
    assertThat(why("--incident", "I7", "--at", "2026-03-12T11:00:00Z", "--json", "--examples", "0"))
        .isEqualTo(Beforehand.OK);
    JsonNode told = new ObjectMapper().readTree(out.toString());
    assertThat(told.at("/stages/0/at").asText()).isEqualTo("2026-03-12T10:30:00Z");
    assertThat(told.at("/stages/0/intended").asInt()).isEqualTo(3);
    assertThat(told.at("/why/0/examples")).isEmpty();
  }

  @Test
  void rows_that_were_refused_are_told_to_whoever_asks_for_their_customer_or_event()
      throws IOException {
    Path customers = folder.resolve("customers-2026-03.csv");
    Files.writeString(customers, "id,birthday\nliv,9/3/84\nkari,--99\n");
    RefusedRows refused = new RefusedRows(corridor.db);
    for (int twice = 0; twice < 2; twice++) {
      new FileImport(
              customers,
              ColumnMap.AS_NAMED,
              corridor.intake,
              refused,
              corridor.clock.instant(),
              rows -> {})
          .customers();
    }
    Path inbox = Files.createDirectories(folder.resolve("inbox"));
    Files.writeString(
        inbox.resolve("calls.jsonl"),
        """
        {"specversion":"1.0","id":"e9","source":"crm","type":"call.dropped","subject":"customer:siv","data":7}
        """);
    new Inbox(inbox, "a", corridor.db, corridor.intake, corridor.clock)
        .take(inbox.resolve("calls.jsonl").toFile());

    assertThat(why("--customer", "liv", "--at", "2026-03-12T11:00:00Z"))
        .isEqualTo(Beforehand.FINDINGS);
    assertThat(err.toString())
        .contains(
            "the record had not come; row 2 of customers-2026-03.csv was refused: birthday:"
                + " expected")
        .doesNotContain("9/3/84");
    assertThat(why("--source", "crm", "--event", "e9")).isEqualTo(Beforehand.FINDINGS);
    assertThat(err.toString())
        .contains(
            "no event with this source and id reached us; row 1 of calls.jsonl was refused: data:"
                + " expected a JSON object");
    assertThat(why("--customer", "kari", "--at", "2026-03-12T11:00:00Z")).isEqualTo(Beforehand.OK);
    assertThat(out.toString())
        .containsOnlyOnce(
            "On Thu 12 March 2026 12:00 row 3 of customers-2026-03.csv was refused: birthday:");
    assertThat(why("--customer", "siv", "--at", "2026-03-12T11:00:00Z")).isEqualTo(Beforehand.OK);
    assertThat(out.toString()).contains("row 1 of calls.jsonl was refused");
  }

  @Test
  void half_a_question_is_a_wrong_call() {
    assertThat(why()).isEqualTo(Beforehand.USAGE);
    assertThat(err.toString()).contains("expected --customer, --incident, or --source and --event");
    assertThat(why("--event", "7")).isEqualTo(Beforehand.USAGE);
    assertThat(why("--incident", "I9")).isEqualTo(Beforehand.FINDINGS);
    assertThat(err.toString()).contains("nothing about this incident reached us");
  }
}
