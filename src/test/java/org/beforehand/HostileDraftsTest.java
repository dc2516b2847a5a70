package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.util.CellRangeAddress;
import org.beforehand.studio.Role;
import org.beforehand.studio.Staff;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever an author sends to the running program: it is refused with its place, and does nothing.
 */
class HostileDraftsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Within it every answer comes, or the request fails. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String CAMPAIGN =
      """
      title: T
      owner: tests
      purpose: care
      status: live
      triggers: [call.dropped, call.abandoned, ticket.closed]
      key: event
      expiry: 48h
      """;

  @TempDir static Path rules;
  @TempDir static Path traces;

  private static Program program;
  private static String token;

  @BeforeAll
  static void start() {
    TestDatabase database = TestDatabase.fresh();
    token =
        new Staff(JdbcClient.create(database.dataSource()))
            .add("ann", Role.AUTHOR, "test", Instant.parse("2026-03-12T10:00:00Z"));
    program =
        Program.serve(
                Map.of(
                    "BEFOREHAND_DATABASE_URL",
                    database.url(),
                    "BEFOREHAND_RULES",
                    SmallRules.write(rules).toString()))
            .ready();
  }

  @AfterAll
  static void stop() {
    assertThat(program.terminate()).isIn(0, 143);
    assertThat(program.complaint()).isEmpty();
  }

  private static HttpResponse<String> post(String path, Object body) {
    try {
      return program.send(
          program
              .request(path)
              .timeout(SOON)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      body instanceof String text ? text : JSON.writeValueAsString(body))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the check of a draft with these files says of each file; and it cannot go on. */
  private static Map<String, String> refused(Map<String, String> files) {
    JsonNode draft = json(post("/api/drafts", Map.of("title", "A trap", "files", files)), 201);
    String path = "/api/drafts/" + draft.path("id");
    JsonNode checked = json(post(path + "/check", "{}"), 200);
    assertThat(checked.path("good").booleanValue()).isFalse();
    Map<String, String> said = new TreeMap<>();
    checked
        .path("findings")
        .forEach(
            finding -> {
              if (finding.path("severity").textValue().equals("error")) {
                assertThat(finding.path("line").intValue()).isPositive();
                said.merge(
                    finding.path("file").textValue(),
                    finding.path("text").textValue(),
                    (one, more) -> one + "\n" + more);
              }
            });
    assertThat(json(post(path + "/submit", "{}"), 422).path("findings")).isNotEmpty();
    assertThat(traces).isEmptyDirectory();
    return said;
  }

  private static String run() {
    return "String.valueOf(new java.io.File(\"" + traces.resolve("ran") + "\").mkdir())";
  }

  @Test
  void no_payload_is_ever_code() {
    Map<String, String> files = new HashMap<>();
    List<String> payloads = HostileAuthors.payloads(run());
    for (int i = 0; i < payloads.size(); i++) {
      String payload = payloads.get(i).replace("\u0000", "\u0001");
      String rule =
          "rule \"r\"\nwhen\n  a call was dropped\n%sthen\n  alert the \"x\" team: \"y\"\nend\n";
      files.put("line%02d/campaign.yaml".formatted(i), CAMPAIGN);
      files.put("line%02d/rules.dslr".formatted(i), rule.formatted(payload + "\n"));
      files.put("cell%02d/campaign.yaml".formatted(i), CAMPAIGN);
      files.put(
          "cell%02d/rules.drl.csv".formatted(i),
          "rule,a call was dropped,\"the customer's tier is \"\"{tier}\"\"\","
              + "\"alert the \"\"x\"\" team: \"\"{text}\"\"\"\none,yes,\""
              + payload.replace("\"", "\"\"")
              + "\",y\n");
    }
    Map<String, String> said = refused(files);
    for (int i = 0; i < payloads.size(); i++) {
      assertThat(said)
          .as(payloads.get(i))
          .containsKeys("line%02d/rules.dslr".formatted(i), "cell%02d/rules.drl.csv".formatted(i));
    }
  }

  @Test
  void no_workbook_is_more_than_a_table() throws IOException {
    byte[] good = HostileAuthors.workbook(same -> {});
    Map<String, byte[]> traps = new HashMap<>();
    traps.put("macro", HostileAuthors.with(good, "xl/vbaProject.bin", new byte[10]));
    traps.put("link", HostileAuthors.with(good, "xl/externalLinks/externalLink1.xml", new byte[9]));
    traps.put(
        "merged",
        HostileAuthors.workbook(
            book -> {
              for (int i = 0; i < 6_000; i++) {
                book.getSheetAt(0)
                    .addMergedRegionUnsafe(new CellRangeAddress(10 + i, 10 + i, 0, 3));
              }
            }));
    traps.put(
        "sparse",
        HostileAuthors.workbook(
            book -> book.getSheetAt(0).createRow(1_048_575).createCell(1).setCellValue("x")));
    traps.put(
        "formula",
        HostileAuthors.workbook(
            book -> book.getSheetAt(0).getRow(1).getCell(1).setCellFormula("1+1")));
    traps.put("unpacked", HostileAuthors.with(good, "xl/media/image1.png", new byte[9_000_000]));
    traps.put("none", new byte[] {1, 2, 3});
    Map<String, String> files = new HashMap<>();
    traps.forEach(
        (name, book) -> {
          files.put(name + "/campaign.yaml", CAMPAIGN);
          files.put(name + "/rules.drl.xlsx", Base64.getEncoder().encodeToString(book));
        });
    Map<String, String> said = refused(files);
    for (String name : traps.keySet()) {
      assertThat(said).containsKey(name + "/rules.drl.xlsx");
      assertThat(said.get(name + "/rules.drl.xlsx")).containsAnyOf("expected", "no spreadsheet");
    }
  }

  @Test
  void no_file_of_the_engineers_and_no_place_outside_the_folder_is_written() {
    for (String path :
        List.of(
            "vocabulary.dsl",
            "line/rules.drl",
            "LINE/RULES.DRL",
            "../rules/thanks/rules.dslr",
            "/etc/beforehand",
            "thanks/../../x.yaml",
            "thanks/\u0000.yaml",
            "thanks\\x.yaml")) {
      for (String door : List.of("/api/drafts", "/api/simulations")) {
        HttpResponse<String> answer =
            post(door, Map.of("title", "T", "days", 1, "files", Map.of(path, "x")));
        assertThat(answer.statusCode()).as(door + " " + path + answer.body()).isIn(400, 422);
        assertThat(answer.body()).contains("expected").doesNotContain("Exception");
      }
    }
  }

  @Test
  void what_would_take_too_long_or_too_much_is_refused_soon() {
    String anchors =
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
            + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";
    String rule = "rule \"%s\"\nwhen\n  %s\nthen\n  alert the \"x\" team: \"y\"\nend\n";
    Map<String, String> files = new HashMap<>();
    for (String name : List.of("laughs", "deep", "large", "slow")) {
      files.put(name + "/campaign.yaml", CAMPAIGN);
    }
    files.put("laughs/campaign.yaml", anchors + CAMPAIGN);
    files.put("deep/campaign.yaml", "title: " + "[".repeat(5_000));
    files.put("large/rules.dslr", rule.formatted("r", "a call was dropped").repeat(4_000));
    files.put(
        "slow/rules.dslr", rule.formatted("r", "the ticket is about \"" + "a".repeat(400) + "\\"));
    assertThat(refused(files))
        .containsKeys("laughs/campaign.yaml", "deep/campaign.yaml")
        .containsKeys("large/rules.dslr", "slow/rules.dslr");
    HttpResponse<String> huge =
        post("/api/drafts", "{\"title\":\"" + "x".repeat(12_000_000) + "\"}");
    assertThat(huge.statusCode()).isEqualTo(413);
    json(post("/api/drafts", "[".repeat(50_000)), 400);
  }

  @Test
  void the_rules_in_the_folder_stay_as_they_are() throws IOException {
    refused(
        Map.of(
            "thanks/rules.dslr",
            "rule \"r\"\nwhen\n  > eval(" + run() + " == null)\nthen\n  send \"x\"\nend\n"));
    assertThat(Files.readString(rules.resolve("thanks/rules.dslr")))
        .isEqualTo(SmallRules.folder().files().get("thanks/rules.dslr"));
    assertThat(
            json(
                    program.send(
                        program
                            .request("/api/revisions")
                            .header("Authorization", "Bearer " + token)
                            .GET()),
                    200)
                .path("revisions"))
        .hasSize(1);
  }
}
