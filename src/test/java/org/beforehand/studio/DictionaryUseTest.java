package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.SmallRules;
import org.beforehand.customer.DataAtHand;
import org.beforehand.customer.DictionaryTally;
import org.beforehand.decide.RuleFolder;
import org.junit.jupiter.api.Test;

/** Traits, fields and values that authors name are held against those there are. */
class DictionaryUseTest {

  private static final String RULES = "thanks/rules.dslr";
  private static final String DECLARED = "shared/dictionary.yaml";

  private static final DataAtHand DATA = names -> data();

  private static DataAtHand.Seen data() {
    DictionaryTally tally = new DictionaryTally();
    for (int i = 0; i < 12; i++) {
      tally.add(null, Map.of("plan", i % 2 == 0 ? "Fibre 500" : "Fibre 1000", "contract", "N" + i));
      tally.add("purchase.completed", Map.of("order", "A-" + i, "shop", "web"));
    }
    return tally.seen();
  }

  private static String rule(String... conditions) {
    return "rule \"thank for an order\"\nwhen\n  a purchase was completed\n  "
        + String.join("\n  ", conditions)
        + "\nthen\n  send \"thank-you\"\nend\n";
  }

  /** What the check says of it, but for scenarios. */
  private static List<String> said(Map<String, String> files, DataAtHand data) {
    Map<String, String> all = new TreeMap<>(SmallRules.folder().files());
    all.remove("thanks/scenarios.yaml");
    all.remove("shared/definitions.dslr");
    all.putAll(files);
    return Check.run(RuleFolder.of(all), null, data).findings().stream()
        .map(Finding::toString)
        .filter(one -> !one.contains("no scenario makes this rule fire"))
        .filter(one -> !one.contains("thanks/messages"))
        .toList();
  }

  @Test
  void a_trait_that_nobody_has_is_an_error_with_line_and_nearest_name() {
    assertThat(said(Map.of(RULES, rule("the customer's \"plna\" is \"Fibre 500\"")), DATA))
        .containsExactly(
            RULES
                + ":4: error: I don't know the trait \"plna\"; did you mean \"plan\"? A new one is"
                + " declared in shared/dictionary.yaml");
    assertThat(said(Map.of(RULES, rule("the customer's \"plan\" is \"Fibre 500\"")), DATA))
        .isEmpty();
  }

  @Test
  void a_value_nobody_had_is_a_warning_where_it_looks_misspelt_and_else_advice() {
    String one = "the customer's \"plan\" is one of \"Fibre 500\", \"Fiber 1000\"";
    assertThat(said(Map.of(RULES, rule(one)), DATA))
        .containsExactly(
            RULES
                + ":4: warning: no customer's \"plan\" has been \"Fiber 1000\" so far; did you mean"
                + " \"Fibre 1000\"?");
    assertThat(said(Map.of(RULES, rule("the customer's \"plan\" is not \"Copper\"")), DATA))
        .containsExactly(
            RULES
                + ":4: advice: no customer's \"plan\" has been \"Copper\" so far; known are Fibre"
                + " 1000, Fibre 500.");
    // Numbers of contracts are no list to choose from.
    assertThat(said(Map.of(RULES, rule("the customer's \"contract\" is \"N99\"")), DATA)).isEmpty();
  }

  @Test
  void a_field_that_the_campaigns_events_do_not_have_is_an_error() {
    assertThat(said(Map.of(RULES, rule("the event's \"shopp\" is \"web\"")), DATA))
        .containsExactly(
            RULES
                + ":4: error: I don't know the field \"shopp\" of purchase.completed; did you mean"
                + " \"shop\"? A new one is declared in shared/dictionary.yaml");
  }

  @Test
  void lines_of_blocks_definitions_and_cells_of_tables_are_looked_at_too() {
    String block =
        "Any of these:\n    - the customer is a business\n\n    - the customer's \"paln\" is known";
    assertThat(said(Map.of(RULES, rule(block)), DATA))
        .singleElement()
        .asString()
        .startsWith(RULES + ":7: error: I don't know the trait \"paln\"");
    assertThat(
            said(
                Map.of(
                    RULES,
                    rule("the customer is well known"),
                    "shared/definitions.dslr",
                    "\n\"well known\" means the customer's \"plann\" is known\n"),
                DATA))
        .singleElement()
        .asString()
        .startsWith("shared/definitions.dslr:2: error: I don't know the trait \"plann\"");
    assertThat(
            said(
                Map.of(
                    "thanks/rules.drl.csv",
                    "hit,all,otherwise nothing\nrule,a purchase was completed,\"the customer's \"\"{trait}\"\" is"
                        + " \"\"{value}\"\"\",\"send \"\"{message}\"\"\"\n"
                        + "t,yes,plan | Fibre 5000,thank-you\n"),
                DATA))
        .singleElement()
        .asString()
        .startsWith(
            "thanks/rules.drl.csv:3: warning: column C: no customer's \"plan\" has been \"Fibre"
                + " 5000\" so far");
  }

  @Test
  void what_is_declared_is_known_and_its_list_of_values_is_whole() {
    Map<String, String> declared =
        new TreeMap<>(
            Map.of(
                DECLARED,
                """
                traits:
                  tariff:
                    type: text
                    values: [Night, Day]
                    meaning: when electricity is cheap
                events:
                  purchase.completed:
                    total: {type: number, meaning: what it came to}
                """));
    declared.put(RULES, rule("the customer's \"tariff\" is \"Night\""));
    assertThat(said(declared, DataAtHand.NONE)).isEmpty();
    declared.put(RULES, rule("the customer's \"tariff\" is \"Nigth\""));
    assertThat(said(declared, DataAtHand.NONE))
        .containsExactly(
            RULES
                + ":4: error: a customer's \"tariff\" is never \"Nigth\"; did you mean \"Night\"? A"
                + " new one is declared in shared/dictionary.yaml");
    declared.put(RULES, rule("the event's \"totl\" is at least 100"));
    assertThat(said(declared, DATA))
        .singleElement()
        .asString()
        .contains("I don't know the field \"totl\" of purchase.completed; did you mean \"total\"?");
  }

  @Test
  void what_rules_remember_is_known_and_where_nothing_is_known_nothing_is_wrong() {
    String remembering =
        rule("the customer's \"mood\" is not \"bda\"")
            .replace("then\n", "then\n  remember \"mood\" as \"bad\"\n");
    assertThat(said(Map.of(RULES, remembering), DATA))
        .containsExactly(
            RULES
                + ":4: warning: no customer's \"mood\" has been \"bda\" so far; did you mean"
                + " \"bad\"?");
    assertThat(
            said(
                Map.of(
                    RULES, rule("the customer's \"plna\" is known", "the event's \"x\" is known")),
                DataAtHand.NONE))
        .isEmpty();
  }

  @Test
  void a_declaration_that_is_wrong_is_named_with_its_line() {
    assertThat(said(Map.of(DECLARED, "traits:\n  plan:\n    type: string\n"), DATA))
        .containsExactly(
            DECLARED
                + ":3: error: type: expected one of text, number, yes/no, list, object, found"
                + " \"string\"");
    assertThat(said(Map.of(DECLARED, "trait:\n  plan: {type: text}\n"), DATA))
        .containsExactly(DECLARED + ":1: error: I don't know \"trait\"; did you mean \"traits\"?");
    assertThat(said(Map.of(DECLARED, "traits:\n  plan: {values: [a]}\n"), DATA))
        .containsExactly(DECLARED + ":2: error: plan: expected a line \"type: ...\"");
    assertThat(said(Map.of("shared/dictionery.yaml", "traits:\n"), DATA))
        .singleElement()
        .asString()
        .contains("nothing reads this; did you mean \"shared/dictionary.yaml\"?");
  }
}
