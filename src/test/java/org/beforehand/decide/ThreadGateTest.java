package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;
import static org.beforehand.decide.Cases.incident;
import static org.beforehand.decide.Cases.told;

import java.time.Duration;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Incident.Status;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.junit.jupiter.api.Test;

/** One conversation per customer and service: never "down" after "back", nor "back" too soon. */
class ThreadGateTest {

  private static final Incident A = incident("A", Status.OPEN, 2);
  private static final Incident A_OVER = incident("A", Status.RESTORED, 3);
  private static final Incident B = incident("B", Status.OPEN, 1);
  private static final Incident B_OVER = incident("B", Status.RESTORED, 2);
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration THREE_HOURS = Duration.ofHours(3);

  private static Verdict judge(Stage stage, Incident incident, Dossier dossier) {
    return judge(stage, incident, dossier, 0);
  }

  private static Verdict judge(Stage stage, Incident incident, Dossier dossier, long outreach) {
    return new ThreadGate()
        .judge(
            Cases.candidate(Purpose.SERVICE, AT, stage, incident, outreach),
            dossier,
            Cases.policy(),
            AT);
  }

  private static void sends(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Send.class);
  }

  private static void drops(Verdict verdict, Reason reason) {
    assertThat(verdict).isEqualTo(new Verdict.Drop(reason));
  }

  @Test
  void the_first_word_of_an_outage_is_sent() {
    sends(judge(Stage.OPENED, A, Cases.in(Cases.dossier(), A)));
  }

  @Test
  void a_stage_that_the_incident_left_behind_is_overtaken() {
    drops(judge(Stage.OPENED, A_OVER, Cases.dossier()), Reason.OVERTAKEN);
    drops(judge(Stage.eta(1), A_OVER, Cases.dossier()), Reason.OVERTAKEN);
    drops(judge(Stage.RESTORED, A, Cases.dossier()), Reason.OVERTAKEN);
    drops(judge(Stage.CANCELLED, A, Cases.dossier()), Reason.OVERTAKEN);
  }

  @Test
  void told_of_one_outage_is_told_of_those_that_overlap() {
    Dossier told = Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, AN_HOUR));
    drops(judge(Stage.OPENED, B, Cases.in(told, A, B)), Reason.ALREADY_TOLD);
  }

  @Test
  void a_notice_on_its_way_or_waiting_decides_about_the_next_one() {
    Dossier sending = Cases.dossier(told(5, Stage.OPENED, A, OutreachState.SENDING, Duration.ZERO));
    assertThat(judge(Stage.OPENED, B, sending))
        .isEqualTo(new Verdict.Await(5, false, Reason.PREDECESSOR));
    Dossier waiting =
        Cases.dossier(told(5, Stage.OPENED, A, OutreachState.SCHEDULED, Duration.ZERO));
    assertThat(judge(Stage.OPENED, B, waiting))
        .isEqualTo(new Verdict.Await(5, false, Reason.PREDECESSOR));
  }

  @Test
  void two_that_wait_do_not_wait_for_each_other() {
    Dossier both =
        Cases.dossier(
            told(5, Stage.OPENED, A, OutreachState.CLAIMED, Duration.ZERO),
            told(6, Stage.OPENED, B, OutreachState.SCHEDULED, Duration.ZERO));
    sends(judge(Stage.OPENED, A, both, 5));
    assertThat(judge(Stage.OPENED, B, both, 6)).isInstanceOf(Verdict.Await.class);
  }

  @Test
  void an_outage_that_begins_while_the_all_clear_of_another_is_leaving_is_told_after_it() {
    Dossier leaving =
        Cases.dossier(
            told(7, Stage.RESTORED, A_OVER, OutreachState.SENDING, Duration.ZERO),
            told(5, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS));
    assertThat(judge(Stage.OPENED, B, Cases.in(leaving, B)))
        .isEqualTo(new Verdict.Await(7, true, Reason.PREDECESSOR));
    Dossier arrived =
        Cases.dossier(
            told(7, Stage.RESTORED, A_OVER, OutreachState.SENT, Duration.ZERO),
            told(5, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS));
    sends(judge(Stage.OPENED, B, Cases.in(arrived, B), 9));
  }

  @Test
  void an_outage_after_the_last_one_ended_is_told_anew() {
    Dossier over =
        Cases.dossier(
            told(2, Stage.RESTORED, A_OVER, OutreachState.DELIVERED, AN_HOUR),
            told(1, Stage.OPENED, A, OutreachState.DELIVERED, THREE_HOURS));
    sends(judge(Stage.OPENED, B, Cases.in(over, B)));
  }

  @Test
  void restored_is_told_to_whoever_was_told_down() {
    for (OutreachState told :
        new OutreachState[] {
          OutreachState.SENT,
          OutreachState.DELIVERED,
          OutreachState.IN_DOUBT,
          OutreachState.ANSWERED
        }) {
      sends(judge(Stage.RESTORED, A_OVER, Cases.dossier(told(1, Stage.OPENED, A, told, AN_HOUR))));
    }
    for (OutreachState not :
        new OutreachState[] {
          OutreachState.BOUNCED,
          OutreachState.FAILED,
          OutreachState.SUPERSEDED,
          OutreachState.DROPPED
        }) {
      drops(
          judge(Stage.RESTORED, A_OVER, Cases.dossier(told(1, Stage.OPENED, A, not, AN_HOUR))),
          Reason.NOT_TOLD);
    }
    drops(judge(Stage.RESTORED, A_OVER, Cases.dossier()), Reason.NOT_TOLD);
  }

  @Test
  void restored_is_not_told_while_another_outage_holds_the_service() {
    Dossier told = Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, AN_HOUR));
    drops(judge(Stage.RESTORED, A_OVER, Cases.in(told, B)), Reason.OTHER_OUTAGE);
    sends(judge(Stage.RESTORED, B_OVER, told));
  }

  @Test
  void restored_is_told_once() {
    Dossier over =
        Cases.dossier(
            told(2, Stage.RESTORED, A_OVER, OutreachState.SENT, Duration.ofMinutes(1)),
            told(1, Stage.OPENED, A, OutreachState.SENT, AN_HOUR));
    drops(judge(Stage.RESTORED, B_OVER, over), Reason.NOT_TOLD);
  }

  @Test
  void restored_waits_for_the_notice_that_is_leaving() {
    Dossier sending = Cases.dossier(told(4, Stage.OPENED, A, OutreachState.SENDING, Duration.ZERO));
    assertThat(judge(Stage.RESTORED, A_OVER, sending))
        .isEqualTo(new Verdict.Await(4, true, Reason.PREDECESSOR));
  }

  @Test
  void an_estimate_is_told_two_hours_after_the_last_word_at_most_three_times() {
    Dossier recent = Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, AN_HOUR));
    assertThat(judge(Stage.eta(1), A, recent))
        .isEqualTo(new Verdict.Hold(AT.plus(AN_HOUR), Reason.TOO_SOON));
    sends(
        judge(
            Stage.eta(1),
            A,
            Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS))));
    Dossier three =
        Cases.dossier(
            told(4, Stage.eta(3), A, OutreachState.SENT, THREE_HOURS),
            told(3, Stage.eta(2), A, OutreachState.SENT, THREE_HOURS.multipliedBy(2)),
            told(2, Stage.eta(1), A, OutreachState.SENT, THREE_HOURS.multipliedBy(3)),
            told(1, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS.multipliedBy(4)));
    drops(judge(Stage.eta(4), A, three), Reason.ENOUGH_UPDATES);
  }

  @Test
  void an_estimate_is_no_news_to_whoever_was_not_told_or_will_read_it_in_what_waits() {
    drops(judge(Stage.eta(1), A, Cases.dossier()), Reason.NOT_TOLD);
    Dossier waiting =
        Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SCHEDULED, Duration.ZERO));
    drops(judge(Stage.eta(1), A, waiting), Reason.COVERED);
    Incident unchanged = incident("A", Status.OPEN, 1);
    Dossier told = Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS));
    drops(judge(Stage.eta(1), unchanged, told), Reason.COVERED);
  }

  @Test
  void what_has_no_stage_is_none_of_its_business() {
    sends(judge(null, null, Cases.dossier()));
  }

  private static final Incident PLANNED = maintenance(Status.PLANNED, 2);
  private static final Incident WORK = maintenance(Status.OPEN, 3);
  private static final Incident DONE = maintenance(Status.RESTORED, 4);

  private static Incident maintenance(Status status, long version) {
    return new Incident(
        "M",
        "broadband",
        null,
        true,
        status,
        1,
        version,
        AT.plusSeconds(7200),
        AT,
        0,
        java.util.Set.of("circuit:1"),
        AT,
        null,
        null);
  }

  private static Incident without(Incident incident) {
    return incident.promising(null, AT.plus(THREE_HOURS));
  }

  @Test
  void silence_is_an_update_and_counts_as_one() {
    Dossier told = Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS));
    sends(judge(Stage.stillOut(1), A, Cases.in(told, A)));
    Dossier three =
        Cases.dossier(
            told(4, Stage.stillOut(3), A, OutreachState.SENT, THREE_HOURS),
            told(3, Stage.eta(2), A, OutreachState.SENT, THREE_HOURS.multipliedBy(2)),
            told(2, Stage.stillOut(1), A, OutreachState.SENT, THREE_HOURS.multipliedBy(3)),
            told(1, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS.multipliedBy(4)));
    drops(judge(Stage.stillOut(4), A, Cases.in(three, A)), Reason.ENOUGH_UPDATES);
    drops(judge(Stage.eta(4), A, Cases.in(three, A)), Reason.ENOUGH_UPDATES);
  }

  @Test
  void of_two_outages_the_one_that_was_told_last_apologises() {
    Dossier told = Cases.dossier(told(1, Stage.OPENED, B, OutreachState.SENT, THREE_HOURS));
    drops(judge(Stage.stillOut(1), A, Cases.in(told, A, B)), Reason.COVERED);
    sends(judge(Stage.stillOut(1), A, Cases.in(told, A, B_OVER)));
  }

  @Test
  void a_message_promises_no_update_that_would_not_be_sent() {
    Incident silent = without(A);
    assertThat(promised(Stage.OPENED, silent, Cases.dossier()).nextUpdate())
        .isEqualTo(AT.plus(THREE_HOURS));
    Dossier two =
        Cases.dossier(
            told(3, Stage.stillOut(2), A, OutreachState.SENT, THREE_HOURS),
            told(2, Stage.eta(1), A, OutreachState.SENT, THREE_HOURS.multipliedBy(2)),
            told(1, Stage.OPENED, A, OutreachState.SENT, THREE_HOURS.multipliedBy(3)));
    assertThat(promised(Stage.stillOut(3), silent, two).nextUpdate()).isNull();
  }

  @Test
  void an_estimate_that_has_passed_is_no_estimate() {
    Incident passed = A.promising(AT.minusSeconds(1), AT.plus(THREE_HOURS));
    assertThat(promised(Stage.OPENED, passed, Cases.dossier()).eta()).isNull();
    assertThat(promised(Stage.OPENED, passed, Cases.dossier()).nextUpdate())
        .isEqualTo(AT.plus(THREE_HOURS));
    assertThat(promised(Stage.OPENED, A, Cases.dossier()).nextUpdate()).isNull();
  }

  @Test
  void whoever_hears_late_is_promised_nothing_sooner_than_updates_may_follow() {
    Incident soon = A.promising(null, AT.plusSeconds(60));
    assertThat(promised(Stage.OPENED, soon, Cases.dossier()).nextUpdate())
        .isEqualTo(AT.plus(Duration.ofHours(2)));
  }

  private static Incident promised(Stage stage, Incident incident, Dossier dossier) {
    return Promise.of(
        Cases.candidate(Purpose.SERVICE, AT, stage, incident, 0),
        incident,
        dossier,
        Cases.policy(),
        AT);
  }

  @Test
  void maintenance_is_announced_beside_an_outage_and_again_when_it_moves() {
    sends(judge(Stage.planned(1), PLANNED, Cases.dossier()));
    Dossier down = Cases.dossier(told(1, Stage.OPENED, A, OutreachState.SENT, AN_HOUR));
    sends(judge(Stage.planned(1), PLANNED, Cases.in(down, A)));
    Dossier waiting =
        Cases.dossier(told(1, Stage.planned(1), PLANNED, OutreachState.SCHEDULED, AN_HOUR));
    drops(judge(Stage.planned(2), PLANNED, waiting), Reason.COVERED);
    drops(judge(Stage.planned(1), WORK, Cases.dossier()), Reason.OVERTAKEN);
  }

  @Test
  void what_is_only_announced_neither_opens_nor_closes_the_conversation() {
    Dossier announced =
        Cases.dossier(told(1, Stage.planned(1), PLANNED, OutreachState.SENT, AN_HOUR));
    sends(judge(Stage.OPENED, A, Cases.in(announced, A)));
    drops(judge(Stage.RESTORED, A_OVER, announced), Reason.NOT_TOLD);
  }

  @Test
  void maintenance_begins_and_ends_for_those_who_knew_of_it() {
    Dossier announced =
        Cases.dossier(told(1, Stage.planned(1), PLANNED, OutreachState.SENT, THREE_HOURS));
    Dossier begun =
        Cases.dossier(
            told(2, Stage.STARTED, WORK, OutreachState.SENT, AN_HOUR),
            told(1, Stage.planned(1), PLANNED, OutreachState.SENT, THREE_HOURS));
    sends(judge(Stage.STARTED, WORK, announced));
    sends(judge(Stage.COMPLETED, DONE, announced));
    sends(judge(Stage.COMPLETED, DONE, begun));
    drops(judge(Stage.STARTED, WORK, Cases.dossier()), Reason.NOT_TOLD);
    drops(judge(Stage.COMPLETED, DONE, Cases.dossier()), Reason.NOT_TOLD);
  }

  @Test
  void a_beginning_waits_for_the_announcement_that_is_leaving() {
    Dossier leaving =
        Cases.dossier(told(7, Stage.planned(1), PLANNED, OutreachState.SENDING, Duration.ZERO));
    assertThat(judge(Stage.STARTED, WORK, leaving))
        .isEqualTo(new Verdict.Await(7, true, Reason.PREDECESSOR));
  }

  @Test
  void an_outage_and_maintenance_of_one_service_are_one_conversation() {
    Dossier begun = Cases.dossier(told(2, Stage.STARTED, WORK, OutreachState.SENT, AN_HOUR));
    drops(judge(Stage.OPENED, A, Cases.in(begun, WORK, A)), Reason.ALREADY_TOLD);
    drops(judge(Stage.COMPLETED, DONE, Cases.in(begun, A)), Reason.OTHER_OUTAGE);
    sends(judge(Stage.RESTORED, A_OVER, begun));
    Dossier both =
        Cases.dossier(
            told(2, Stage.OPENED, A, OutreachState.SENT, AN_HOUR),
            told(1, Stage.planned(1), PLANNED, OutreachState.SENT, THREE_HOURS));
    drops(judge(Stage.STARTED, WORK, Cases.in(both, WORK, A)), Reason.ALREADY_TOLD);
    drops(judge(Stage.RESTORED, A_OVER, Cases.in(both, WORK)), Reason.OTHER_OUTAGE);
  }
}
