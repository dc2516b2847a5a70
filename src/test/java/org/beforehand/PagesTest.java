package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small story, as its pages show it; its hero's name is an attack on them. */
class PagesTest {
  private static final String NAME = "Kari <script>alert(1)</script>";

  private static void event(Program program, String type, String subject, String data) {
    HttpResponse<String> answer =
        program.send(
            program
                .request("/api/events")
                .header("Content-Type", "application/cloudevents+json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"specversion\":\"1.0\",\"id\":\""
                            + type
                            + "\",\"source\":\"/s\",\"type\":\""
                            + type
                            + "\",\"subject\":\""
                            + subject
                            + "\",\"time\":\"2026-03-04T09:50:00Z\",\"data\":"
                            + data
                            + "}")));
    assertThat(answer.body()).contains("\"accepted\"");
  }

  private static void saidByRules(TestDatabase database, Program program) {
    JdbcClient db = JdbcClient.create(database.dataSource());
    db.sql(
            """
            insert into alert (campaign, customer, key, team, text, rule, at)
            values ('lines', 'c', 'k', 'network', 'Look <b>here</b>', 'lines: look',
                    '2026-03-04T10:00Z')
            """)
        .update();
    db.sql(
            """
            insert into public_notice (campaign, key, incident, text, rule, at)
            values ('lines', 'k', 'I', 'We know of it', 'lines: say', '2026-03-04T10:00Z')
            """)
        .update();
    assertThat(program.get("/watch").body())
        .contains("<td>network</td>", "Look &lt;b&gt;here", "Wed 4 Mar, 11:00");
    assertThat(program.get("/api/alerts?limit=1").body())
        .contains("\"team\":\"network\"", "\"rule\":\"lines: look\"", "\"next\":1");
    assertThat(program.get("/api/alerts?before=1").body()).isEqualTo("{\"alerts\":[]}");
    assertThat(program.get("/api/notices").body())
        .contains("\"incident\":\"I\"", "\"text\":\"We know of it\"", "\"status\":\"open\"");
  }

  private static List<String> withLink(JdbcClient db) {
    return db.sql("select body_text from captured_mail where body_text like '%/p/%'")
        .query(String.class)
        .list();
  }

  private static HttpResponse<String> post(Program program, String path, String body) {
    return program.send(
        program
            .request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void operatorsSpeakOfIt(TestDatabase database, Program program) {
    assertThat(program.get("/api/incidents/I").body())
        .contains("\"kind\":\"eta\"", "\"outcome\":\"broken\"", "\"stillOut\":[]");
    assertThat(program.get("/watch").body()).contains("<span>broken</span>");
    assertThat(program.get("/api/incidents/none").statusCode()).isEqualTo(404);

    String note = "/api/incidents/I/note";
    assertThat(post(program, note, "{\"en\":\"A *new* cable.\"}").statusCode()).isEqualTo(200);
    assertThat(post(program, note, "{\"english\":\"x\"}").body())
        .contains("english: expected a language such as en");
    assertThat(post(program, note, "{\"en\":\"" + "x".repeat(501) + "\"}").body())
        .contains("en: expected a text of 1 to 500 characters");
    assertThat(post(program, "/api/incidents/none/note", "{\"en\":\"x\"}").statusCode())
        .isEqualTo(404);
    assertThat(program.get("/api/incidents/I/notice-draft").body())
        .contains(
            "broadband has been down in places since", "A *new* cable.", "nede enkelte steder");
    String said = "{\"text\":\"We know of it.\"}";
    assertThat(post(program, "/api/incidents/I/notice", said).statusCode()).isEqualTo(201);
    assertThat(post(program, "/api/incidents/I/notice", said).statusCode()).isEqualTo(409);
    assertThat(program.get("/api/notices").body()).contains("We know of it.");
    assertThat(program.get("/api/audit").body()).contains("incident.noted", "notice.published");

    assertThat(post(program, "/api/incidents/I/restored-for", "{\"customers\":[\"c\"]}").body())
        .contains("is not over");
    assertThat(post(program, "/api/incidents", "{\"id\":\"J\",\"what\":\"opened\"}").body())
        .contains("the first event of an incident needs");
    assertThat(post(program, "/api/incidents", "{\"id\":\"I\",\"what\":\"over\"}").body())
        .contains("what: expected opened or updated or restored or cancelled");
    assertThat(post(program, "/api/incidents", "{\"id\":\"I\",\"what\":\"restored\"}").statusCode())
        .isEqualTo(202);
    program.put("/api/clock", "{\"instant\":\"2026-03-04T18:10:00Z\"}");
    itIsStillOutAtOnesOwn(JdbcClient.create(database.dataSource()), program);
  }

  /** Whoever only looks says nothing. */
  private static void itIsStillOutAtOnesOwn(JdbcClient db, Program program) {
    String mails = "select body_text from captured_mail where body_text like '%/o/%'";
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !db.sql(mails).query(String.class).list().isEmpty());
    Matcher link =
        Pattern.compile("http://localhost:\\d+(/o/[^\\s)]+)")
            .matcher(db.sql(mails).query(String.class).list().get(0));
    assertThat(link.find()).isTrue();
    assertThat(program.get(link.group(1)).body())
        .contains("lang=\"nb\"", "Det er fortsatt nede")
        .doesNotContain("Kari", "<script");
    String answered = "select count(*) from outreach where state = 'answered'";
    assertThat(db.sql(answered).query(Long.class).single()).isZero();
    assertThat(post(program, link.group(1), "").body()).contains("Takk").doesNotContain("<form");
    assertThat(db.sql(answered).query(Long.class).single()).isEqualTo(1);
    assertThat(program.get("/api/incidents/I").body()).contains("\"stillOut\":[\"c\"]");
    assertThat(program.get("/api/watch").body())
        .contains("\"stillOut\":[{\"incident\":\"I\",\"customers\":1}]");
  }

  /** What looks at links changes nothing; a post, and be it the mail program's own, does. */
  private static void moreOfTheseIsDeclined(TestDatabase database, Program program) {
    JdbcClient db = JdbcClient.create(database.dataSource());
    event(program, "ticket.closed", "customer:c", "{\"ticket\":\"T-1\",\"resolved\":true}");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !withLink(db).isEmpty());
    Matcher link =
        Pattern.compile("http://localhost:\\d+(/p/[^\\s)]+)").matcher(withLink(db).get(0));
    assertThat(link.find()).isTrue();
    String path = link.group(1);
    assertThat(program.get(path).body())
        .contains("lang=\"nb\"", "ikke flere oppfølginger og undersøkelser", "Ikke flere slike")
        .doesNotContain("Kari", "kari@example.com", "<script");
    assertThat(
            program
                .send(program.request(path).method("HEAD", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(200);
    assertThat(db.sql("select count(*) from consent").query(Long.class).single()).isZero();
    HttpResponse<String> done =
        program.send(
            program
                .request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")));
    assertThat(done.body()).contains("Ferdig").doesNotContain("<form");
    assertThat(
            db.sql("select customer || ' ' || purpose || ' ' || granted from consent")
                .query(String.class)
                .list())
        .containsExactly("c care false");
    assertThat(program.get(path + "x").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> submit(
      Program program, String path, String form, String from) {
    return program.send(
        program
            .request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", from)
            .POST(BodyPublishers.ofString(form)));
  }

  /** The first such address on a page. */
  private static String form(Program program, String page, String action) {
    Matcher form = Pattern.compile("action=\"(" + action + ")\"").matcher(program.get(page).body());
    assertThat(form.find()).isTrue();
    return form.group(1);
  }

  private static void theDeskSaysWhatCameOfACall(Program program) {
    String call = form(program, "/calls", "/calls/\\d+");
    assertThat(submit(program, call, "outcome=given_up", "cross-site").statusCode()).isEqualTo(403);
    HttpResponse<String> odd = submit(program, call, "outcome=sold", "same-origin");
    assertThat(odd.statusCode()).isEqualTo(400);
    assertThat(odd.body()).contains("Nothing was changed: outcome: expected reached, done");
    HttpResponse<String> later =
        submit(program, call, "outcome=no_answer&note=%3Cb%3Ebusy", "same-origin");
    assertThat(later.statusCode()).isEqualTo(302);
    String list = later.headers().firstValue("Location").orElseThrow();
    assertThat(program.get(list.substring(list.indexOf("/calls"))).body())
        .contains("What became of call", "is noted", call);
    // Said by somebody else too, at the same instant.
    assertThat(submit(program, call, "outcome=given_up&note=", "same-origin").statusCode())
        .isEqualTo(409);
    program.put("/api/clock", "{\"instant\":\"2026-03-04T15:01:00Z\"}");
    assertThat(submit(program, call, "outcome=given_up&note=", "same-origin").statusCode())
        .isEqualTo(302);
    HttpResponse<String> again = submit(program, call, "outcome=reached", "same-origin");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body())
        .contains("is closed already: given_up", "Nobody is waiting for a call");
    assertThat(submit(program, "/calls/99", "outcome=reached", "same-origin").statusCode())
        .isEqualTo(404);
    assertThat(program.get("/api/audit").body()).contains("call.no_answer", "call.given_up");
  }

  /** Ten o'clock where Li lives, who has been a customer for fifteen years. */
  private static void aNoteIsWrittenByHand(Program program) {
    program.put(
        "/api/customers/li",
        "{\"name\":\"Li & Li\",\"email\":\"li@example.com\",\"locale\":\"nb\","
            + "\"zone\":\"Pacific/Honolulu\",\"since\":\"2011-03-04\"}");
    assertThat(program.get("/notes").body()).contains("There is no note to be written.");
    program.put("/api/clock", "{\"instant\":\"2026-03-04T20:00:00Z\"}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(program.get("/notes").body()).contains("Li &amp; Li"));
    assertThat(program.get("/notes").body())
        .contains("lang=\"nb\"", "Kjære Li &amp; Li", "nobody yet", "Mon 9 Mar");
    String claim = form(program, "/notes", "/notes/\\d+/claim");
    assertThat(submit(program, claim, "", "cross-site").statusCode()).isEqualTo(403);
    assertThat(submit(program, claim, "", "same-origin").statusCode()).isEqualTo(302);
    assertThat(program.get("/notes").body())
        .contains("<dd>this-machine</dd>")
        .doesNotContain("nobody yet");
    String note = claim.replace("/claim", "");
    HttpResponse<String> tooLong =
        submit(program, note, "outcome=written&remark=" + "x".repeat(501), "same-origin");
    assertThat(tooLong.body()).contains("Nothing was changed: remark: expected at most 500");
    assertThat(submit(program, note, "outcome=written&remark=", "same-origin").statusCode())
        .isEqualTo(302);
    HttpResponse<String> again = submit(program, note, "outcome=given_up", "same-origin");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(again.body()).contains("to be written", "There is no note to be written.");
  }

  @TempDir Path folder;

  @Test
  void a_mail_and_a_call_are_shown_and_what_they_hold_stays_text() {
    TestDatabase database = TestDatabase.fresh();
    try (Program program =
        Program.serve(
                Map.of("BEFOREHAND_DATABASE_URL", database.url()),
                "--story",
                "2026-03-04T10:00:00Z",
                "--rules",
                Repository.write(folder).toString())
            .ready()) {
      program.put(
          "/api/customers/c",
          "{\"name\":\""
              + NAME
              + "\",\"given\":\"Kari\",\"email\":\"kari@example.com\",\"locale\":\"nb\","
              + "\"phone\":\"+47 22 12 34 56\",\"zone\":\"Europe/London\","
              + "\"scopes\":[\"circuit:1\"]}");
      event(program, "call.dropped", "customer:c", "{}");
      event(
          program,
          "incident.opened",
          "incident:I",
          "{\"service\":\"broadband\",\"scopes\":[\"circuit:1\"],"
              + "\"eta\":\"2026-03-04T18:00:00Z\"}");
      assertThat(program.put("/api/clock", "{\"instant\":\"2026-03-04T10:05:00Z\"}").statusCode())
          .isEqualTo(200);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(program.get("/mailbox").body()).contains("kari@example.com");
                assertThat(program.get("/calls").body()).contains("tel:+4722123456");
              });

      HttpResponse<String> calls = program.get("/calls");
      assertThat(calls.body())
          .contains("Kari &lt;script&gt;", "lang=\"nb\"", "Wed 4 Mar, 15:00", "Europe/London")
          .doesNotContain("<script", "Overdue");
      program.put("/api/clock", "{\"instant\":\"2026-03-04T15:00:00Z\"}");
      assertThat(program.get("/calls").body()).contains("Overdue");

      Matcher link =
          Pattern.compile("href=\"(/mailbox/[^\"]+)\"").matcher(program.get("/mailbox").body());
      assertThat(link.find()).isTrue();
      HttpResponse<String> mail = program.get(link.group(1));
      assertThat(mail.body())
          .contains("<iframe sandbox=\"\"", "srcdoc=\"&lt;", "Kari &lt;script&gt;")
          .doesNotContain("<script");
      assertThat(mail.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'")
          .doesNotContain("script-src");
      assertThat(program.get("/").body()).contains("<b>2</b>", "sent");
      theDeskSaysWhatCameOfACall(program);

      assertThat(program.get("/watch").body())
          .contains("None is looked at.", "Everybody who was promised news heard it in time.");
      program.put("/api/clock", "{\"instant\":\"2026-03-04T18:01:00Z\"}");
      assertThat(program.get("/api/watch").body())
          .contains("\"incident\":\"I\"", "\"times\":1", "\"last\":\"Wed 4 Mar, 19:01\"");
      assertThat(program.get("/watch").body())
          .contains("<td>Wed 4 Mar, 19:01</td>")
          .doesNotContain("heard it in time");
      saidByRules(database, program);
      moreOfTheseIsDeclined(database, program);
      operatorsSpeakOfIt(database, program);
      aNoteIsWrittenByHand(program);
    }
  }
}
