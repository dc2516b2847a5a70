package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beforehand.intake.Receipt.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the corridor does with events: once, in order, all of them or none of a batch. */
class IntakeTest {

  // A Tuesday, eleven in the morning in Oslo.
  private final Corridor corridor = Corridor.open("2026-03-10T10:00:00Z");

  @AfterEach
  void close() {
    corridor.close();
  }

  @Test
  void the_same_event_happens_once_and_another_body_under_its_id_is_a_conflict() {
    corridor.customer("kari");
    Read.Good closed = closed("e1", "kari", true);
    assertThat(corridor.post(closed).get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(corridor.post(closed).get(0).outcome()).isEqualTo(Outcome.REPEATED);
    assertThat(corridor.post(closed("e1", "kari", false)).get(0).outcome())
        .isEqualTo(Outcome.CONFLICT);
    assertThat(corridor.texts("select event from decision where trigger = 'ticket.closed'"))
        .containsExactly("e1");
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed scheduled");
  }

  @Test
  void the_same_event_twice_in_one_batch_happens_once() {
    corridor.customer("kari");
    List<Receipt> receipts =
        corridor.post(
            closed("e1", "kari", true), closed("e1", "kari", true), closed("e1", "kari", false));
    assertThat(receipts)
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.REPEATED, Outcome.CONFLICT);
    assertThat(corridor.outreach("kari")).hasSize(1);
  }

  @Test
  void an_event_of_somebody_unknown_waits_for_the_record() {
    assertThat(corridor.post(closed("e1", "kari", true)).get(0).outcome())
        .isEqualTo(Outcome.WAITING);
    corridor.settle();
    assertThat(corridor.peer.count()).isZero();

    corridor.customer("kari");
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    assertThat(corridor.texts("select outcome from event where id = 'e1'"))
        .containsExactly("decided");
  }

  @Test
  void a_record_and_an_event_of_the_same_customer_may_come_in_one_batch() {
    List<Receipt> receipts =
        corridor.post(
            corridor.event(
                "customer.updated",
                "customer:kari",
                corridor.clock.instant(),
                Map.of("id", "kari", "email", "kari@customers.example")),
            closed("e1", "kari", true));
    assertThat(receipts)
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.ACCEPTED);
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
  }

  @Test
  void each_event_of_a_batch_is_decided_on_those_before_it_and_not_on_those_after() {
    corridor.customer("kari");
    List<Read.Good> calls = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      calls.add(
          corridor.event(
              "call-" + i, "call.dropped", "customer:kari", corridor.clock.instant(), Map.of()));
    }
    corridor.post(calls.toArray(Read.Good[]::new));
    assertThat(fired("call-1")).contains("call back after a dropped call");
    assertThat(fired("call-2")).contains("call back after a dropped call");
    assertThat(fired("call-3")).contains("call back soon after the third dropped call");
    // Two of care in seven days: the third is left to the two that are coming.
    assertThat(corridor.texts("select state from outreach order by id"))
        .containsExactly("scheduled", "scheduled");
    assertThat(fired("call-3")).contains("cap_reached");
  }

  @Test
  void a_record_or_an_opt_out_counts_from_its_place_in_the_batch_on() {
    corridor.customer("kari");
    corridor.post(
        closed("e1", "kari", true),
        corridor.event(
            "message.unsubscribed",
            "customer:kari",
            corridor.clock.instant(),
            Map.of("purpose", "care")),
        closed("e2", "kari", true));
    assertThat(fired("e1")).contains("\"verdict\": \"send\"").doesNotContain("opted_out");
    assertThat(fired("e2")).contains("opted_out");
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed cancelled opted_out");
  }

  @Test
  void a_call_becomes_a_task_when_it_may_be_made() {
    corridor.clock.set(java.time.Instant.parse("2026-03-13T20:30:00Z"));
    corridor.customer("kari");
    corridor.post("call.dropped", "customer:kari", Map.of());
    corridor.settle();
    assertThat(corridor.outreach("kari")).containsExactly("call-back scheduled quiet_hours");
    // Friday half past nine in the evening; the next working hour is Monday at eight in Oslo.
    corridor.clock.set(java.time.Instant.parse("2026-03-16T07:00:00Z"));
    corridor.settle();
    assertThat(corridor.outreach("kari")).containsExactly("call-back sent");
    assertThat(
            new org.beforehand.desk.CallTasks(corridor.db)
                .open(corridor.clock.instant(), 10)
                .get(0)
                .due())
        .isEqualTo(java.time.Instant.parse("2026-03-16T11:00:00Z"));
  }

  @Test
  void an_opt_out_takes_back_what_waits() {
    corridor.clock.set(java.time.Instant.parse("2026-03-10T21:00:00Z"));
    corridor.customer("kari");
    corridor.post(closed("e1", "kari", true));
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed scheduled quiet_hours");
    corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "care"));
    assertThat(corridor.outreach("kari")).containsExactly("ticket-closed cancelled opted_out");
    corridor.advance(Duration.ofHours(12));
    assertThat(corridor.peer.count()).isZero();
  }

  @Test
  void an_opt_out_of_somebody_unknown_counts_once_the_record_comes() {
    corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "care"));
    corridor.customer("kari");
    corridor.settle();
    corridor.post(closed("e1", "kari", true));
    assertThat(corridor.outreach("kari")).isEmpty();
    assertThat(fired("e1")).contains("opted_out");
  }

  @Test
  void an_event_that_waited_is_counted_once() {
    for (int i = 1; i <= 2; i++) {
      corridor.post(
          corridor.event(
              "call-" + i, "call.dropped", "customer:kari", corridor.clock.instant(), Map.of()));
    }
    corridor.customer("kari");
    corridor.settle();
    assertThat(fired("call-1")).doesNotContain("third");
    assertThat(fired("call-2")).doesNotContain("third");
  }

  @Test
  void an_opt_out_of_a_purpose_that_does_not_exist_is_refused() {
    corridor.customer("kari");
    Receipt receipt =
        corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "carre"));
    assertThat(receipt.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(receipt.detail()).startsWith("data.purpose: expected service, care");
  }

  @Test
  void one_poison_event_is_parked_and_the_others_of_its_batch_are_decided() {
    corridor.customer("kari");
    corridor.customer("ola");
    List<Receipt> receipts =
        corridor.post(
            closed("e1", "kari", true),
            // PostgreSQL cannot keep this letter; the readers refuse it, this comes past them.
            corridor.event(
                "poison",
                "ticket.closed",
                "customer:kari",
                corridor.clock.instant(),
                Map.of("topic", "a\u0000b")),
            closed("e2", "ola", true));
    assertThat(receipts)
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.PARKED, Outcome.ACCEPTED);
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    assertThat(corridor.mailsTo("ola")).hasSize(1);
    assertThat(corridor.texts("select outcome || ': ' || detail from event where id = 'poison'"))
        .containsExactly("parked: deciding failed with PSQLException");
  }

  @Test
  void a_record_that_cannot_be_used_is_refused_and_says_which_field() {
    Receipt receipt =
        corridor.post("customer.updated", "customer:kari", Map.of("id", "kari", "emial", "x"));
    assertThat(receipt.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(receipt.detail()).contains("emial").contains("email");
    assertThat(corridor.texts("select id from customer")).isEmpty();
    assertThat(corridor.texts("select id from event")).isEmpty();
  }

  private Read.Good closed(String id, String customer, boolean resolved) {
    return corridor.event(
        id,
        "ticket.closed",
        "customer:" + customer,
        corridor.clock.instant(),
        Map.of("ticket", id, "topic", "billing", "resolved", resolved));
  }

  private String fired(String event) {
    return corridor
        .db
        .sql("select why::text from decision where event = :event")
        .param("event", event)
        .query(String.class)
        .single();
  }
}
