package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The door as senders meet it: the real program over HTTP. */
class HttpDoorTest {
  private static final String ONE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String PROBLEM = "application/problem+json";

  private static TestDatabase database;
  private static Program program;
  private static JdbcClient db;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    db = JdbcClient.create(database.dataSource());
    program = Program.serve(Map.of("BEFOREHAND_DATABASE_URL", database.url())).ready();
    put("known", "{\"name\":\"Kari Nordmann\",\"locale\":\"nb\"}");
  }

  @AfterAll
  static void stop() {
    assertThat(program.terminate()).isIn(0, 143);
    assertThat(program.complaint()).isEmpty();
    assertThat(program.output()).doesNotContain("Kari");
  }

  private static HttpResponse<String> put(String id, String json) {
    return program.put("/api/customers/" + id, json);
  }

  private static HttpResponse<String> post(String type, String body, String... headers) {
    var request = program.request("/api/events").POST(BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return program.send(request);
  }

  private static String event(String id) {
    return event(id, "known");
  }

  private static String event(String id, String customer) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\"/shop\",\"type\":\"call.dropped\",\"subject\":\"customer:"
        + customer
        + "\",\"data\":{\"queue\":\"a\"}}";
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void isProblem(HttpResponse<String> response, int status, String... words) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(PROBLEM);
    assertThat(json(response).path("status").intValue()).isEqualTo(status);
    assertThat(json(response).path("detail").textValue()).contains(words);
    assertThat(response.body()).doesNotContain("Exception", "org.", "java.");
  }

  private static long stored(String id) {
    return db.sql("select count(*) from event where id = :id")
        .param("id", id)
        .query(Long.class)
        .single();
  }

  @Test
  void an_event_is_accepted_once_and_another_body_under_its_id_is_a_conflict() {
    HttpResponse<String> first = post(ONE, event("once"));
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.body())
        .isEqualTo(
            "{\"results\":[{\"detail\":\"\",\"id\":\"once\",\"outcome\":\"accepted\","
                + "\"source\":\"/shop\",\"status\":202}]}");
    HttpResponse<String> again = post(ONE, event("once"));
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).contains("\"repeated\"", "\"status\":200");
    HttpResponse<String> other = post(ONE, event("once").replace("\"a\"", "\"b\""));
    assertThat(other.statusCode()).isEqualTo(202);
    assertThat(other.body()).contains("\"conflict\"", "\"status\":409");
    assertThat(stored("once")).isEqualTo(1);
  }

  @Test
  void the_same_event_in_binary_mode_is_the_same_event() {
    post(ONE, event("modes"));
    HttpResponse<String> binary =
        post(
            "application/json",
            "{\"queue\":\"a\"}",
            "ce-specversion",
            "1.0",
            "CE-Id",
            "modes",
            "ce-source",
            "/shop",
            "ce-type",
            "call.dropped",
            "ce-subject",
            "customer:known");
    assertThat(binary.body()).contains("\"repeated\"");
  }

  @ParameterizedTest
  @CsvSource({
    "\"specversion\":\"1.0\", \"specversion\":\"0.3\", specversion: expected",
    "\"id\":\"ID\", \"id\":7, id: expected a text",
    "\"source\":\"/shop\", \"source\":\"\", source: expected a text",
    "\"type\":\"call.dropped\", \"kind\":\"call.dropped\", type: expected a text",
    "\"subject\":\"customer:known\", \"subject\":\"known\", subject: expected customer:ID",
    "\"type\":\"call.dropped\", '\"type\":\"call.dropped\",\"time\":\"yesterday\"', time: expected",
  })
  void a_wrong_attribute_is_named(String right, String wrong, String named) {
    String body = event("ID");
    assertThat(body).contains(right);
    HttpResponse<String> response = post(ONE, body.replace(right, wrong));
    isProblem(response, 400, named);
    assertThat(json(response).path("results").get(0).path("outcome").textValue())
        .isEqualTo("refused");
    assertThat(stored("ID")).isZero();
  }

  @Test
  void malformed_json_is_answered_with_its_line_and_column() {
    isProblem(post(ONE, "{\n  \"id\": oops}"), 400, "line 2, column");
    isProblem(post(BATCH, "[" + event("cut") + ",{\"id\""), 400, "line 1, column");
    isProblem(post(BATCH, event("no-array")), 400, "expected a JSON array");
    isProblem(post(ONE, ""), 400, "");
    assertThat(stored("cut")).isZero();
  }

  @Test
  void a_batch_keeps_its_good_events_and_answers_each_in_order() {
    HttpResponse<String> response =
        post(BATCH, "[" + event("b1") + ",{\"specversion\":\"1.0\"}," + event("b2") + ",3]");
    assertThat(response.statusCode()).isEqualTo(202);
    List<String> outcomes = json(response).path("results").findValuesAsText("outcome");
    assertThat(outcomes).containsExactly("accepted", "refused", "accepted", "refused");
    assertThat(json(response).path("results").findValuesAsText("status"))
        .containsExactly("202", "400", "202", "400");
    assertThat(post(BATCH, "[]").body()).isEqualTo("{\"results\":[]}");
  }

  @Test
  void a_content_type_we_do_not_read_is_answered_with_those_we_do() {
    for (String type : List.of("text/plain", "application/json", "", "application/xml")) {
      isProblem(post(type, event("x")), 415, ONE, BATCH);
    }
    isProblem(post("application/cloudevents+avro", "x"), 415, ONE);
    isProblem(post(ONE + "; charset=utf-16", event("x")), 415, ONE);
    isProblem(post("application/x-www-form-urlencoded", "ce-id=1"), 415, ONE);
  }

  @Test
  void ten_megabytes_are_too_many() {
    isProblem(post(ONE, "x".repeat(10_000_000)), 413, "bytes at most");
  }

  @Test
  void headers_meant_for_camel_or_mail_mean_nothing() {
    int n = 0;
    for (String name :
        List.of(
            "CamelBeanMethodName",
            "camelbeanmethodname",
            "cAmElBeAnMethodName",
            "CamelHttpResponseCode",
            "CAMELHTTPRESPONSECODE",
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelFileName",
            "org.apache.camel.method",
            "breadcrumbId",
            "mail.smtp.host",
            "Mail.Smtp.socks.host",
            "id")) {
      HttpResponse<String> response = post(ONE, event("smuggled" + n), name, "418");
      assertThat(response.statusCode()).as(name).isEqualTo(202);
      assertThat(response.headers().map().keySet())
          .as(name)
          .allMatch(
              back ->
                  List.of(
                          "content-type",
                          "content-length",
                          "transfer-encoding",
                          "date",
                          "keep-alive",
                          "connection",
                          "content-security-policy",
                          "x-content-type-options",
                          "referrer-policy",
                          "cache-control")
                      .contains(back));
      assertThat(stored("smuggled" + n++)).as(name).isEqualTo(1);
    }
    assertThat(
            program
                .send(
                    program
                        .request("/api/customers/mine?id=other&CamelBeanMethodName=events")
                        .header("Content-Type", "application/json")
                        .header("id", "other")
                        .PUT(BodyPublishers.ofString("{}")))
                .body())
        .contains("\"id\":\"mine\"");
  }

  @Test
  void an_event_of_somebody_unknown_waits_and_is_decided_when_the_record_comes() {
    assertThat(post(ONE, event("early", "stranger")).body()).contains("\"waiting\"");
    assertThat(put("stranger", "{\"name\":\"No longer\"}").statusCode()).isEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                db.sql("select outcome from event where id = 'early'")
                    .query(String.class)
                    .single()
                    .equals("decided"));
  }

  @Test
  void a_customer_record_comes_back_as_it_was_put() {
    HttpResponse<String> put =
        put("a%20b", "{\"id\":\"a b\",\"email\":\"no address\",\"tier\":\"gold\"}");
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.body()).contains("\"id\":\"a b\"", "\"warnings\":[\"email: ");
    assertThat(program.get("/api/customers/a%20b").body())
        .isEqualTo("{\"id\":\"a b\",\"tier\":\"gold\"}");
    isProblem(program.get("/api/customers/nobody"), 404, "no customer");
  }

  @Test
  void a_bad_customer_record_is_answered_with_its_field() {
    isProblem(put("c", "{\"birthday\":\"soon\"}"), 400, "birthday: expected");
    isProblem(put("c", "{\"consent\":{\"marketing\":\"yes\"}}"), 400, "consent.marketing");
    isProblem(put("c", "{\"id\":\"d\"}"), 400, "id: expected none, or the one in the address");
    isProblem(put("c", "{\"emial\":\"a@b.example\"}"), 400, "emial", "email");
    isProblem(put("c", "{\"name\":"), 400, "line 1, column");
    isProblem(put("c", "[]"), 400, "expected a JSON object");
    isProblem(put("x".repeat(201), "{}"), 400, "id: expected");
    isProblem(
        program.send(
            program
                .request("/api/customers/c")
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofString("id\nc\n"))),
        415,
        "application/json");
    isProblem(program.get("/api/customers/c"), 404, "no customer");
  }

  @Test
  void the_lists_are_read_in_parts() {
    put("often", "{\"phone\":\"+47 22 12 34 56\"}");
    post(ONE, event("often1", "often"));
    post(ONE, event("often2", "often"));
    JsonNode first = json(program.get("/api/outreach?customer=often&limit=1"));
    assertThat(first.path("outreach")).hasSize(1);
    JsonNode rest =
        json(
            program.get(
                "/api/outreach?customer=often&limit=2&before=" + first.path("next").longValue()));
    assertThat(rest.path("outreach")).hasSize(1);
    assertThat(rest.has("next")).isFalse();
    isProblem(program.get("/api/outreach?state=lost"), 400, "state: expected");
    isProblem(program.get("/api/outreach?limit=0"), 400, "limit: expected");
    isProblem(program.get("/api/incidents?limit=x"), 400, "limit");
    assertThat(program.get("/api/calls").statusCode()).isEqualTo(200);
  }

  @Test
  void an_incident_can_be_read_back() {
    HttpResponse<String> opened =
        post(
            ONE,
            "{\"specversion\":\"1.0\",\"id\":\"i1\",\"source\":\"/noc\",\"type\":\"incident.opened\","
                + "\"subject\":\"incident:INC1\",\"data\":{\"service\":\"broadband\","
                + "\"scopes\":[\"circuit:1\"]}}");
    assertThat(opened.body()).contains("\"accepted\"");
    assertThat(program.get("/api/incidents").body())
        .contains("\"id\":\"INC1\"", "\"status\":\"open\"", "\"scopes\":[\"circuit:1\"]");
    HttpResponse<String> bare =
        post(
            ONE,
            "{\"specversion\":\"1.0\",\"id\":\"i2\",\"source\":\"/noc\",\"type\":\"incident.opened\","
                + "\"subject\":\"incident:INC2\"}");
    isProblem(bare, 400, "service", "scopes");
  }

  @Test
  void pages_say_what_a_browser_must_not_do() {
    for (String page : List.of("/", "/mailbox", "/calls", "/nothing")) {
      var headers = program.get(page).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'self'; img-src 'self'")
          .contains("frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    }
    assertThat(program.get("/").body()).contains("<html lang=\"en\">", "<main id=\"content\">");
    assertThat(program.get("/mailbox/none").statusCode()).isEqualTo(404);
  }
}
