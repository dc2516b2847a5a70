package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is held out, and who gets which variant: the same for ever, and by what was asked. */
class HoldoutTest {

  private static final int TRIES = 200;
  private static final int PEOPLE = 20_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static List<String> people(Predicate<String> who) {
    return IntStream.range(0, PEOPLE).mapToObj(i -> "c-" + i).filter(who).toList();
  }

  private String word() {
    return "c" + Long.toHexString(random.nextLong());
  }

  private static Campaign campaign(String purpose, String lines) {
    return CampaignFile.read(
        "thanks",
        "title: T\nowner: o\nstatus: live\ntriggers: [purchase.completed]\nkey: event\npurpose: "
            + purpose
            + "\n"
            + lines);
  }

  @Test
  void a_larger_share_only_adds_people_and_nothing_else_moves_anybody() {
    for (int i = 0; i < TRIES; i++) {
      String campaign = word();
      String customer = word();
      int share = 1 + random.nextInt(9_999);
      boolean held = new Holdout(share).holds(campaign, customer);
      assertThat(new Holdout(share).holds(campaign, customer)).as("seed %d", seed).isEqualTo(held);
      for (int larger = share + 1; larger < 10_000; larger += 1 + random.nextInt(500)) {
        assertThat(!held || new Holdout(larger).holds(campaign, customer))
            .as("%s of %s at %d and %d, seed %d", customer, campaign, share, larger, seed)
            .isTrue();
      }
      assertThat(Holdout.EVERYBODY.holds(campaign, customer)).isTrue();
      assertThat(Holdout.NOBODY.holds(campaign, customer)).isFalse();
    }
  }

  /** Were these to change, every running experiment would begin anew with the next version. */
  @Test
  void the_lot_falls_as_it_always_has() {
    assertThat(
            people(one -> new Holdout(1_000).holds("thanks", one)).stream()
                .filter(one -> one.length() < 5))
        .containsExactly(
            "c-5", "c-8", "c-12", "c-25", "c-33", "c-44", "c-46", "c-65", "c-66", "c-78", "c-86",
            "c-94", "c-96");
    Experiment experiment = new Experiment(Holdout.NOBODY, Map.of("a", 50, "b", 50));
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      drawn.append(experiment.variant("thanks", "c-" + i));
    }
    assertThat(drawn).hasToString("bbbbbbbbbbababbbabbb");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 200, 1_000, 5_000, 9_000})
  void about_as_many_are_held_out_as_was_asked(int share) {
    double expected = PEOPLE * share / 10_000.0;
    double deviation = Math.sqrt(expected * (1 - share / 10_000.0));
    for (String campaign : List.of(Holdout.EVERY_CAMPAIGN, "thanks", "birthday-surprises")) {
      assertThat((double) people(one -> new Holdout(share).holds(campaign, one)).size())
          .as(campaign)
          .isBetween(expected - 4 * deviation, expected + 4 * deviation);
    }
  }

  @Test
  void being_held_out_of_one_campaign_says_nothing_about_another_nor_about_the_variant() {
    Holdout half = new Holdout(5_000);
    Experiment experiment = new Experiment(half, Map.of("a", 1, "b", 1));
    List<String> heldOut = people(one -> half.holds("thanks", one));
    for (Predicate<String> other :
        List.<Predicate<String>>of(
            one -> half.holds("birthday-surprises", one),
            one -> half.holds(Holdout.EVERY_CAMPAIGN, one),
            one -> "a".equals(experiment.variant("thanks", one)))) {
      assertThat((double) heldOut.stream().filter(other).count() / heldOut.size())
          .isBetween(0.48, 0.52);
    }
  }

  @Test
  void variants_are_drawn_by_weight() {
    Map<String, Integer> weights = Map.of("a", 60, "b", 30, "c", 10);
    Experiment experiment = new Experiment(Holdout.NOBODY, weights);
    Map<String, Integer> drawn = new HashMap<>();
    people(one -> true)
        .forEach(one -> drawn.merge(experiment.variant("thanks", one), 1, Integer::sum));
    weights.forEach(
        (variant, weight) ->
            assertThat(drawn.get(variant) * 100.0 / PEOPLE)
                .as(variant)
                .isBetween(weight - 1.5, weight + 1.5));
  }

  @Test
  void a_weight_that_grows_or_a_variant_that_comes_moves_customers_only_to_it() {
    for (int i = 0; i < TRIES; i++) {
      String campaign = word();
      String customer = word();
      Map<String, Integer> weights = new TreeMap<>();
      for (String variant : List.of("a", "b", "c")) {
        weights.put(variant, 1 + random.nextInt(100));
      }
      String before = new Experiment(Holdout.NOBODY, weights).variant(campaign, customer);
      Map<String, Integer> changed = new TreeMap<>(weights);
      String grown = random.nextBoolean() ? "d" : "b";
      changed.merge(grown, 1 + random.nextInt(100), Integer::sum);
      assertThat(new Experiment(Holdout.NOBODY, changed).variant(campaign, customer))
          .as("%s of %s, %s then %s, seed %d", customer, campaign, weights, changed, seed)
          .isIn(before, grown);
    }
  }

  @Test
  void shares_and_weights_are_read() {
    Campaign campaign = campaign("care", "holdout: 2.5%\nvariants: {b: 1, a: 3}\n");
    assertThat(campaign.experiment().holdout()).isEqualTo(new Holdout(250));
    assertThat(campaign.experiment().variants())
        .containsExactly(Map.entry("a", 3), Map.entry("b", 1));
    assertThat(campaign("care", "").experiment()).isEqualTo(Experiment.NONE);
    assertThat(campaign("care", "").variantFor("kari")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service   | holdout: 10%            | purpose service leaves nobody out",
        "requested | holdout: 10%            | purpose requested leaves nobody out",
        "service   | variants: {a: 1, b: 1}  | purpose service says the same to everybody",
        "care      | holdout: 0%             | more than 0% and less than 100%",
        "care      | holdout: 100%           | more than 0% and less than 100%",
        "care      | holdout: 0.1            | such as 10% or 2.5%",
        "care      | holdout: 2.555%         | such as 10% or 2.5%",
        "care      | variants: {a: 1}        | at least two variants",
        "care      | variants: {a: 0, b: 1}  | a number from 1 to 1000, found \"0\"",
        "care      | variants: {a: .5, b: 1} | a number from 1 to 1000, found \".5\"",
        "care      | variants: {a: -1, b: 1} | a number from 1 to 1000, found \"-1\"",
        "care      | variants: {A: 1, b: 1}  | small letters, digits and hyphens, found \"A\"",
        "care      | variants: [a, b]        | found a list",
        "care      | variants: {a: 1, a: 1}  | stands here twice",
      })
  void what_cannot_be_meant_is_refused_with_its_line(String purpose, String line, String said) {
    assertThatThrownBy(() -> campaign(purpose, line + "\n"))
        .isInstanceOfSatisfying(
            RulesRefused.class,
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.file()).isEqualTo("thanks/campaign.yaml");
                          assertThat(problem.line()).isEqualTo(7);
                          assertThat(problem.text()).contains(said);
                        }));
  }

  private static Verdict judged(Purpose purpose, Holdout global, Holdout own, long outreach) {
    Candidate candidate = Cases.candidate(purpose, Cases.AT, null, null, outreach);
    Candidate held =
        new Candidate(
            candidate.campaign().holdingOut(own),
            candidate.rule(),
            candidate.proposal(),
            candidate.key(),
            candidate.trigger(),
            candidate.eventTime(),
            candidate.channels(),
            candidate.due(),
            null,
            null,
            outreach);
    Instant at = Cases.AT;
    return new HoldoutGate().judge(held, Cases.dossier(), Cases.policy().holdingOut(global), at);
  }

  @Test
  void nobody_is_held_out_of_what_they_asked_for_or_need_to_know() {
    for (Purpose purpose : Purpose.values()) {
      Verdict verdict = judged(purpose, Holdout.EVERYBODY, Holdout.EVERYBODY, 0);
      if (purpose == Purpose.REQUESTED || purpose == Purpose.SERVICE) {
        assertThat(verdict).isInstanceOf(Verdict.Send.class);
      } else {
        assertThat(verdict).isEqualTo(new Verdict.Drop(Reason.GLOBAL_HOLDOUT));
      }
    }
  }

  @Test
  void a_campaigns_own_group_holds_none_of_those_whom_nobody_contacts() {
    assertThat(judged(Purpose.CARE, Holdout.NOBODY, Holdout.EVERYBODY, 0))
        .isEqualTo(new Verdict.Drop(Reason.HOLDOUT));
    assertThat(judged(Purpose.CARE, Holdout.EVERYBODY, Holdout.EVERYBODY, 0))
        .isEqualTo(new Verdict.Drop(Reason.GLOBAL_HOLDOUT));
  }

  @Test
  void what_was_put_already_is_not_held_out_before_it_leaves() {
    assertThat(judged(Purpose.CARE, Holdout.EVERYBODY, Holdout.EVERYBODY, 7))
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void the_gate_stands_behind_every_gate_that_could_say_no_but_the_shadow() {
    assertThat(Policy.GATES.subList(Policy.GATES.size() - 2, Policy.GATES.size()))
        .extracting(Object::getClass)
        .isEqualTo(List.of(HoldoutGate.class, ShadowGate.class));
  }
}
