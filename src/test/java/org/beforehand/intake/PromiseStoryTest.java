package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.deliver.SmtpPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What customers are promised about outages and maintenance, and what they hear of it. */
class PromiseStoryTest {

  // The night in which Norway's clocks go from two to three.
  private final Corridor corridor = Corridor.open("2026-03-28T21:50:00Z");

  @AfterEach
  void close() {
    corridor.close();
  }

  @Test
  void an_outage_without_an_estimate_promises_to_write_again_and_does() {
    corridor.customer("kari", "circuit:1");
    incident("incident.opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    // Four hours after 23:00, of which the clock skips one.
    assertThat(texts("kari").get(0)).contains("s\u00f8ndag 29. mars kl. 04:00");

    corridor.advance(Duration.ofHours(4).minusSeconds(1));
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    for (int i = 0; i < 6; i++) {
      corridor.advance(Duration.ofHours(4));
    }
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "still-out.1 sent", "still-out.2 sent", "still-out.3 sent");
    assertThat(texts("kari").get(2)).contains("Vi skriver til deg igjen senest");
    assertThat(texts("kari").get(3))
        .contains("Neste gang du h\u00f8rer fra oss, er n\u00e5r det virker igjen")
        .doesNotContain("senest");
    assertThat(corridor.texts("select what from incident_update where what = 'lapsed'")).hasSize(6);

    incident("incident.restored", "A", Map.of());
    corridor.advance(Duration.ofHours(9));
    assertThat(corridor.mailsTo("kari"))
        .filteredOn(subject -> subject.startsWith("Det virker igjen"))
        .hasSize(1);
    assertThat(corridor.texts("select what from incident_update where what = 'lapsed'")).hasSize(6);
    assertThat(corridor.texts("select outcome from event where type = 'incident.lapsed'"))
        .hasSize(6);
  }

  @Test
  void an_estimate_that_passes_is_apologised_for_and_a_new_one_is_told() {
    corridor.customer("kari", "circuit:1");
    incident("incident.opened", "A", Map.of("eta", "2026-03-29T01:00:00Z"));
    corridor.advance(Duration.ofMinutes(10));
    assertThat(texts("kari").get(0)).contains("kl. 03:00").doesNotContain("senest");
    corridor.advance(Duration.ofHours(3));
    assertThat(corridor.outreach("kari")).containsExactly("opened sent", "still-out.1 sent");

    // Only twenty minutes later than the last, but that one has passed.
    incident("incident.updated", "A", Map.of("eta", "2026-03-29T03:20:00Z"));
    corridor.advance(Duration.ofHours(2));
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "still-out.1 sent", "eta.2 sent");
  }

  @Test
  void maintenance_is_announced_in_time_told_anew_when_it_moves_and_apologised_for() {
    corridor.customer("kari", "circuit:1");
    incident(
        "maintenance.planned",
        "M",
        Map.of("from", "2026-04-07T21:50:00Z", "to", "2026-04-08T01:00:00Z"));
    corridor.advance(Duration.ofDays(3).minusSeconds(1));
    assertThat(corridor.mailsTo("kari")).isEmpty();
    corridor.advance(Duration.ofSeconds(1));
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    assertThat(texts("kari").get(0)).contains("tirsdag 7. april kl. 23:50");
    corridor.customer("late", "circuit:1");

    incident("maintenance.planned", "M", Map.of("from", "2026-04-07T22:00:00Z"));
    corridor.settle();
    incident(
        "maintenance.planned",
        "M",
        Map.of("from", "2026-04-08T22:00:00Z", "to", "2026-04-09T01:00:00Z"));
    corridor.advance(Duration.ofDays(8));
    incident("maintenance.started", "M", Map.of());
    corridor.settle();
    corridor.advance(Duration.ofHours(4));
    incident("maintenance.completed", "M", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.outreach("kari"))
        .containsExactly(
            "planned.1 sent",
            "planned.2 sent",
            "started sent",
            "still-out.1 sent",
            "completed sent");
    assertThat(corridor.texts("select key from outreach where customer = 'kari' order by id"))
        .startsWith("M#1:planned.1", "M#1:planned.2");
    assertThat(corridor.outreach("late").get(0)).isEqualTo("planned.2 sent");
  }

  @Test
  void maintenance_and_an_outage_of_one_service_are_one_conversation() {
    corridor.customer("kari", "circuit:1");
    incident(
        "maintenance.planned",
        "M",
        Map.of("from", "2026-03-29T21:00:00Z", "to", "2026-03-30T03:00:00Z"));
    corridor.settle();
    incident("incident.opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("incident.restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    // What is only announced does not hold back that it works again.
    assertThat(corridor.outreach("kari"))
        .containsExactly("planned.1 sent", "opened sent", "restored sent");

    corridor.advance(Duration.ofHours(23));
    incident("maintenance.started", "M", Map.of());
    corridor.settle();
    incident("incident.opened", "B", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("maintenance.completed", "M", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(4);
    incident("incident.restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.outreach("kari"))
        .containsExactly(
            "planned.1 sent", "opened sent", "restored sent", "started sent", "restored sent");
  }

  @Test
  void maintenance_that_will_not_take_place_is_called_off_for_those_who_were_told() {
    corridor.customer("kari", "circuit:1");
    Map<String, Object> window =
        Map.of("from", "2026-04-02T21:00:00Z", "to", "2026-04-03T03:00:00Z");
    incident("maintenance.planned", "M", window);
    incident("maintenance.planned", "N", window);
    incident("maintenance.cancelled", "N", Map.of());
    corridor.settle();
    corridor.customer("late", "circuit:1");
    corridor.clock.tick(Duration.ofMinutes(1));
    incident("maintenance.cancelled", "M", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.outreach("kari")).containsExactly("planned.1 sent", "cancelled sent");
    assertThat(corridor.mailsTo("kari").get(1)).contains("blir ikke noe av");
    assertThat(corridor.outreach("late")).isEmpty();
  }

  private void incident(String type, String id, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>();
    all.put("service", "broadband");
    all.put("scopes", List.of("circuit:1"));
    all.putAll(data);
    Receipt receipt = corridor.post(type, "incident:" + id, all);
    assertThat(receipt.outcome()).as(receipt.toString()).isEqualTo(Receipt.Outcome.ACCEPTED);
  }

  /** The plain parts of the mails somebody got. */
  private List<String> texts(String customer) {
    List<String> texts = new ArrayList<>();
    for (SmtpPeer.Accepted mail : corridor.peer.accepted()) {
      if (mail.to().equals(customer + "@customers.example")) {
        texts.add(decoded(mail.content()));
      }
    }
    return texts;
  }

  private static String decoded(String content) {
    int part = content.indexOf("text/plain");
    int body = content.indexOf("\r\n\r\n", part) + 4;
    String head = content.substring(content.lastIndexOf("--", part), body).toLowerCase();
    String raw = content.substring(body, content.indexOf("\r\n--", body));
    if (head.contains("base64")) {
      return new String(Base64.getMimeDecoder().decode(raw), StandardCharsets.UTF_8);
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    String joined = raw.replace("=\r\n", "");
    for (int i = 0; i < joined.length(); i++) {
      if (joined.charAt(i) == '=' && head.contains("quoted-printable")) {
        bytes.write(Integer.parseInt(joined.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(joined.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
