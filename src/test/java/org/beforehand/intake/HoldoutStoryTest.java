package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.Rehearsed;
import org.beforehand.Repository;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holdout and variants over the whole corridor. Of these customers, 20% of this campaign are Liisa
 * and Mei, and 5% of all campaigns are Ola and Liisa; Kari draws variant b, Aino draws a.
 */
class HoldoutStoryTest {

  private static final String DAY = "2026-03-12T10:00:00Z";
  private static final String NIGHT = "2026-03-12T22:00:00Z";
  private static final String POLICY = "contact-policy.yaml";
  private static final RuleFolder SHIPPED = RuleFolder.of(Repository.atOnce());
  private static final String WHY =
      """
      select d.customer || ' ' || (v ->> 'verdict') || coalesce(' ' || (v ->> 'gate'), '')
             || coalesce(' ' || (v ->> 'reason'), '') || coalesce(' ' || (v ->> 'channel'), '')
             || coalesce(' ' || (v ->> 'variant'), '')
        from decision d, jsonb_array_elements(d.why -> 'verdicts') v
       order by d.at, d.seq, d.customer
      """;
  private static final String HELD_OUT =
      "select customer || ' ' || key || ' ' || reason from held_out order by customer, key";

  /** A campaign of its own, with what all campaigns share. */
  private static Map<String, String> thanks(String... lines) {
    Map<String, String> files = new HashMap<>(SHIPPED.files());
    files.keySet().removeIf(file -> file.contains("/") && !file.startsWith("shared/"));
    files.put(
        "thanks/campaign.yaml",
        "title: T\nowner: o\npurpose: care\nstatus: live\ntriggers: [purchase.completed]\n"
            + "key: event.order\n"
            + String.join("\n", lines)
            + "\n");
    files.put(
        "thanks/rules.dslr",
        "rule \"thank\"\nwhen\n  a purchase was completed\nthen\n  send \"thank-you\"\nend\n");
    files.put("thanks/messages/thank-you/en.md", "---\nsubject: Thank you\n---\nThanks.\n");
    files.put("thanks/messages/thank-you/nb.md", "---\nsubject: Takk\n---\nTakk.\n");
    files.put("thanks/messages/thank-you/nb.b.md", "---\nsubject: Tusen takk\n---\nTakk!\n");
    return files;
  }

  private static Corridor open(String now, Map<String, String> files) {
    return Corridor.open(now, RuleFolder.of(files));
  }

  private static void publish(Corridor corridor, Map<String, String> files) {
    corridor.rulebooks.publish(Rulebook.compile(RuleFolder.of(files)), corridor.clock.instant());
  }

  private static List<String> reasons(Corridor corridor, String customer) {
    List<String> reasons = new ArrayList<>(corridor.texts(WHY));
    reasons.removeIf(line -> !line.startsWith(customer + " "));
    return reasons;
  }

  private static void buys(Corridor corridor, String order, String... customers) {
    for (String customer : customers) {
      corridor.post("purchase.completed", "customer:" + customer, Map.of("order", order));
    }
    corridor.settle();
  }

  private static void customers(Corridor corridor) {
    List.of("kari", "ola", "aino", "liisa", "mei").forEach(corridor::customer);
  }

  @Test
  void who_is_held_out_gets_nothing_and_counts_once_for_each_occurrence() {
    try (Corridor corridor = open(DAY, thanks("holdout: 20%"))) {
      customers(corridor);
      buys(corridor, "A-1", "kari", "liisa", "mei");
      buys(corridor, "A-1", "kari", "liisa");
      buys(corridor, "A-2", "liisa");
      assertThat(corridor.mailsTo("kari")).containsExactly("Takk");
      assertThat(corridor.mailsTo("liisa")).isEmpty();
      assertThat(corridor.texts("select customer from outreach")).containsExactly("kari");
      assertThat(corridor.texts(HELD_OUT))
          .containsExactly("liisa A-1 holdout", "liisa A-2 holdout", "mei A-1 holdout");
      assertThat(reasons(corridor, "liisa"))
          .containsExactly(
              "liisa drop holdout holdout email",
              "liisa drop holdout holdout email",
              "liisa drop holdout holdout email");
    }
  }

  @Test
  void who_would_not_have_been_contacted_is_not_counted_as_held_out() {
    Map<String, String> files = thanks("holdout: 20%");
    files.computeIfPresent(
        POLICY,
        (file, text) -> text.replace("purposes: [care], most: 2", "purposes: [care], most: 0"));
    try (Corridor corridor = open(DAY, files)) {
      customers(corridor);
      corridor.post("message.unsubscribed", "customer:liisa", Map.of("purpose", "care"));
      buys(corridor, "A-1", "liisa", "mei");
      assertThat(corridor.texts(HELD_OUT)).isEmpty();
      assertThat(
              corridor.texts(
                  "select why -> 'verdicts' -> 0 ->> 'gate' from decision"
                      + " where trigger = 'purchase.completed' order by customer"))
          .containsExactly("consent", "cap");
    }
  }

  @Test
  void nobody_is_contacted_of_those_whom_no_campaign_contacts_but_for_outages() {
    Map<String, String> files = thanks();
    files.computeIfPresent(POLICY, (file, text) -> text + "\nholdout: 5%\n");
    try (Corridor corridor = Corridor.open(DAY, files)) {
      corridor.customer("ola", "circuit:1");
      buys(corridor, "A-1", "ola");
      corridor.post("ticket.closed", "customer:ola", Map.of("ticket", "T-1", "resolved", true));
      assertThat(corridor.texts(HELD_OUT))
          .hasSize(2)
          .allMatch(row -> row.endsWith("global_holdout"));
      corridor.post(
          "incident.opened",
          "incident:N-7",
          Map.of("service", "broadband", "scopes", List.of("circuit:1")));
      corridor.advance(Duration.ofMinutes(15));
      assertThat(corridor.mailsTo("ola"))
          .containsExactly("Vi vet om det: broadband er nede hos deg");
    }
  }

  @Test
  void a_larger_share_takes_nothing_back_that_waits() {
    try (Corridor corridor = open(NIGHT, thanks("holdout: 20%"))) {
      customers(corridor);
      buys(corridor, "A-1", "kari", "liisa");
      assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled quiet_hours");
      publish(corridor, thanks("holdout: 99%"));
      corridor.advance(Duration.ofHours(12));
      assertThat(corridor.mailsTo("kari")).containsExactly("Takk");
      buys(corridor, "A-2", "kari", "liisa");
      assertThat(corridor.texts(HELD_OUT))
          .containsExactly("kari A-2 holdout", "liisa A-1 holdout", "liisa A-2 holdout");
    }
  }

  @Test
  void a_shadow_holds_out_but_counts_nobody() {
    Map<String, String> files = thanks("holdout: 20%");
    files.computeIfPresent(
        "thanks/campaign.yaml", (file, text) -> text.replace("status: live", "status: shadow"));
    try (Corridor corridor = open(DAY, files)) {
      customers(corridor);
      buys(corridor, "A-1", "liisa");
      assertThat(reasons(corridor, "liisa")).containsExactly("liisa drop holdout holdout email");
      assertThat(corridor.texts(HELD_OUT)).isEmpty();
    }
  }

  @Test
  void each_gets_the_wording_of_a_variant_that_is_written_down_with_the_reasons() {
    try (Corridor corridor = open(DAY, thanks("variants: {a: 50, b: 50}"))) {
      customers(corridor);
      buys(corridor, "A-1", "kari", "aino");
      assertThat(corridor.mailsTo("kari")).containsExactly("Tusen takk");
      assertThat(corridor.mailsTo("aino")).containsExactly("Takk");
      assertThat(
              corridor.texts("select customer || ' ' || variant from outreach order by customer"))
          .containsExactly("aino a", "kari b");
      assertThat(reasons(corridor, "kari")).containsExactly("kari send email b");
    }
  }

  @Test
  void what_waits_keeps_the_variant_it_was_decided_with() {
    try (Corridor corridor = open(NIGHT, thanks("variants: {a: 50, b: 50}"))) {
      customers(corridor);
      buys(corridor, "A-1", "kari");
      publish(corridor, thanks("variants: {a: 1000, b: 1}"));
      corridor.advance(Duration.ofHours(12));
      assertThat(corridor.mailsTo("kari")).containsExactly("Tusen takk");
    }
  }

  @Test
  void a_simulation_holds_out_the_same_and_names_the_variant_at_the_end_of_its_line(
      @TempDir Path folder) throws IOException {
    Map<String, String> files = thanks("holdout: 20%", "variants: {a: 50, b: 50}");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve("rules").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Instant at = Instant.parse(DAY);
    List<Map<String, Object>> customers = new ArrayList<>();
    List<Map<String, Object>> events = new ArrayList<>();
    for (String id : List.of("kari", "aino", "liisa")) {
      customers.add(Map.of("id", id, "email", id + "@customers.example"));
      Subject subject = new Subject.OfCustomer(id);
      Map<String, Object> order = Map.of("order", "A-1");
      events.add(Rehearsed.line(new Event("s", id, "purchase.completed", subject, at, order)));
    }
    Rehearsed rehearsed =
        new Rehearsed.Play(
                Rehearsed.lines(folder.resolve("c.jsonl"), customers),
                Rehearsed.lines(folder.resolve("e.jsonl"), events),
                folder.resolve("rules"),
                at.minusSeconds(1),
                at.plusSeconds(3_600),
                1)
            .run(folder.resolve("out.jsonl"));
    assertThat(rehearsed.told("customer", "verdict", "gate", "reason"))
        .containsExactly("aino send - -", "kari send - -", "liisa drop holdout holdout");
    assertThat(Files.readAllLines(rehearsed.out()))
        .anyMatch(line -> line.contains("\"kari\"") && line.endsWith("\",\"variant\":\"b\"}"))
        .anyMatch(line -> line.contains("\"aino\"") && line.endsWith("\",\"variant\":\"a\"}"))
        .anyMatch(line -> line.contains("\"liisa\"") && !line.contains("variant"));
  }
}
