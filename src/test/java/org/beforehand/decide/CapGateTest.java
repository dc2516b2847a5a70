package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.beforehand.fact.Contact;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

/** In no window of its length are there more contacts than a cap allows. */
class CapGateTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final ContactPolicy.Cap TWO_CARE = cap(Set.of(Purpose.CARE), 2, WEEK);

  private static ContactPolicy.Cap cap(Set<Purpose> purposes, int most, Duration within) {
    return new ContactPolicy.Cap(purposes, Set.of(), most, within, Map.of());
  }

  private static boolean room(ContactPolicy.Cap cap, Candidate candidate, Contact... others) {
    return new CapGate().judge(candidate, Cases.dossier(others), Cases.policy(cap), AT)
        instanceof Verdict.Send;
  }

  private static Contact care(long id, Duration ago) {
    return Cases.contact(id, Purpose.CARE, OutreachState.SENT, AT.minus(ago));
  }

  private static Candidate now() {
    return Cases.candidate(Purpose.CARE, AT);
  }

  @Test
  void a_third_contact_within_the_window_is_one_too_many() {
    assertThat(room(TWO_CARE, now(), care(1, Duration.ofDays(3)))).isTrue();
    assertThat(room(TWO_CARE, now(), care(1, Duration.ofDays(3)), care(2, Duration.ofDays(6))))
        .isFalse();
  }

  @Test
  void the_window_rolls_to_the_second() {
    assertThat(room(TWO_CARE, now(), care(1, Duration.ofDays(1)), care(2, WEEK))).isTrue();
    assertThat(room(TWO_CARE, now(), care(1, Duration.ofDays(1)), care(2, WEEK.minusSeconds(1))))
        .isFalse();
  }

  @Test
  void what_is_planned_for_later_has_its_place_already() {
    Contact tomorrow =
        Cases.contact(1, Purpose.CARE, OutreachState.SCHEDULED, AT.plus(Duration.ofDays(1)));
    Contact later = Cases.contact(2, Purpose.CARE, OutreachState.HELD, AT.plus(Duration.ofDays(6)));
    Contact after = Cases.contact(3, Purpose.CARE, OutreachState.HELD, AT.plus(WEEK));
    assertThat(room(TWO_CARE, now(), tomorrow, later)).isFalse();
    assertThat(room(TWO_CARE, now(), tomorrow, after)).isTrue();
  }

  @Test
  void other_purposes_do_not_count_and_are_not_counted() {
    Contact service = Cases.contact(1, Purpose.SERVICE, OutreachState.SENT, AT);
    assertThat(room(TWO_CARE, now(), service, service, service)).isTrue();
    assertThat(
            room(
                TWO_CARE,
                Cases.candidate(Purpose.SERVICE, AT),
                care(1, WEEK.dividedBy(2)),
                care(2, WEEK.dividedBy(3))))
        .isTrue();
  }

  @Test
  void what_never_left_gives_its_place_back_and_what_may_have_left_does_not() {
    ContactPolicy.Cap one = cap(Set.of(Purpose.CARE), 1, WEEK);
    Set<OutreachState> free =
        EnumSet.of(
            OutreachState.DROPPED,
            OutreachState.CANCELLED,
            OutreachState.SUPERSEDED,
            OutreachState.MERGED,
            OutreachState.EXPIRED,
            OutreachState.FAILED);
    for (OutreachState state : OutreachState.values()) {
      Contact other = Cases.contact(1, Purpose.CARE, state, AT.minusSeconds(60));
      assertThat(room(one, now(), other)).as("%s", state).isEqualTo(free.contains(state));
    }
  }

  @Test
  void a_contact_that_is_asked_again_does_not_stand_in_its_own_way() {
    ContactPolicy.Cap one = cap(Set.of(Purpose.CARE), 1, WEEK);
    Contact itself = Cases.contact(7, Purpose.CARE, OutreachState.CLAIMED, AT);
    assertThat(room(one, Cases.candidate(Purpose.CARE, AT, null, null, 7), itself)).isTrue();
    assertThat(room(one, Cases.candidate(Purpose.CARE, AT, null, null, 8), itself)).isFalse();
  }

  @Test
  void a_cap_of_none_lets_nothing_through() {
    assertThat(room(cap(Set.of(Purpose.CARE), 0, WEEK), now())).isFalse();
  }

  @Test
  void no_order_of_due_times_ever_fills_a_window_beyond_the_cap() {
    Random random = new Random(20260312);
    for (int round = 0; round < 300; round++) {
      ContactPolicy.Cap cap =
          cap(
              Set.of(Purpose.CARE),
              1 + random.nextInt(4),
              Duration.ofHours(12 + random.nextInt(60)));
      List<Contact> accepted = new ArrayList<>();
      for (int i = 1; i <= 40; i++) {
        Instant due = AT.plus(Duration.ofHours(random.nextInt(240)));
        boolean fits = fits(cap, accepted, due);
        boolean room =
            room(cap, Cases.candidate(Purpose.CARE, due), accepted.toArray(Contact[]::new));
        assertThat(room).as("round %d, due %s", round, due).isEqualTo(fits);
        if (room) {
          accepted.add(Cases.contact(i, Purpose.CARE, OutreachState.SCHEDULED, due));
        }
      }
    }
  }

  /** By trying every window that ends on an hour. */
  private static boolean fits(ContactPolicy.Cap cap, List<Contact> accepted, Instant due) {
    for (Instant end = due;
        end.isBefore(due.plus(cap.within()));
        end = end.plus(Duration.ofHours(1))) {
      Instant from = end.minus(cap.within());
      Instant to = end;
      long inside =
          accepted.stream().filter(one -> one.at().isAfter(from) && !one.at().isAfter(to)).count();
      if (inside + 1 > cap.most()) {
        return false;
      }
    }
    return true;
  }
}
