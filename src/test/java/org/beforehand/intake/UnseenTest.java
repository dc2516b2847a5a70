package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.Rehearsed;
import org.beforehand.Repository;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.RulesRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail that is not seen in time is followed by a text; one that is seen is not. */
class UnseenTest {

  private Corridor corridor;

  @AfterEach
  void close() {
    if (corridor != null) {
      corridor.close();
    }
  }

  private static RuleFolder rules(String fallback) {
    return Visits.under(
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {channel: sms, hours: "08:00-21:00"}
          - {hours: any}
        channels: {care: [email, sms]}
        fallback: {care: %s}
        """
            .formatted(fallback));
  }

  private void moved(String now) {
    corridor = Corridor.open(now, rules("{unless-seen: 4h}"));
    corridor.customer("kari");
    corridor.post("visit.moved", "customer:kari", Map.of());
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
  }

  private void report(String type) {
    String number = corridor.texts("select id::text from outreach").get(0);
    corridor.post(type, "customer:kari", Map.of("message", number, "channel", "email"));
  }

  private List<String> texts() {
    return corridor.texts("select body from captured_text");
  }

  @Test
  void a_mail_that_nobody_has_seen_in_time_is_followed_by_a_text_even_if_it_was_delivered() {
    moved("2026-03-10T11:00:00Z");
    report("message.delivered");
    corridor.advance(Duration.ofMinutes(239));
    assertThat(texts()).isEmpty();
    corridor.advance(Duration.ofMinutes(1));
    assertThat(texts()).containsExactly("Your visit has moved.");
    assertThat(corridor.texts("select channel || ' ' || missed from outreach"))
        .containsExactly("sms email");
    assertThat(corridor.mailsTo("kari")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"message.opened", "message.clicked"})
  void one_that_is_seen_in_time_is_not(String seen) {
    moved("2026-03-10T11:00:00Z");
    report("message.delivered");
    corridor.advance(Duration.ofMinutes(200));
    report(seen);
    report("message.delivered");
    corridor.advance(Duration.ofHours(6));
    assertThat(texts()).isEmpty();
    assertThat(corridor.outreach("kari")).containsExactly("moved delivered");
    assertThat(corridor.texts("select reason from suppression")).isEmpty();
  }

  @Test
  void one_that_is_seen_while_the_text_waits_for_the_morning_takes_it_back() {
    moved("2026-03-10T18:00:00Z");
    corridor.advance(Duration.ofHours(4));
    assertThat(corridor.outreach("kari")).containsExactly("moved scheduled quiet_hours");
    report("message.delivered");
    assertThat(corridor.outreach("kari"))
        .as("delivered is not seen")
        .containsExactly("moved scheduled quiet_hours");
    report("message.opened");
    assertThat(corridor.outreach("kari")).containsExactly("moved delivered");
    corridor.advance(Duration.ofHours(12));
    assertThat(texts()).isEmpty();
  }

  @Test
  void in_a_simulation_what_is_sent_is_seen(@TempDir Path dir) throws IOException {
    Instant from = Instant.parse("2026-03-10T00:00:00Z");
    Map<String, Object> event = new TreeMap<>();
    event.put("specversion", "1.0");
    event.put("source", "s");
    event.put("id", "1");
    event.put("type", "visit.moved");
    event.put("subject", "customer:kari");
    event.put("time", "2026-03-10T11:00:00Z");
    event.put("data", Map.of());
    Rehearsed rehearsed =
        new Rehearsed.Play(
                Rehearsed.lines(
                    dir.resolve("c.jsonl"),
                    List.of(
                        Map.of("id", "kari", "email", "kari@x.example", "phone", "+4799999999"))),
                Rehearsed.lines(dir.resolve("e.jsonl"), List.of(event)),
                Repository.write(rules("{unless-seen: 4h}").files(), dir.resolve("rules")),
                from,
                from.plus(Duration.ofDays(2)),
                1)
            .run(dir.resolve("out.jsonl"));
    assertThat(rehearsed.told("channel", "verdict")).containsExactly("email send");
  }

  @Test
  void a_time_that_is_none_is_refused_with_its_line() {
    assertThatThrownBy(() -> Rulebook.compile(rules("{unless-seen: 0m}")))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:6: ")
        .hasMessageContaining("expected at least 1m");
    assertThatThrownBy(() -> Rulebook.compile(rules("{unseen: 4h}")))
        .hasMessageContaining("contact-policy.yaml:6: ")
        .hasMessageContaining("unless-seen");
  }
}
