package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

/** What waited for the morning does not all leave in its first second. */
class SpreadTest {

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
  private static final Instant NIGHT = Instant.parse("2026-03-12T02:00:00Z");
  private static final Instant OPENS = Instant.parse("2026-03-12T07:00:00Z");

  private static Dossier dossier(String customer) {
    return Cases.of(Cases.customer(customer, OSLO, null));
  }

  private static Verdict judged(
      String customer, Purpose purpose, ContactPolicy policy, Instant at) {
    return new WindowGate().judge(Cases.candidate(purpose, at), dossier(customer), policy, at);
  }

  private static Instant held(String customer, ContactPolicy policy, Instant at) {
    return ((Verdict.Hold) judged(customer, Purpose.SERVICE, policy, at)).until();
  }

  @Test
  void what_waited_for_the_opening_is_spread_evenly_and_always_the_same_way() {
    ContactPolicy policy = Cases.policy("spread: 30m\n");
    TreeMap<Long, Integer> minutes = new TreeMap<>();
    List<Instant> once = new ArrayList<>();
    List<Instant> again = new ArrayList<>();
    for (int n = 0; n < 3_000; n++) {
      Instant until = held("c" + n, policy, NIGHT);
      minutes.merge(Duration.between(OPENS, until).toMinutes(), 1, Integer::sum);
      once.add(until);
      again.add(held("c" + n, policy, NIGHT.plusSeconds(60)));
    }
    assertThat(minutes).hasSize(30).containsOnlyKeys(minutes.keySet());
    assertThat(minutes.firstKey()).isZero();
    assertThat(minutes.lastKey()).isEqualTo(29);
    assertThat(minutes.values()).allSatisfy(many -> assertThat(many).isBetween(60, 140));
    assertThat(again).isEqualTo(once);
  }

  @Test
  void what_is_due_within_its_window_leaves_at_once() {
    Instant noon = Instant.parse("2026-03-12T11:00:00Z");
    assertThat(judged("kari", Purpose.CARE, Cases.policy("spread: 30m\n"), noon))
        .isInstanceOf(Verdict.Send.class);
    assertThat(held("kari", Cases.policy(""), NIGHT)).isEqualTo(OPENS);
  }

  @Test
  void a_spread_ends_before_the_window_does() {
    OpenHours quarter =
        new OpenHours(
            Cases.window("08:00", "08:15"), OSLO, org.beforehand.fact.WorkingTime.MONDAY_TO_FRIDAY);
    for (double place = 0; place < 1; place += 0.01) {
      Instant turn = quarter.spread(OPENS, Duration.ofHours(2), Instant.MAX, place);
      assertThat(turn).isBetween(OPENS, OPENS.plus(Duration.ofMinutes(15)).minusSeconds(1));
    }
    assertThat(quarter.spread(OPENS, Duration.ofMinutes(10), OPENS.plusSeconds(60), 0.999))
        .isBeforeOrEqualTo(OPENS.plusSeconds(60));
  }

  @Test
  void what_missed_its_turn_in_the_evening_is_tomorrows() {
    Candidate late =
        Cases.candidate(Purpose.CARE, Instant.parse("2026-03-12T20:00:00Z"), null, null, 7);
    Verdict verdict =
        new WindowGate().judge(late, dossier("kari"), Cases.policy("spread: 30m\n"), late.due());
    assertThat(((Verdict.Hold) verdict).until())
        .isBetween(Instant.parse("2026-03-13T07:00:00Z"), Instant.parse("2026-03-13T07:30:00Z"));
  }

  @Test
  void what_a_schedule_says_to_many_is_spread_where_the_policy_says_so() {
    Instant nine = Instant.parse("2026-03-12T08:00:00Z");
    Candidate usual = Cases.candidate(Purpose.GOODWILL, nine);
    Candidate wish = Cases.ofSchedule(usual, "{on: birthday, at: \"09:00\"}", "birthday");
    ContactPolicy policy = Cases.policy("spread: {opening: 30m, schedule: 1h}\n");
    Verdict verdict = new WindowGate().judge(wish, dossier("kari"), policy, nine);
    assertThat(verdict).isInstanceOf(Verdict.Hold.class);
    assertThat(((Verdict.Hold) verdict).reason()).isEqualTo(Reason.SPREAD);
    assertThat(((Verdict.Hold) verdict).until()).isBetween(nine, nine.plusSeconds(3_600));
    assertThat(new WindowGate().judge(usual, dossier("kari"), policy, nine))
        .isInstanceOf(Verdict.Send.class);
    assertThat(new WindowGate().judge(wish, dossier("kari"), Cases.policy("spread: 30m\n"), nine))
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void what_is_written_wrong_is_named_with_its_line() {
    assertThatThrownBy(() -> Cases.policy("spread: {opening: 13h}\n"))
        .hasMessageContaining("contact-policy.yaml:4")
        .hasMessageContaining("expected at most 12h");
    assertThatThrownBy(() -> Cases.policy("spread: a while\n"))
        .hasMessageContaining("expected a time such as 10m");
  }
}
