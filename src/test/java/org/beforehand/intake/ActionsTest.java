package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Dossiers;
import org.beforehand.desk.Alerts;
import org.beforehand.desk.CallTasks;
import org.beforehand.incident.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules do beside sending, from the event to what is kept of it. */
class ActionsTest {

  /** A Friday, 11 o'clock in Oslo. */
  private final Corridor corridor = Corridor.ofSentences("2026-03-13T10:00:00Z", "actions");

  @BeforeEach
  void kari() {
    corridor.customer("kari");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private Read.Good ticket(String ticket, boolean resolved) {
    return corridor.event(
        "ticket.closed",
        "customer:kari",
        corridor.clock.instant(),
        Map.of("ticket", ticket, "resolved", resolved));
  }

  private Read.Good gaveUp() {
    return corridor.event(
        "call.abandoned", "customer:kari", corridor.clock.instant(), Map.of("waited", 900));
  }

  private List<String> verdicts(String action) {
    return corridor
        .db
        .sql(
            """
            select (v ->> 'verdict') || coalesce(' ' || (v ->> 'reason'), '')
              from decision d, jsonb_array_elements(d.why -> 'verdicts') v
             where v ->> 'action' = :action order by d.seq
            """)
        .param("action", action)
        .query(String.class)
        .list();
  }

  private List<String> outreach() {
    return corridor.texts(
        "select key || ' ' || action || ' ' || state || coalesce(' ' || reason, '')"
            + " from outreach order by id");
  }

  private List<String> timers() {
    return corridor.texts("select key || ' ' || state from timer order by id");
  }

  private List<CallTasks.Task> calls() {
    return new CallTasks(corridor.db).open(corridor.clock.instant(), 10);
  }

  @Test
  void a_team_is_told_once_about_the_same_thing() {
    corridor.post("call.dropped", "customer:kari", Map.of("ticket", "T-1"));
    corridor.post("call.dropped", "customer:kari", Map.of("ticket", "T-1"));
    corridor.post("call.dropped", "customer:kari", Map.of("ticket", "T-2"));
    assertThat(new Alerts(corridor.db).latest(null, 10))
        .extracting(one -> one.alert().id().team() + " " + one.alert().id().key())
        .containsExactly("network T-2", "network T-1");
    assertThat(verdicts("alert")).containsExactly("send", "drop duplicate", "send");
    assertThat(outreach()).isEmpty();
  }

  @Test
  void what_waits_about_a_ticket_is_stopped_and_nothing_else() {
    corridor.customer("ola");
    corridor.post(ticket("T-1", false), ticket("T-2", false));
    corridor.post(
        corridor.event(
            "ticket.closed",
            "customer:ola",
            corridor.clock.instant(),
            Map.of("ticket", "T-1", "resolved", false)));
    corridor.post(ticket("T-1", true));
    assertThat(outreach())
        .containsExactly("T-1 call cancelled stopped", "T-2 call scheduled", "T-1 call scheduled");
    assertThat(timers()).containsExactly("T-1 stopped", "T-2 waiting", "T-1 waiting");
    assertThat(verdicts("stop")).containsExactly("send");
    corridor.settle();
    assertThat(calls()).extracting(CallTasks.Task::customer).containsExactly("kari", "ola");
  }

  @Test
  void within_one_batch_a_stop_counts_for_what_came_before_it() {
    corridor.post(ticket("T-1", false), ticket("T-1", true), ticket("T-2", true));
    assertThat(outreach()).containsExactly("T-1 call cancelled stopped");
    corridor.post(ticket("T-2", false));
    assertThat(timers()).containsExactly("T-1 stopped", "T-2 waiting");
  }

  @Test
  void a_mute_counts_from_the_next_event_on_and_ends_on_its_day() {
    corridor.post(gaveUp(), ticket("T-1", false));
    corridor.post(ticket("T-2", false));
    assertThat(verdicts("call")).containsExactly("drop muted", "drop muted");
    corridor.advance(Duration.ofDays(14));
    corridor.post(ticket("T-3", false));
    assertThat(verdicts("call")).containsExactly("drop muted", "drop muted", "send");
  }

  @Test
  void what_waits_when_a_mute_begins_does_not_leave_while_it_lasts() {
    corridor.clock.tick(Duration.ofHours(12));
    corridor.post(ticket("T-1", false));
    corridor.post(gaveUp());
    assertThat(outreach()).containsExactly("T-1 call scheduled quiet_hours");
    corridor.advance(Duration.ofDays(3));
    assertThat(outreach()).first().isEqualTo("T-1 call dropped muted");
  }

  @Test
  void what_a_rule_remembers_survives_the_companys_next_record() {
    corridor.post(gaveUp());
    corridor.customer(Map.of("id", "kari", "trait", Map.of("patience", "great", "pets", "2")));
    assertThat(new Dossiers(corridor.db).customers(List.of("kari")).get("kari").traits())
        .containsEntry("patience", "worn thin")
        .containsEntry("pets", "2");
    assertThat(corridor.texts("select seq || ' ' || trait || ' ' || value from remembered"))
        .containsExactly("2 patience worn thin");
  }

  @Test
  void a_call_is_due_in_working_hours_and_called_off_by_a_ring() {
    corridor.clock.tick(Duration.ofHours(4));
    corridor.post(ticket("T-1", false));
    corridor.settle();
    assertThat(calls())
        .singleElement()
        .satisfies(
            call -> {
              // Two hours on Friday, two on Monday.
              assertThat(call.due()).isEqualTo("2026-03-16T10:00:00Z");
              assertThat(call.inLanguage()).isTrue();
            });
    Instant before = corridor.clock.instant().minusSeconds(60);
    corridor.post(corridor.event("call.dropped", "customer:kari", before, Map.of()));
    corridor.post("call.outcome", "customer:kari", Map.of());
    assertThat(calls()).hasSize(1);
    corridor.clock.tick(Duration.ofMinutes(5));
    corridor.post("call.answered", "customer:kari", Map.of());
    assertThat(calls()).isEmpty();
    assertThat(outreach()).containsExactly("T-1 call cancelled rang_us");
  }

  @Test
  void a_survey_is_asked_at_nine_on_monday() {
    corridor.post(ticket("T-1", false));
    corridor.advance(Duration.ofHours(69));
    assertThat(corridor.mailsTo("kari")).isEmpty();
    corridor.advance(Duration.ofHours(1));
    assertThat(corridor.mailsTo("kari")).containsExactly("How is it going?");
    assertThat(outreach()).contains("T-1/check survey sent");
  }

  @Test
  void a_gesture_names_its_budget() {
    corridor.post("order.late", "customer:kari", Map.of("order", "A-1", "days", 6));
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).containsExactly("Your order is late");
    assertThat(corridor.texts("select amount || ' ' || reason || ' ' || budget from gesture"))
        .containsExactly("15.00 late order Storm goodwill");
  }

  @Test
  void an_outage_is_published_once_however_many_it_concerns() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:1");
    corridor.post(
        "incident.opened",
        "incident:N-7",
        Map.of("service", "broadband", "scopes", List.of("circuit:1")));
    corridor.advance(Duration.ofMinutes(15));
    assertThat(new Notices(corridor.db).latest(null, 10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.notice().incident()).isEqualTo("N-7");
              assertThat(one.status()).isEqualTo("open");
            });
    assertThat(verdicts("notice")).containsExactly("send", "send");
  }
}
