package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.beforehand.deliver.CapturedMail;
import org.beforehand.deliver.Mailbox;
import org.beforehand.studio.Role;
import org.beforehand.studio.Staff;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishing as authors and approvers meet it: the real program over HTTP. */
class PublishingApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TOKENS = new HashMap<>();

  @TempDir static Path rules;

  private static Program program;
  private static JdbcClient db;

  @BeforeAll
  static void start() {
    TestDatabase database = TestDatabase.fresh();
    db = JdbcClient.create(database.dataSource());
    Staff staff = new Staff(db);
    Instant at = Instant.parse("2026-03-12T10:00:00Z");
    TOKENS.put("ann", staff.add("ann", Role.AUTHOR, "test", at));
    TOKENS.put("bea", staff.add("bea", Role.APPROVER, "test", at));
    TOKENS.put("ops", staff.add("ops", Role.OPERATOR, "test", at));
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

  private static HttpResponse<String> as(String who, String path, String json) {
    return as(who, "POST", path, json);
  }

  private static HttpResponse<String> as(String who, String method, String path, String json) {
    return program.send(
        program
            .request(path)
            .header("Authorization", "Bearer " + TOKENS.get(who))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  private static JsonNode get(String path) {
    return json(
        program.send(
            program.request(path).header("Authorization", "Bearer " + TOKENS.get("ann")).GET()),
        200);
  }

  private static JsonNode json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String problem(HttpResponse<String> answer, int status) {
    JsonNode problem = json(answer, status);
    assertThat(answer.body()).doesNotContain("Exception", "java.");
    return problem.path("detail").textValue();
  }

  @Test
  void a_draft_goes_through_four_eyes_into_the_folder_and_back() throws Exception {
    String body =
        JSON.writeValueAsString(
            Map.of(
                "title",
                "Other words",
                "files",
                Map.of(SmallRules.TEXT, SmallRules.words("has left"))));
    JsonNode draft = json(as("ann", "/api/drafts", body), 201);
    String path = "/api/drafts/" + draft.path("id");
    String hash = "{\"hash\":\"" + draft.path("hash").textValue() + "\"}";
    assertThat(json(as("ann", path + "/check", "{}"), 200).path("good").booleanValue()).isTrue();
    json(as("ann", path + "/submit", "{}"), 200);
    assertThat(problem(as("ann", path + "/approve", hash), 403)).contains("expected an approver");
    assertThat(problem(as("ann", path + "/publish", "{}"), 409)).contains("not approved");
    json(as("bea", path + "/approve", hash), 200);
    assertThat(problem(as("ann", path + "/publish", "{\"wating\":\"keep\"}"), 400))
        .startsWith("wating: expected only waiting");
    JsonNode released = json(as("ann", path + "/publish", "{\"waiting\":\"cancel\"}"), 200);
    assertThat(released.path("folder").textValue()).isEqualTo("written");
    assertThat(Files.readString(rules.resolve(SmallRules.TEXT))).contains("has left");

    String now = released.path("revision").textValue();
    String before = released.path("parent").textValue();
    assertThat(get("/api/revisions").path("revisions").path(0).path("who").textValue())
        .isEqualTo("ann");
    assertThat(get("/api/revisions/" + now).path("files").has(SmallRules.TEXT)).isTrue();
    JsonNode file = get("/api/revisions/" + before + "/diff/" + now).path("files").path(0);
    assertThat(file.path("path").textValue()).isEqualTo(SmallRules.TEXT);
    assertThat(file.path("lines").toString())
        .contains(
            "\"-Hello, your order {{event.order}} is on its way.\"",
            "\"+Hello, your order {{event.order}} has left.\"");
    json(as("ops", "/api/revisions/" + before + "/rollback", "{}"), 200);
    assertThat(Files.readString(rules.resolve(SmallRules.TEXT))).isEqualTo(SmallRules.WORDS);
    assertThat(get("/api/audit").path("audit").path(0).path("what").textValue())
        .isEqualTo("revision.rollback");
  }

  @Test
  void a_draft_begins_small_and_is_widened() throws Exception {
    Map<String, String> files = Map.of(SmallRules.TEXT, SmallRules.words("is packed"));
    String body = JSON.writeValueAsString(Map.of("title", "Packed", "files", files));
    JsonNode draft = json(as("ann", "/api/drafts", body), 201);
    String path = "/api/drafts/" + draft.path("id");
    json(as("ann", path + "/submit", "{}"), 200);
    String hash = "{\"hash\":\"" + draft.path("hash").textValue() + "\"}";
    json(as("bea", path + "/approve", hash), 200);
    Map<String, String> wrong =
        Map.of(
            "{\"start\":5}",
            "start: expected an object with customers, share, widenAfter",
            "{\"start\":{}}",
            "start: expected customers, such as 500, or share, such as 0.05",
            "{\"start\":{\"customers\":0}}",
            "start.customers: expected at least 1",
            "{\"start\":{\"share\":1}}",
            "start.share: expected more than 0 and less than 1, to four places, such as 0.05",
            "{\"start\":{\"share\":0.1,\"customers\":5}}",
            "start.share: expected none beside customers",
            "{\"start\":{\"share\":0.1,\"widenAfter\":\"soon\"}}",
            "start.widenAfter: expected a time such as 12h or 7d, at most 90d",
            "{\"pauseAt\":{\"after\":10}}",
            "pauseAt: expected at least one of bounced, complained, failed",
            "{\"pauseAt\":{\"bounced\":5}}",
            "pauseAt.bounced: expected a share from 0 to 1, such as 0.05",
            "{\"pauseAt\":{\"bounce\":0.05}}",
            "pauseAt.bounce: expected only bounced, complained, failed, after");
    wrong.forEach(
        (asked, said) ->
            assertThat(problem(as("ann", path + "/publish", asked), 400))
                .as(asked)
                .isEqualTo(said));
    JsonNode released =
        json(
            as(
                "ann",
                path + "/publish",
                """
                {"waiting": "redecide", "start": {"share": 0.05, "widenAfter": "24h"},
                 "pauseAt": {"bounced": 0.05, "failed": 0.1}}
                """),
            200);
    JsonNode rollout = get("/api/campaigns").path("campaigns").path(0).path("rollout");
    assertThat(rollout.path("start").path("share").doubleValue()).isEqualTo(0.05);
    assertThat(rollout.path("pauseAt").path("after").intValue()).isEqualTo(100);
    String widen = "/api/campaigns/thanks/widen";
    assertThat(problem(as("ops", widen, ""), 403)).contains("author or approver");
    assertThat(problem(as("ann", widen, "{\"share\":0.04}"), 400)).startsWith("expected more");
    assertThat(problem(as("ann", "/api/campaigns/none/widen", "{}"), 404)).contains("none");
    json(as("ann", widen, "{\"share\":0.5}"), 200);
    json(as("ann", widen, "{}"), 200);
    assertThat(problem(as("ann", widen, "{}"), 409)).contains("reaches everybody");
    assertThat(get("/api/audit").path("audit").path(0).path("details").path("to").textValue())
        .isEqualTo("everybody");
    String before = released.path("parent").textValue();
    json(as("ops", "/api/revisions/" + before + "/rollback", "{\"waiting\":\"redecide\"}"), 200);
  }

  @Test
  void a_campaign_is_stopped_and_goes_on() {
    assertThat(problem(as("ann", "/api/campaigns/thanks/pause", "{}"), 403)).contains("operator");
    assertThat(problem(as("ops", "/api/campaigns/none/pause", "{}"), 404)).contains("none");
    json(as("ops", "/api/campaigns/*/pause", "{\"why\":\"wrong price\"}"), 200);
    JsonNode campaigns = get("/api/campaigns");
    assertThat(campaigns.path("stopped").path("why").textValue()).isEqualTo("wrong price");
    assertThat(campaigns.path("campaigns").path(0).path("stopped").path("who").textValue())
        .isEqualTo("ops");
    json(as("ops", "/api/campaigns/*/resume", "{}"), 200);
    assertThat(problem(as("ops", "/api/campaigns/*/resume", "{}"), 409)).contains("not stopped");
  }

  @Test
  void a_proof_comes_to_whoever_confirmed_an_address_in_the_language_of_the_customer()
      throws Exception {
    json(as("ops", "PUT", "/api/customers/kari", "{\"given\":\"Kari\",\"locale\":\"nb\"}"), 200);
    String norwegian = "---\nsubject: \"Takk, {{customer.given}}\"\n---\nDu h\u00F8rer fra oss.\n";
    String body =
        JSON.writeValueAsString(
            Map.of("title", "Norwegian", "files", Map.of(SmallRules.NORWEGIAN, norwegian)));
    String path = "/api/drafts/" + json(as("ann", "/api/drafts", body), 201).path("id") + "/proofs";
    String wish = "{\"campaign\":\"thanks\",\"message\":\"thank-you\",\"customer\":\"kari\"%s}";
    assertThat(problem(as("ann", path, wish.formatted("")), 400)).contains("ann has no verified");

    String address = "/api/staff/me/address";
    assertThat(problem(as("ann", "PUT", address, "{\"email\":\"ann\"}"), 400)).startsWith("email:");
    JsonNode sent = json(as("ann", "PUT", address, "{\"email\":\"ann@example.com\"}"), 200);
    assertThat(sent.path("outcome").textValue()).isEqualTo("accepted");
    assertThat(get("/api/staff/me").path("verified").booleanValue()).isFalse();
    String code = captured().text().substring(0, 8);
    assertThat(problem(as("bea", address + "/confirm", "{\"code\":\"" + code + "\"}"), 409))
        .contains("no code waits");
    json(as("ann", address + "/confirm", "{\"code\":\"" + code + "\"}"), 200);
    assertThat(get("/api/staff/me").toString())
        .isEqualTo(
            "{\"name\":\"ann\",\"role\":\"author\",\"email\":\"ann@example.com\",\"verified\":true}");

    String both = wish.formatted(",\"to\":[\"ann\",\"bea\"]");
    assertThat(problem(as("ann", path, both), 400)).contains("bea has no verified address");
    assertThat(problem(as("ann", path, wish.formatted(",\"to\":\"ann\"")), 400))
        .isEqualTo("to: expected a list of texts");
    assertThat(captured().subject()).contains("code");
    JsonNode proof = json(as("ann", path, wish.formatted("")), 200);
    assertThat(proof.path("language").textValue()).isEqualTo("nb");
    assertThat(proof.path("recipients").path(0).toString())
        .isEqualTo("{\"to\":\"ann\",\"outcome\":\"accepted\",\"reply\":\"captured\"}");
    assertThat(captured().subject()).isEqualTo("[Proof] Takk, Kari");
    assertThat(captured().recipient()).isEqualTo("ann@example.com");
    String hash = get("/api/revisions").path("revisions").path(0).path("revision").textValue();
    json(as("ann", "/api/revisions/" + hash + "/proofs", wish.formatted("")), 200);
    assertThat(captured().subject()).isEqualTo("[Proof] Thank you");
    assertThat(db.sql("select count(*) from outreach").query(Long.class).single()).isZero();
  }

  private static CapturedMail captured() {
    return new Mailbox(db).latest(1).get(0);
  }

  @Test
  void the_api_wants_a_token_once_there_is_staff_and_an_author_lets_no_events_in() {
    assertThat(program.get("/api/campaigns").statusCode()).isEqualTo(401);
    TOKENS.put("nobody", "ann.x");
    assertThat(as("nobody", "/api/drafts", "{}").statusCode()).isEqualTo(401);
    assertThat(problem(as("ann", "/api/events", "{}"), 403)).contains("operator");
    assertThat(as("ann", "/api/drafts/../events", "{}").statusCode()).isIn(400, 403);
    assertThat(problem(as("ann", "/api/drafts", "{\"title\":\"T\",\"files\":[]}"), 400))
        .startsWith("files: expected an object");
    assertThat(
            problem(
                as("ann", "/api/drafts", "{\"title\":\"T\",\"files\":{\"vocabulary.dsl\":\"x\"}}"),
                400))
        .contains("the engineers'");
    assertThat(as("ann", "/api/drafts/9", "{}").statusCode()).isEqualTo(405);
    assertThat(problem(as("ann", "/api/drafts/9/check", "{}"), 404)).contains("no draft 9");
    assertThat(as("ann", "/api/drafts", "{\"title\":").statusCode()).isEqualTo(400);
  }
}
