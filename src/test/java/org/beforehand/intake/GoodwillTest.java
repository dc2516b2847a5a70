package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What customers are given, from the event to the ledger. */
class GoodwillTest {

  private static final Map<String, Object> LATE = Map.of("order", "B-17", "days", 8);

  private static Map<String, Object> outage() {
    return Map.of("service", "broadband", "scopes", List.of("circuit:1"));
  }

  private static List<String> ledger(Corridor corridor) {
    return corridor.texts(
        "select customer || ' ' || amount || ' ' || currency || ' ' || state || ' ' || reason"
            + " from given order by outreach");
  }

  private static void outageOf(Corridor corridor, String incident, Duration length) {
    corridor.post("incident.opened", "incident:" + incident, outage());
    corridor.advance(Duration.ofMinutes(15));
    corridor.advance(length.minusMinutes(15));
    corridor.post("incident.restored", "incident:" + incident, Map.of());
    corridor.advance(Duration.ofMinutes(10));
  }

  @Test
  void a_long_outage_is_told_and_then_made_good() {
    try (Corridor corridor = Corridor.open("2026-03-12T08:00:00Z")) {
      corridor.customer("kari", "circuit:1");
      corridor.customer("ola", "circuit:2");
      outageOf(corridor, "N-7", Duration.ofHours(9));
      assertThat(corridor.mailsTo("kari"))
          .containsExactly(
              "Vi vet om det: broadband er nede hos deg",
              "broadband er fortsatt nede hos deg",
              "Det virker igjen: broadband",
              "=?UTF-8?Q?Beklager_at_det_tok_s=C3=A5_lang_tid:_50_kr_tilbake_til_deg?=");
      assertThat(corridor.mailsTo("ola")).isEmpty();
      assertThat(ledger(corridor))
          .containsExactly(
              "kari 50.00 NOK promised goodwill-gestures: a working day without service");
      // The books are kept with the outreach: one row each, the same key once.
      assertThat(
              corridor.texts(
                  "select o.key || ' ' || o.action || ' ' || coalesce(o.stage, 'no stage')"
                      + " from gesture g join outreach o on o.id = g.outreach"))
          .containsExactly("N-7#1:restored gesture no stage");
    }
  }

  @Test
  void a_gesture_is_no_word_in_the_conversation_about_the_next_outage() {
    try (Corridor corridor = Corridor.open("2026-03-12T08:00:00Z")) {
      corridor.customer("kari", "circuit:1");
      outageOf(corridor, "N-7", Duration.ofHours(9));
      int mails = corridor.mailsTo("kari").size();
      outageOf(corridor, "N-8", Duration.ofHours(1));
      assertThat(corridor.mailsTo("kari").subList(mails, mails + 2))
          .containsExactly(
              "Vi vet om det: broadband er nede hos deg", "Det virker igjen: broadband");
    }
  }

  @Test
  void a_gesture_that_waits_is_not_sent_while_the_outage_has_come_back() {
    try (Corridor corridor = Corridor.open("2026-03-12T10:00:00Z")) {
      corridor.customer("kari", "circuit:1");
      outageOf(corridor, "N-7", Duration.ofHours(11));
      assertThat(corridor.outreach("kari"))
          .containsExactlyInAnyOrder(
              "opened sent",
              "still-out.1 sent",
              "restored sent",
              "long-outage scheduled quiet_hours");
      corridor.advance(Duration.ofHours(5));
      corridor.post("incident.opened", "incident:N-7", outage());
      corridor.advance(Duration.ofHours(8));
      assertThat(corridor.outreach("kari")).contains("long-outage superseded overtaken");
      assertThat(ledger(corridor)).singleElement().asString().contains("withdrawn");
    }
  }

  @Test
  void what_was_taken_back_before_it_left_is_not_given() {
    try (Corridor corridor = Corridor.open("2026-03-12T22:00:00Z")) {
      corridor.customer("kari");
      corridor.post("order.late", "customer:kari", LATE);
      assertThat(ledger(corridor)).singleElement().asString().startsWith("kari 50.00 NOK promised");
      corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "goodwill"));
      assertThat(ledger(corridor))
          .singleElement()
          .asString()
          .startsWith("kari 50.00 NOK withdrawn");
      corridor.advance(Duration.ofHours(12));
      assertThat(corridor.mailsTo("kari")).isEmpty();
    }
  }

  @Test
  void what_was_given_counts_for_the_next_decision_even_of_the_same_batch() {
    try (Corridor corridor = Corridor.open("2026-03-12T10:00:00Z")) {
      corridor.customer("kari");
      for (int week = 0; week < 5; week++) {
        corridor.post(
            corridor.event(
                "order.late",
                "customer:kari",
                corridor.clock.instant(),
                Map.of("order", "A-" + week, "days", 15)),
            corridor.event(
                "order.late",
                "customer:kari",
                corridor.clock.instant(),
                Map.of("order", "B-" + week, "days", 15)));
        corridor.settle();
        corridor.advance(Duration.ofDays(8));
      }
      // Less than 300 NOK in 90 days: three times a hundred, the third in the second week.
      assertThat(ledger(corridor)).hasSize(3);
      corridor.advance(Duration.ofDays(60));
      corridor.post("order.late", "customer:kari", LATE);
      assertThat(ledger(corridor)).hasSize(4);
    }
  }

  @Test
  void the_same_order_is_made_good_once() {
    try (Corridor corridor = Corridor.open("2026-03-12T10:00:00Z")) {
      corridor.customer("kari");
      corridor.post("order.late", "customer:kari", LATE);
      corridor.post("order.late", "customer:kari", Map.of("order", "B-17", "days", 15));
      assertThat(ledger(corridor)).hasSize(1);
      corridor.settle();
      assertThat(corridor.mailsTo("kari"))
          .containsExactly("Bestillingen din er forsinket: 50 kr tilbake til deg");
    }
  }
}
