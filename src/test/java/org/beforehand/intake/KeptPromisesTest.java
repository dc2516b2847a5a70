package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.Repository;
import org.beforehand.deliver.Answers;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Promises;
import org.beforehand.incident.Promises.Promised;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was promised about outages is kept count of, and customers may say that it is not so. */
class KeptPromisesTest {

  private static final String POLICY = "contact-policy.yaml";

  private final Corridor corridor =
      Corridor.open(
          "2026-03-02T09:00:00Z",
          Map.of(POLICY, Repository.atOnce().get(POLICY).replace("  pad: 0m  ", "  pad: 30m ")));

  private final Promises promises = new Promises(corridor.db);
  private final StillOut stillOut =
      new StillOut(corridor.db, corridor.intake, corridor.clock, Corridor.LINKS);

  @AfterEach
  void close() {
    corridor.close();
  }

  @Test
  void a_padded_estimate_that_passes_is_warned_of_once_broken_and_apologised_for() {
    customer("kari", "en-GB");
    customer("ola", "nb-NO");
    incident("incident.opened", Map.of("eta", "2026-03-02T11:05:00Z"));
    new Incidents(corridor.db)
        .note(
            "A",
            Map.of("en", "Technicians are *on site*.", "nb", "Montører er *på stedet*."),
            corridor.clock.instant());
    corridor.advance(Duration.ofMinutes(10));
    // 11:05 and half an hour, up to the quarter, where Kari lives.
    assertThat(text("kari"))
        .contains("Monday 2 March, 12:45")
        .contains("Technicians are *on site*.");
    assertThat(text("ola")).doesNotContain("Technicians");
    assertThat(
            corridor.texts(
                "select to_char(eta - estimate, 'HH24:MI') from incident where estimate < eta"))
        .containsExactly("00:40");
    assertThat(only())
        .returns("eta", Promised::kind)
        .returns("open", Promised::outcome)
        .returns(2L, Promised::told);

    corridor.advance(Duration.ofMinutes(139));
    assertThat(warnings()).isEmpty();
    corridor.advance(Duration.ofMinutes(6));
    corridor.advance(Duration.ofMinutes(5));
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0)).contains("Incident A (broadband)", "back by Mon 2 Mar, 12:45");

    corridor.advance(Duration.ofMinutes(30));
    assertThat(promises.of("A"))
        .extracting(one -> one.kind() + " " + one.outcome())
        .containsExactly("eta broken", "next-update open");
    incident("incident.restored", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(promises.of("A"))
        .extracting(one -> one.kind() + " " + one.outcome())
        .containsExactly("eta broken", "next-update kept");
    assertThat(text("kari"))
        .contains("We gave you a time, Monday 2 March, 12:45, and did not keep it")
        .doesNotContain("Technicians");
  }

  @Test
  void an_estimate_is_kept_by_an_end_that_is_heard_of_late_and_revised_by_a_new_one_in_time() {
    customer("kari", "en-GB");
    incident("incident.opened", Map.of("eta", "2026-03-02T11:15:00Z"));
    corridor.advance(Duration.ofMinutes(10));
    incident("incident.updated", Map.of("eta", "2026-03-02T13:15:00Z"));
    corridor.advance(Duration.ofHours(2));
    assertThat(promises.of("A")).extracting(Promised::outcome).containsExactly("revised", "open");
    // That it was back is heard of when the time has passed: it was kept all the same.
    corridor.advance(Duration.ofHours(3));
    assertThat(promises.of("A").get(1).outcome()).isEqualTo("broken");
    corridor.post(
        corridor.event(
            "incident.restored",
            "incident:A",
            corridor.clock.instant().minus(Duration.ofMinutes(100)),
            Map.of()));
    assertThat(promises.of("A").get(1).outcome()).isEqualTo("kept");
  }

  @Test
  void who_says_that_it_is_still_out_alone_hears_once_more_that_it_is_back() {
    customer("kari", "en-GB");
    customer("aino", "en-GB");
    incident("incident.opened", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("incident.restored", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(only()).returns("kept", Promised::outcome);
    long restored =
        corridor
            .db
            .sql("select id from outreach where customer = 'kari' and stage = 'restored'")
            .query(Long.class)
            .single();
    String link = Corridor.LINKS.stillOut(restored);
    assertThat(text("kari")).contains(link).doesNotContain("did not keep it");
    String token = link.substring(link.lastIndexOf('/') + 1);
    assertThat(stillOut.of(Corridor.LINKS.unsubscribe(restored).replaceAll(".*/", ""))).isEmpty();
    LinkedMessage message = stillOut.of(token).orElseThrow();
    stillOut.say(message);
    corridor.clock.tick(Duration.ofSeconds(1));
    stillOut.say(message);
    corridor.settle();

    Answers answers = new Answers(corridor.db);
    assertThat(answers.customers("A", 10)).containsExactly("kari");
    assertThat(corridor.texts("select status from incident")).containsExactly("restored");
    corridor.advance(Duration.ofMinutes(30));
    IncidentReports reports = new IncidentReports(corridor.intake);
    reports.restoredFor("A", List.of("kari", "aino"), corridor.clock.instant());
    corridor.settle();
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "restored answered", "restored.2 sent");
    assertThat(corridor.outreach("aino")).containsExactly("opened sent", "restored sent");
    assertThat(answers.customers("A", 10)).isEmpty();

    // What comes after is a conversation like any other.
    corridor.advance(Duration.ofMinutes(30));
    incident("incident.opened", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.outreach("kari")).endsWith("restored.2 sent", "opened sent");
  }

  private Promised only() {
    assertThat(promises.of("A")).hasSize(1);
    return promises.of("A").get(0);
  }

  private List<String> warnings() {
    return corridor.texts("select text from alert where team = 'operators'");
  }

  private void customer(String id, String locale) {
    corridor.customer(
        Map.of(
            "id",
            id,
            "email",
            id + "@customers.example",
            "locale",
            locale,
            "zone",
            "Europe/Oslo",
            "scopes",
            List.of("circuit:1")));
  }

  private void incident(String type, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("service", "broadband");
    all.put("scopes", List.of("circuit:1"));
    Receipt receipt = corridor.post(type, "incident:A", all);
    assertThat(receipt.outcome()).as(receipt.toString()).isEqualTo(Receipt.Outcome.ACCEPTED);
  }

  /** The last mail somebody got, its folded lines joined. */
  private String text(String customer) {
    String last = "";
    for (SmtpPeer.Accepted mail : corridor.peer.accepted()) {
      if (mail.to().equals(customer + "@customers.example")) {
        last = mail.content().replace("=\r\n", "");
      }
    }
    return last;
  }
}
