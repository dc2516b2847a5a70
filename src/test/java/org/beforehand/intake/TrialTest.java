package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.beforehand.decide.OnlyTo;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Carriers;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmtpCarrier;
import org.beforehand.deliver.SmtpSettings;
import org.junit.jupiter.api.Test;

/** A trial over the whole corridor, and a campaign that only shadows. */
class TrialTest {

  private static final Map<String, Object> RESOLVED = Map.of("ticket", "T-1", "resolved", true);

  @Test
  void who_is_not_in_the_trial_is_asked_about_again_just_before_sending() {
    try (Corridor corridor = Corridor.open("2026-03-12T10:00:00Z")) {
      corridor.customer("kari");
      corridor.customer("ola");
      corridor.post("ticket.closed", "customer:kari", RESOLVED);
      corridor.post("ticket.closed", "customer:ola", RESOLVED);
      // Decided for everybody; the program is started again, and now it is a trial.
      Rulebooks limited =
          new Rulebooks(corridor.db, OnlyTo.parse("ola@customers.example, +47 22 12 34 56"));
      limited.resume();
      try (Dispatcher dispatcher =
          new Dispatcher(
              corridor.db,
              corridor.transaction,
              limited,
              new Carriers(
                  new SmtpCarrier(SmtpSettings.parse(corridor.peer.url(1))),
                  new CapturedTexts(corridor.db)),
              corridor.clock,
              "trial",
              Duration.ofSeconds(20),
              new Origin("beforehand.example"))) {
        dispatcher.drain(corridor.clock.instant());
      }
      assertThat(corridor.outreach("kari")).containsExactly("ticket-closed dropped not_in_trial");
      assertThat(corridor.outreach("ola")).containsExactly("ticket-closed sent");
      assertThat(corridor.mailsTo("kari")).isEmpty();
    }
  }

  @Test
  void who_is_not_in_the_trial_is_not_put_into_the_outbox() {
    try (Corridor corridor = Corridor.open("2026-03-12T10:00:00Z")) {
      corridor.customer("kari");
      Rulebooks limited = new Rulebooks(corridor.db, OnlyTo.parse("example.com"));
      limited.resume();
      new Intake(corridor.db, corridor.transaction, limited, () -> {})
          .accept(
              java.util.List.of(
                  corridor.event(
                      "call.dropped", "customer:kari", corridor.clock.instant(), Map.of())),
              corridor.clock.instant());
      assertThat(corridor.outreach("kari")).isEmpty();
      assertThat(corridor.texts("select why -> 'verdicts' -> 0 ->> 'reason' from decision"))
          .containsExactly("not_in_trial");
    }
  }

  @Test
  void a_shadow_uses_up_no_key_so_it_can_be_made_live() {
    String live =
        "title: F\nowner: o\npurpose: care\nstatus: live\ntriggers: [ticket.closed]\n"
            + "key: event.ticket\n";
    try (Corridor corridor =
        Corridor.open(
            "2026-03-12T22:00:00Z",
            Map.of("follow-up-calls/campaign.yaml", live.replace("live", "shadow")))) {
      corridor.customer("kari");
      corridor.post("ticket.closed", "customer:kari", RESOLVED);
      assertThat(corridor.outreach("kari")).isEmpty();
      assertThat(
              corridor.texts(
                  """
                  select v ->> 'verdict' || ' ' || (v ->> 'gate') || ' ' || (v ->> 'reason')
                         || ' ' || (v ->> 'due') || ' ' || (v ->> 'channel')
                    from decision, jsonb_array_elements(why -> 'verdicts') v
                  """))
          .containsExactly("drop active shadow 2026-03-13T07:00:00Z email");
      corridor.publish(Map.of("follow-up-calls/campaign.yaml", live));
      corridor.post("ticket.closed", "customer:kari", RESOLVED);
      assertThat(corridor.outreach("kari")).containsExactly("ticket-closed scheduled quiet_hours");
    }
  }
}
