package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.Cases.AT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.beforehand.decide.Arbitration.Entrant;
import org.beforehand.decide.Arbitration.Place;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Money;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

/** One customer, one window, one contact; what ranks higher has it, whatever came first. */
class ArbitrationTest {

  private static final String GATHERING =
      """
      gathering: {window: 15m, apart: 24h, combine: [care, marketing]}
      consent-by-default: [care, goodwill, marketing]
      """;

  /** A message that waits. */
  private record Waiting(long number, Purpose purpose, int priority, boolean drops, String what) {

    Entrant entrant() {
      return new Entrant(candidate(), AT.plus(Duration.ofHours(48)), false);
    }

    Candidate candidate() {
      Candidate plain = Cases.candidate(purpose, AT, null, null, number);
      Campaign campaign = plain.campaign();
      Campaign its =
          new Campaign(
              "campaign-" + number,
              campaign.title(),
              campaign.owner(),
              purpose,
              campaign.status(),
              campaign.triggers(),
              priority,
              campaign.key(),
              campaign.expiry(),
              campaign.freshness(),
              List.of(),
              null,
              Experiment.NONE,
              new Campaign.Company(
                  drops ? Campaign.Outranked.DROP : Campaign.Outranked.WAIT, true));
      Proposal proposal =
          switch (what) {
            case "gesture" -> new Proposal.Gesture("gift", Money.of("10", "EUR"));
            case "call" -> new Proposal.Call("call", "care", Duration.ofHours(4));
            case "survey" -> new Proposal.Survey("ask");
            default -> new Proposal.Message("message");
          };
      return new Candidate(
          its,
          its.name() + ": rule",
          proposal,
          "key",
          plain.trigger(),
          AT,
          List.of(Channel.EMAIL),
          AT,
          null,
          null,
          number);
    }
  }

  private static Waiting waiting(long number, Purpose purpose, int priority) {
    return new Waiting(number, purpose, priority, false, "message");
  }

  private static Map<Long, Place> settle(String policy, List<Waiting> all, Contact... before) {
    return Arbitration.settle(
        all.stream().map(Waiting::entrant).toList(),
        Cases.dossier(before),
        Cases.policy(GATHERING + policy),
        AT);
  }

  @Test
  void the_higher_purpose_leaves_and_the_other_has_another_turn() {
    assertThat(settle("", List.of(waiting(1, Purpose.MARKETING, 9), waiting(2, Purpose.CARE, 0))))
        .containsEntry(2L, new Place.Leaves())
        .containsEntry(
            1L,
            new Place.Waits(AT.plus(Duration.ofHours(24)), "arbitration", Reason.OUTRANKED, null));
  }

  @Test
  void a_campaign_may_say_that_its_message_is_dropped_instead() {
    assertThat(
            settle(
                "",
                List.of(
                    new Waiting(1, Purpose.MARKETING, 9, true, "message"),
                    waiting(2, Purpose.CARE, 0))))
        .containsEntry(1L, new Place.Ends("arbitration", Reason.OUTRANKED));
  }

  @Test
  void mails_of_one_purpose_leave_as_one_in_which_the_higher_priority_leads() {
    assertThat(settle("", List.of(waiting(1, Purpose.CARE, 0), waiting(2, Purpose.CARE, 5))))
        .containsEntry(2L, new Place.Leaves())
        .containsEntry(1L, new Place.Joins(2));
  }

  @Test
  void a_gesture_a_call_and_a_survey_are_no_part_of_anything() {
    for (String what : List.of("gesture", "call", "survey")) {
      assertThat(
              settle(
                  "",
                  List.of(
                      waiting(1, Purpose.CARE, 5), new Waiting(2, Purpose.CARE, 0, false, what))))
          .as(what)
          .hasEntrySatisfying(2L, place -> assertThat(place).isInstanceOf(Place.Waits.class));
    }
  }

  @Test
  void goodwill_is_not_combined_where_the_policy_does_not_say_so() {
    assertThat(
            settle("", List.of(waiting(1, Purpose.GOODWILL, 0), waiting(2, Purpose.GOODWILL, 1))))
        .hasEntrySatisfying(1L, place -> assertThat(place).isInstanceOf(Place.Waits.class));
  }

  @Test
  void what_was_settled_before_gives_way_to_what_ranks_higher() {
    Map<Long, Place> places =
        Arbitration.settle(
            List.of(
                new Entrant(waiting(1, Purpose.MARKETING, 0).candidate(), AT, true),
                waiting(2, Purpose.CARE, 0).entrant()),
            Cases.dossier(),
            Cases.policy(
                GATHERING + "caps:\n  - {purposes: [care, marketing], most: 1, within: 7d}\n"),
            AT);
    assertThat(places)
        .containsEntry(2L, new Place.Leaves())
        .containsEntry(1L, new Place.Ends("cap", Reason.DISPLACED));
  }

  @Test
  void room_kept_for_care_is_not_used_by_marketing() {
    String caps =
        "caps:\n  - {purposes: [care, marketing], most: 2, within: 7d, reserved: {care: 1}}\n";
    Contact sent = Cases.contact(9, Purpose.MARKETING, OutreachState.SENT, AT.minusSeconds(9_000));
    assertThat(settle(caps, List.of(waiting(1, Purpose.MARKETING, 0)), sent))
        .containsEntry(1L, new Place.Ends("cap", Reason.CAP_REACHED));
    assertThat(settle(caps, List.of(waiting(1, Purpose.CARE, 0)), sent))
        .containsEntry(1L, new Place.Leaves());
  }

  @Test
  void what_would_expire_before_its_turn_is_dropped_at_once() {
    Entrant soon =
        new Entrant(waiting(1, Purpose.MARKETING, 0).candidate(), AT.plusSeconds(60), false);
    assertThat(
            Arbitration.settle(
                List.of(soon, waiting(2, Purpose.CARE, 0).entrant()),
                Cases.dossier(),
                Cases.policy(GATHERING),
                AT))
        .containsEntry(1L, new Place.Ends("arbitration", Reason.OUTRANKED));
  }

  @Test
  void what_keeps_a_message_now_is_nothing_to_one_whose_time_is_to_come() {
    Instant tomorrow = AT.plus(Duration.ofHours(22));
    Candidate later = waiting(1, Purpose.MARKETING, 0).candidate().at(tomorrow);
    Map<Long, Place> places =
        Arbitration.settle(
            List.of(
                new Entrant(later, tomorrow.plus(Duration.ofHours(48)), false),
                waiting(2, Purpose.CARE, 0).entrant()),
            Cases.dossier().muted(Purpose.MARKETING, AT.plus(Duration.ofHours(6))),
            Cases.policy(GATHERING),
            AT);
    assertThat(places).containsEntry(1L, new Place.Leaves()).containsEntry(2L, new Place.Leaves());
  }

  @Provide
  Arbitrary<List<Waiting>> crowd() {
    return Combinators.combine(
            Arbitraries.of(Purpose.CARE, Purpose.GOODWILL, Purpose.MARKETING),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false),
            Arbitraries.of("message", "message", "gesture", "call", "survey"))
        .as((purpose, priority, drops, what) -> new Waiting(0, purpose, priority, drops, what))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(ArbitrationTest::numbered);
  }

  private static List<Waiting> numbered(List<Waiting> some) {
    List<Waiting> all = new ArrayList<>();
    for (Waiting one : some) {
      all.add(new Waiting(all.size() + 1, one.purpose, one.priority, one.drops, one.what));
    }
    return all;
  }

  @Property(tries = 200)
  void whatever_comes_first_the_same_one_leaves_and_each_has_one_fate(
      @ForAll("crowd") List<Waiting> crowd, @ForAll long seed) {
    String caps =
        """
        caps:
          - {purposes: [marketing], most: 1, within: 7d}
          - {purposes: [care, goodwill, marketing], most: 2, within: 7d, reserved: {care: 1}}
        """;
    Map<Long, Place> places = settle(caps, crowd);
    List<Waiting> shuffled = new ArrayList<>(crowd);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(new TreeMap<>(settle(caps, shuffled))).isEqualTo(new TreeMap<>(places));
    assertThat(places).hasSize(crowd.size());
    List<Waiting> leaving = crowd.stream().filter(one -> leaves(places, one)).toList();
    assertThat(leaving).as("one contact in a window").hasSizeLessThanOrEqualTo(1);
    Purpose highest = crowd.stream().map(Waiting::purpose).min(Purpose::compareTo).orElseThrow();
    assertThat(leaving).extracting(Waiting::purpose).containsExactly(highest);
    assertThat(counted(crowd, places, Purpose.MARKETING)).hasSizeLessThanOrEqualTo(1);
    assertThat(counted(crowd, places, null)).hasSizeLessThanOrEqualTo(2);
    assertThat(counted(crowd, places, null).stream().filter(one -> one.purpose != Purpose.CARE))
        .as("room that is kept for care")
        .hasSizeLessThanOrEqualTo(1);
  }

  private static boolean leaves(Map<Long, Place> places, Waiting one) {
    return places.get(one.number) instanceof Place.Leaves;
  }

  /** Those that take up room. */
  private static List<Waiting> counted(
      List<Waiting> crowd, Map<Long, Place> places, Purpose purpose) {
    return crowd.stream()
        .filter(one -> purpose == null || one.purpose == purpose)
        .filter(one -> leaves(places, one) || places.get(one.number) instanceof Place.Waits)
        .toList();
  }
}
