package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a draft would have done to what is stored, asked of a running program and by command. */
class StoredSimulationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOW = "2026-03-10T10:00:00Z";
  private static final Map<String, String> THANKS =
      Map.of(
          "thanks/campaign.yaml",
          """
          title: Thanks for an order
          owner: customer-care
          purpose: care
          status: live
          triggers: [purchase.completed]
          key: event.order
          expiry: 48h
          """,
          "thanks/rules.dslr",
          """
          rule "thank for an order"
          when
            a purchase was completed
          then
            send "thank-you"
          end
          """,
          "thanks/messages/thank-you/en.md",
          """
          ---
          subject: "Thank you, {{customer.given}}"
          ---
          Your order {{event.order}} is on its way.
          """);

  @TempDir Path folder;

  private static HttpResponse<String> post(Program program, String path, String type, String body) {
    return program.send(
        program.request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> simulate(Program program, ObjectNode asked) {
    return post(program, "/api/simulations", "application/json", asked.toString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  /** Two customers, one of whom said no to follow-ups, and an order of each. */
  private static void live(Program program) {
    for (String who : new String[] {"kari", "ola"}) {
      program.put(
          "/api/customers/" + who,
          "{\"given\":\"%s\",\"email\":\"%s@customers.example\",\"zone\":\"Europe/Oslo\"%s}"
              .formatted(
                  who.equals("kari") ? "Kari" : "Ola",
                  who,
                  who.equals("kari") ? "" : ",\"consent\":{\"care\":false}"));
      assertThat(
              post(
                      program,
                      "/api/events",
                      "application/cloudevents+json",
                      "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"shop\",\"type\":\"purchase.completed\",\"subject\":\"customer:%s\",\"time\":\"%s\",\"data\":{\"order\":\"A-%s\"}}"
                          .formatted(who, who, NOW, who))
                  .body())
          .contains("\"accepted\"");
    }
  }

  private static JsonNode report(Program program, ObjectNode asked) throws IOException {
    HttpResponse<String> accepted = simulate(program, asked);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String path = "/api/simulations/" + json(accepted).get("id").asText();
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                !json(program.send(program.request(path)))
                    .get("state")
                    .asText()
                    .matches("queued|running"));
    JsonNode done = json(program.send(program.request(path)));
    assertThat(done.get("state").asText()).isEqualTo("done");
    return done.get("report");
  }

  @Test
  void a_draft_shows_who_gains_how_far_each_rule_comes_and_how_its_mails_read() throws IOException {
    TestDatabase database = TestDatabase.fresh();
    try (Program program =
        Program.serve(
                Map.of("BEFOREHAND_DATABASE_URL", database.url()),
                "--story",
                NOW,
                "--rules",
                Repository.write(folder.resolve("rules")).toString())
            .ready()) {
      live(program);
      ObjectNode asked = JSON.createObjectNode().put("days", 1);
      THANKS.forEach(asked.putObject("rules")::put);
      JsonNode report = report(program, asked);
      assertThat(report.at("/against/customers/added").asInt()).isEqualTo(1);
      assertThat(report.at("/against/messages/0/message").asText()).isEqualTo("thanks thank-you");
      assertThat(report.at("/samples/0/subject").asText()).isEqualTo("Thank you, Kari");
      assertThat(report.at("/samples/0/text").asText()).contains("Your order A-kari is on its way");
      assertThat(report.get("samples")).hasSize(1);
      assertThat(report.at("/messages/0/hour").asInt()).isEqualTo(11);
      JsonNode funnel = funnel(report, "thanks: thank for an order");
      assertThat(funnel.at("/sentences/0/after").asText()).isEqualTo("a purchase was completed");
      assertThat(funnel.at("/sentences/0/customers").asInt()).isEqualTo(2);
      assertThat(left(funnel, "fresh")).isEqualTo(2);
      assertThat(left(funnel, "consent")).isEqualTo(1);
      assertThat(funnel.at("/sent/customers").asInt()).isEqualTo(1);
      assertThat(program.get("/api/outreach").body()).doesNotContain("thank-you");
      assertThat(report(program, asked).toString()).isEqualTo(report.toString());

      asked.putObject("rules").put("vocabulary.dsl", "");
      assertThat(simulate(program, asked).statusCode()).isEqualTo(422);
      asked
          .putObject("rules")
          .put("follow-up-calls/rules.dslr", "rule \"x\"\nwhen\n a purchace\nthen\nend");
      assertThat(simulate(program, asked).body()).contains("follow-up-calls/rules.dslr:3");
      assertThat(simulate(program, JSON.createObjectNode().put("days", 0)).body())
          .contains("days: expected a whole number");
      assertThat(program.get("/api/simulations/none").statusCode()).isEqualTo(404);
    }
  }

  private static JsonNode funnel(JsonNode report, String rule) {
    for (JsonNode one : report.get("funnels")) {
      if (one.get("rule").asText().equals(rule)) {
        return one;
      }
    }
    throw new AssertionError("no funnel of " + rule);
  }

  private static int left(JsonNode funnel, String gate) {
    for (JsonNode one : funnel.get("gates")) {
      if (one.get("after").asText().equals(gate)) {
        return one.get("customers").asInt();
      }
    }
    throw new AssertionError("no gate " + gate);
  }
}
