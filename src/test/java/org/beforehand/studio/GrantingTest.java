package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Json;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.RuleFolder;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;
import org.beforehand.intake.ByHand;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Gifts;
import org.junit.jupiter.api.Test;

/** What colleagues grant by hand is decided like everything else, and can say why. */
class GrantingTest {

  private static final Member OLA = new Member("ola", Role.OPERATOR);

  private static Granting.Wish wish(String id, String customer, String value) {
    return new Granting.Wish(
        id,
        customer,
        GestureKind.CREDIT,
        Money.of(value, "EUR"),
        null,
        null,
        "a rude answer",
        "on the phone");
  }

  private static RuleFolder folder(String budget) {
    return ByHand.folder(budget, "{operator: 20 EUR}");
  }

  @Test
  void what_was_decided_comes_out_the_same_when_it_is_decided_again_and_says_why() {
    try (Corridor corridor =
        Corridor.open("2026-03-12T10:00:00Z", folder("amount: 45 EUR\nper: month"))) {
      Gifts.customers(corridor, 4);
      corridor.post(
          "customer.updated",
          "customer:c3",
          Map.of("id", "c3", "consent", Map.of("goodwill", false)));
      Granting granting =
          new Granting(corridor.db, corridor.transaction, corridor.rulebooks, corridor.intake);
      Instant at = corridor.clock.instant();
      List<GrantAnswer> answers = new ArrayList<>();
      answers.add(granting.grant(wish("1", "c0", "15"), OLA, at));
      answers.add(granting.grant(wish("2", "c1", "25"), OLA, at));
      answers.add(granting.grant(wish("3", "c2", "20"), OLA, at));
      answers.add(granting.grant(wish("4", "c2", "15"), OLA, at));
      answers.add(granting.grant(wish("5", "c3", "5"), OLA, at));
      assertThat(answers)
          .extracting(one -> one.getClass().getSimpleName())
          .containsExactly("Given", "Waits", "Given", "No", "No");
      List<Decisions.Stored> stored =
          new Decisions(corridor.db)
              .find(new Decisions.Interest(null, null, at.minusSeconds(9), at, 100));
      assertThat(stored).hasSize(5);
      Replay replay = new Replay(corridor.db, corridor.rulebooks);
      for (Decisions.Stored one : stored) {
        Replay.Again again = replay.of(one, null);
        assertThat(again).isInstanceOf(Replay.Made.class);
        assertThat(Json.write(Json.map(((Replay.Made) again).explanation().decision().why())))
            .isEqualTo(Json.write(one.why()));
      }
      assertThat(why(corridor, "c0")).contains("credit what a colleague granted");
      assertThat(why(corridor, "c1")).contains("A colleague has to agree first.");
      assertThat(why(corridor, "c2")).contains("The money set aside for this was spent.");
      assertThat(why(corridor, "c3"))
          .contains("You have asked us not to send you messages of this kind.");
    }
  }

  private static String why(Corridor corridor, String customer) {
    Instant now = corridor.clock.instant();
    return new Why(corridor.db, corridor.rulebooks)
        .answer(new Why.Question(customer, null, null, null, now.minus(Why.USUAL), now))
        .document(now);
  }

  @Test
  void a_rule_that_could_not_give_is_an_error_at_its_line() {
    Map<String, String> files = folder("amount: 45 EUR").files();
    assertThat(findings(files, "rules.dslr", "Granted by hand", "Granted by head"))
        .contains("granted-by-hand/rules.dslr:11: error: there is no budget \"Granted by head\"");
    assertThat(findings(files, "campaign.yaml", "[gesture.granted]", "[order.late]"))
        .contains(
            "granted-by-hand/rules.dslr:11: error: what colleagues grant is not heard of here:"
                + " expected gesture.granted among the triggers");
    assertThat(findings(files, "rules.dslr", "with the message \"credited\"", "with \"credited\""))
        .contains("granted-by-hand/rules.dslr:11: error: I don't know");
  }

  private static String findings(
      Map<String, String> files, String file, String written, String instead) {
    Map<String, String> changed = new java.util.TreeMap<>(files);
    changed.computeIfPresent(
        "granted-by-hand/" + file, (name, text) -> text.replace(written, instead));
    return String.join(
        "\n",
        Check.run(RuleFolder.of(changed)).findings().stream().map(Finding::toString).toList());
  }
}
