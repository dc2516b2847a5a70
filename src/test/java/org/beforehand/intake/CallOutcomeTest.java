package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.intake.Receipt.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call that was made is closed, and is not owed any more. */
class CallOutcomeTest {

  private static final Map<String, String> OFFERS =
      Map.of(
          "offers/campaign.yaml",
          """
          title: Offers
          owner: marketing
          purpose: marketing
          status: live
          triggers: [purchase.completed]
          key: event
          expiry: 72h
          """,
          "offers/rules.dslr",
          """
          rule "something to go with it"
          when
            a purchase was completed
          then
            send "offer"
          end
          """,
          "offers/messages/offer/en.md",
          "---\nsubject: An offer\n---\nAn offer.\n");

  // A Tuesday, noon in Oslo.
  private final Corridor corridor = Corridor.open("2026-03-10T11:00:00Z", OFFERS);

  @BeforeEach
  void kari_is_to_be_called() {
    for (String id : List.of("kari", "ola")) {
      corridor.customer(
          Map.of(
              "id",
              id,
              "email",
              id + "@customers.example",
              "phone",
              "+4799999999",
              "zone",
              "Europe/Oslo",
              "consent",
              Map.of("marketing", true)));
    }
    corridor.post("call.abandoned", "customer:kari", Map.of("waited", 400));
    corridor.settle();
    assertThat(states()).containsExactly("open sent");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private List<String> states() {
    return corridor.texts(
        "select t.state || ' ' || o.state from call_task t join outreach o on o.id = t.outreach");
  }

  private String task() {
    return corridor.texts("select outreach::text from call_task").get(0);
  }

  private Receipt reported(String customer, Object task, String outcome) {
    Map<String, Object> data = new HashMap<>();
    data.put("task", task);
    data.put("outcome", outcome);
    data.put("agent", "line 2");
    data.put("note", "All is well.");
    return corridor.post("call.outcome", "customer:" + customer, data);
  }

  @Test
  void the_moment_in_which_a_call_is_owed_ends_when_it_was_made() {
    corridor.post("purchase.completed", "customer:kari", Map.of("order", "A-1"));
    assertThat(verdicts()).containsExactly("hold open_call");
    corridor.clock.tick(Duration.ofMinutes(20));
    assertThat(reported("kari", task(), "reached").outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(states()).containsExactly("done answered");
    assertThat(
            corridor.texts(
                """
                select concat_ws(' ', outcome, closed_by, note, tries,
                                 to_char(closed_at at time zone 'UTC', 'HH24:MI'))
                  from call_task
                """))
        .containsExactly("reached line 2 All is well. 1 11:20");
    corridor.advance(Duration.ofMinutes(41));
    assertThat(corridor.mailsTo("kari")).containsExactly("An offer");
  }

  private List<String> verdicts() {
    return corridor.texts(
        """
        select concat_ws(' ', v ->> 'verdict', v ->> 'reason')
          from decision d, jsonb_array_elements(d.why -> 'verdicts') v
         where v ->> 'rule' like 'offers:%' order by d.seq
        """);
  }

  @Test
  void who_did_not_answer_is_still_to_be_called() {
    assertThat(reported("kari", task(), "no_answer").outcome()).isEqualTo(Outcome.ACCEPTED);
    corridor.clock.tick(Duration.ofMinutes(5));
    assertThat(reported("kari", task(), "no_answer").outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(states()).containsExactly("open sent");
    assertThat(corridor.texts("select outcome || ' ' || tries from call_task"))
        .containsExactly("no_answer 2");
    assertThat(reported("kari", Long.valueOf(task()), "given_up").outcome())
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(states()).containsExactly("done bounced");
  }

  @Test
  void the_same_report_counts_once_and_another_is_refused() {
    Read.Good report =
        corridor.event(
            "call.outcome",
            "customer:kari",
            corridor.clock.instant(),
            Map.of("task", task(), "outcome", "done"));
    assertThat(corridor.post(report, report))
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.REPEATED);
    assertThat(corridor.post(report).get(0).outcome()).isEqualTo(Outcome.REPEATED);
    Receipt another = reported("kari", task(), "declined");
    assertThat(another.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(another.detail())
        .isEqualTo("data.task: call " + task() + " is closed already: done");
    assertThat(corridor.texts("select outcome || ' ' || tries from call_task"))
        .containsExactly("done 1");
  }

  @Test
  void of_two_in_one_batch_the_first_closes_it() {
    List<Receipt> receipts =
        corridor.post(
            outcome("reached", task()), outcome("declined", task()), outcome("done", "4711"));
    assertThat(receipts)
        .extracting(Receipt::outcome)
        .containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.REFUSED);
    assertThat(receipts.get(1).detail()).contains("is closed already: reached");
    assertThat(corridor.texts("select outcome from call_task")).containsExactly("reached");
  }

  private Read.Good outcome(String word, String task) {
    return corridor.event(
        "call.outcome",
        "customer:kari",
        corridor.clock.instant(),
        Map.of("task", task, "outcome", word));
  }

  @Test
  void what_is_no_call_of_this_customer_or_no_outcome_is_refused_with_what_was_expected() {
    assertThat(reported("ola", task(), "reached").detail())
        .isEqualTo(
            "data.task: expected the number of a call to this customer, found \"" + task() + "\"");
    assertThat(reported("kari", "x-1", "reached").detail())
        .isEqualTo("data.task: expected the number of a call to this customer, found \"x-1\"");
    assertThat(reported("kari", task(), "fine").detail())
        .isEqualTo(
            "data.outcome: expected reached, done, declined, given_up or no_answer, found \"fine\"");
    assertThat(states()).containsExactly("open sent");
    assertThat(corridor.texts("select id from event where type = 'call.outcome'")).isEmpty();
    // One that names no call is an event like any other.
    assertThat(corridor.post("call.outcome", "customer:kari", Map.of()).outcome())
        .isEqualTo(Outcome.ACCEPTED);
    assertThat(states()).containsExactly("open sent");
  }
}
