package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.beforehand.SmallRules;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Silence;
import org.beforehand.deliver.CapturedTexts;
import org.beforehand.deliver.Carriers;
import org.beforehand.deliver.Dispatcher;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmtpCarrier;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.fact.Purpose;
import org.beforehand.studio.Member;
import org.beforehand.studio.Refused;
import org.beforehand.studio.Role;
import org.beforehand.studio.Silencing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody silences messages for a while: they wait, on every node, and leave when it is over. */
class SilenceTest {

  private static final Member OPS = new Member("ops", Role.OPERATOR);
  private static final Silence.Matcher THANKS =
      new Silence.Matcher("thanks", null, null, null, null, null);

  private final Corridor corridor = Corridor.open("2026-03-12T09:00:00Z", SmallRules.folder());
  private final Silencing silencing =
      new Silencing(corridor.db, corridor.transaction, corridor.rulebooks);

  @BeforeEach
  void kari_is_known() {
    corridor.customer("kari", "circuit:1");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void order(String number) {
    corridor.post("purchase.completed", "customer:kari", Map.of("order", number));
  }

  private Instant now() {
    return corridor.clock.instant();
  }

  private long silence(Silence.Matcher matcher, Duration time) {
    return silencing.silence(matcher, null, now().plus(time), "a fair", OPS, now());
  }

  @Test
  void what_is_decided_meanwhile_waits_and_leaves_within_half_an_hour_of_the_end() {
    silence(THANKS, Duration.ofHours(3));
    order("A-1");
    assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled silenced");
    corridor.advance(Duration.ofMinutes(179));
    assertThat(corridor.mailsTo("kari")).isEmpty();
    corridor.advance(Duration.ofMinutes(31));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
  }

  @Test
  void what_waited_already_is_held_by_a_node_that_has_looked_since() {
    // Decided at night on another node, before the silence was made on this one.
    corridor.clock.set(Instant.parse("2026-03-12T22:00:00Z"));
    order("A-1");
    Rulebooks there = new Rulebooks(corridor.db);
    there.publish(Rulebook.compile(SmallRules.folder()), now());
    silence(THANKS, Duration.ofHours(14));
    there.resume();
    corridor.clock.tick(Duration.ofHours(10));
    try (Dispatcher another =
        new Dispatcher(
            corridor.db,
            corridor.transaction,
            there,
            new Carriers(
                new SmtpCarrier(SmtpSettings.parse(corridor.peer.url(1))),
                new CapturedTexts(corridor.db)),
            corridor.clock,
            "there",
            Duration.ofSeconds(20),
            new Origin("beforehand.example"))) {
      another.drain(now());
    }
    assertThat(corridor.outreach("kari")).containsExactly("thank-you scheduled silenced");
    assertThat(corridor.mailsTo("kari")).isEmpty();
    corridor.advance(Duration.ofMinutes(271));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
  }

  @Test
  void one_that_is_ended_lets_go_what_it_held_and_stays_in_the_list() {
    long number = silence(THANKS, Duration.ofDays(1));
    order("A-1");
    assertThat(silencing.end(number, OPS, now())).isEqualTo(1);
    corridor.advance(Duration.ofMinutes(31));
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
    assertThat(silencing.latest(null, 10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.endedBy()).isEqualTo("ops");
              assertThat(one.silence().why()).isEqualTo("a fair");
            });
    assertThatThrownBy(() -> silencing.end(number, OPS, now())).isInstanceOf(Refused.class);
    assertThat(corridor.texts("select what from audit order by id"))
        .containsExactly("silence.made", "silence.ended");
  }

  @Test
  void all_that_is_given_must_match() {
    silence(
        new Silence.Matcher("thanks", Purpose.CARE, null, "circuit:2", null, null),
        Duration.ofHours(3));
    order("A-1");
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).containsExactly("Thank you");
    silence(
        new Silence.Matcher(null, Purpose.CARE, null, "circuit:1", "kari", null),
        Duration.ofHours(3));
    order("A-2");
    assertThat(corridor.outreach("kari")).endsWith("thank-you scheduled silenced");
  }

  @Test
  void the_team_is_told_once_before_it_lapses_and_what_has_lapsed_is_read_no_more() {
    silence(THANKS, Duration.ofHours(3));
    Silencing elsewhere = new Silencing(corridor.db, corridor.transaction, corridor.rulebooks);
    corridor.clock.tick(Duration.ofMinutes(119));
    silencing.at(now());
    assertThat(corridor.texts("select team from alert")).isEmpty();
    corridor.clock.tick(Duration.ofMinutes(1));
    silencing.at(now());
    elsewhere.at(now());
    assertThat(corridor.texts("select team || ': ' || text from alert"))
        .singleElement()
        .asString()
        .startsWith("customer-care: Silence 1 of ops (a fair) ends on ");
    corridor.clock.tick(Duration.ofHours(1));
    silencing.at(now());
    assertThat(corridor.texts("select id::text from silence where ended_at is null")).isEmpty();
  }

  @Test
  void a_silence_must_end_and_must_not_mean_everything() {
    assertThatThrownBy(() -> silence(THANKS, Duration.ofDays(31)))
        .hasMessageContaining("at most 30 days");
    assertThatThrownBy(() -> silence(THANKS, Duration.ZERO)).hasMessageContaining("lies ahead");
    assertThatThrownBy(
            () ->
                silence(
                    new Silence.Matcher(null, null, null, null, null, null), Duration.ofDays(1)))
        .hasMessageContaining("at least one of");
    assertThatThrownBy(
            () ->
                silence(
                    new Silence.Matcher(null, Purpose.REQUESTED, null, null, null, null),
                    Duration.ofDays(1)))
        .hasMessageContaining("never silenced");
    assertThat(corridor.texts("select id::text from silence")).isEmpty();
  }
}
