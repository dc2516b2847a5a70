package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Json;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.RuleFolder;
import org.beforehand.deliver.SmscPeer.Answer;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Visits;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.Test;

/** A channel is chosen again as it was, whatever has become of the messages since. */
class ChannelReplayTest {

  private static RuleFolder rules() {
    return Visits.under(
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: any}
        caps:
          - {purposes: [care], channels: [sms], most: 2, within: 30d}
        channels: {care: [sms, email]}
        fallback: {care: 15m}
        """);
  }

  @Test
  void what_was_chosen_is_chosen_again_after_all_that_came_of_it() throws Exception {
    try (Corridor corridor = Corridor.texting("2026-03-10T11:00:00Z", rules())) {
      corridor.customer("kari");
      for (Answer answer :
          List.of(Answer.TAKE, Answer.REFUSE, Answer.TAKE, Answer.TAKE, Answer.TAKE)) {
        corridor.center.answer(answer);
        corridor.post("visit.moved", "customer:kari", Map.of());
        corridor.settle();
        // The next is decided while this one has only been sent, or has already gone on.
        corridor.post("visit.moved", "customer:kari", Map.of());
        corridor.settle();
        corridor.advance(Duration.ofMinutes(20));
      }
      corridor.center.report("m-1", DeliveryReceiptState.DELIVRD);
      List<Decisions.Stored> stored =
          new Decisions(corridor.db)
              .find(
                  new Decisions.Interest(
                      "kari",
                      null,
                      Instant.parse("2026-03-10T00:00:00Z"),
                      Instant.parse("2026-03-11T00:00:00Z"),
                      100));
      Replay replay = new Replay(corridor.db, corridor.rulebooks);
      List<Object> chosen = new ArrayList<>();
      for (Decisions.Stored one : stored) {
        Replay.Made made = (Replay.Made) replay.of(one, null);
        assertThat(Json.write(Json.map(made.explanation().decision().why())))
            .isEqualTo(Json.write(one.why()));
        Replay.verdicts(one).forEach(verdict -> chosen.add(verdict.get("chosen")));
      }
      assertThat(chosen).contains("order", "other_failed");
    }
  }
}
