package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.beforehand.decide.SmallFolder.SENTENCES;
import static org.beforehand.decide.SmallFolder.proposed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Incident;
import org.junit.jupiter.api.Test;

/** Blocks of sentences ask Drools exactly what they say, and a rule fires once or not at all. */
class BlocksTest {

  private static final String VOCABULARY =
      """
      [when]a is so=Event(yes("a"))
      [when]b is so=exists Event(yes("b"))
      [when]c is not so=not Event(yes("c"))
      [when]a and b are so=Event(yes("a")) Event(yes("b"))
      [when]an outage is open=Incident(open)
      [when]this compiles to nothing=Event(shoeSize > 3)
      [then]send "{message:[a-z-]{1,60}}"=insert(new Proposal.Message("{message}"));
      """;

  /** Whether a rule is to fire. */
  private interface Truth {
    boolean of(boolean a, boolean b, boolean c);
  }

  private static final Map<String, Truth> RULES = new LinkedHashMap<>();

  static {
    RULES.put("All of these:\n- a is so\n- b is so\n- c is not so", (a, b, c) -> a && b && !c);
    RULES.put("Any of these:\n- a is so\n- b is so\n- c is not so", (a, b, c) -> a || b || !c);
    RULES.put("None of these:\n- a is so\n- b is so\n- c is not so", (a, b, c) -> !a && !b && c);
    RULES.put("Any of these:\n- a and b are so\n- c is not so", (a, b, c) -> a && b || !c);
    RULES.put("None of these:\n- a and b are so", (a, b, c) -> !(a && b));
    RULES.put("unless a is so", (a, b, c) -> !a);
    RULES.put("a is so\nunless c is not so", (a, b, c) -> a && c);
    RULES.put("unless any of these:\n- a is so\n- b is so", (a, b, c) -> !a && !b);
    RULES.put("unless all of these:\n- a is so\n- b is so", (a, b, c) -> !(a && b));
    RULES.put(
        "Any of these:\n- c is not so\n- All of these:\n  - a is so\n  - b is so",
        (a, b, c) -> !c || a && b);
    RULES.put(
        "All of these:\n- Any of these:\n  - a is so\n  - b is so\n- c is not so",
        (a, b, c) -> (a || b) && !c);
    RULES.put(
        "None of these:\n- None of these:\n  - a is so\n  - b is so\n- c is not so",
        (a, b, c) -> (a || b) && c);
    RULES.put(
        "Any of these:\n  - a is so\n  - b is so\nAny of these:\n  - b is so\n  - c is not so",
        (a, b, c) -> (a || b) && (b || !c));
    RULES.put("Any of these:\n- an outage is open\n- a is so\n", (a, b, c) -> true);
  }

  private static String rules() {
    StringBuilder text = new StringBuilder();
    int n = 0;
    for (String conditions : RULES.keySet()) {
      text.append(rule("rule " + (char) ('a' + n++), conditions));
    }
    return text.toString();
  }

  private static String rule(String name, String conditions) {
    return "rule \"" + name + "\"\nwhen\n" + conditions + "\nthen\nsend \"it\"\nend\n";
  }

  @Test
  void a_block_fires_once_when_it_is_true_and_never_when_it_is_not() {
    Rulebook rulebook = SmallFolder.with(VOCABULARY, rules()).compiled();
    Incident[] open = {incident("1"), incident("2")};
    for (int bits = 0; bits < 8; bits++) {
      boolean a = (bits & 1) > 0;
      boolean b = (bits & 2) > 0;
      boolean c = (bits & 4) > 0;
      List<String> expected = new ArrayList<>();
      int n = 0;
      for (Truth truth : RULES.values()) {
        String name = "rule " + (char) ('a' + n++);
        if (truth.of(a, b, c)) {
          expected.add(name);
        }
      }
      assertThat(proposed(rulebook, Map.of("a", a, "b", b, "c", c), open))
          .as("a %s, b %s, c %s", a, b, c)
          .isEqualTo(expected);
    }
  }

  private static Incident incident(String id) {
    return new Incident(
        id, "broadband", null, false, Incident.Status.OPEN, 1, 1, null, Cases.AT, 0, Set.of());
  }

  @Test
  void each_sentence_and_each_block_is_a_condition_that_stands_by_itself() {
    String conditions =
        "a is so\n\n  Any of these:\n    # why\n    - b is so\n    - c is not so\nunless b is so";
    WrittenRule rule =
        SmallFolder.with(VOCABULARY, rule("r", conditions)).compiled().rules().get(0);
    assertThat(rule.conditions())
        .extracting(Condition::line, Condition::text)
        .containsExactly(
            tuple(3, "a is so"),
            tuple(5, "Any of these:\n  - b is so\n  - c is not so"),
            tuple(9, "unless b is so"));
    assertThat(rule.conditions()).noneMatch(one -> one.code().contains("\n"));
    // A rule of the first two alone, as "why" asks them.
    String prefix = rule.conditions().get(0).code() + " " + rule.conditions().get(1).code();
    Rulebook asked =
        SmallFolder.with(
                VOCABULARY + "[when]the first two hold=" + prefix, rule("r", "the first two hold"))
            .compiled();
    assertThat(proposed(asked, Map.of("a", true, "b", true, "c", true))).containsExactly("r");
    assertThat(proposed(asked, Map.of("a", true, "c", true))).isEmpty();
  }

  private static void refused(String conditions, String... problems) {
    assertThat(SmallFolder.with(VOCABULARY, rule("r", conditions)).problems())
        .containsExactly(problems);
  }

  @Test
  void what_is_wrong_with_a_block_is_said_at_its_line() {
    refused(
        "- a is so",
        SENTENCES
            + ":3: a line that begins with a hyphen belongs under All of these:, Any of these: or"
            + " None of these:");
    refused(
        "Any of these:\na is so",
        SENTENCES + ":3: expected lines that begin with a hyphen under \"Any of these:\"");
    refused(
        "Any of these:\n- a is soo",
        SENTENCES + ":4: I don't know \"a is soo\"; did you mean \"a is so\"?");
    refused(
        "Any of these:\n- a is so\n  - b is so",
        SENTENCES + ":5: this line is further in than the block it stands in");
    refused(
        "Any of these:\n- Any of these:\n  - All of these:\n    - a is so",
        SENTENCES + ":5: a block may stand in a block, and no deeper");
    refused(
        "unless none of these:\n- a is so",
        SENTENCES + ":3: expected any of these or all of these; \"unless none\" is hard to read");
  }

  @Test
  void the_compiler_speaks_of_the_authors_line_within_a_block() {
    assertThat(
            SmallFolder.with(
                    VOCABULARY,
                    rule("r", "Any of these:\n- a is so\n# and\n- this compiles to nothing"))
                .problems())
        .isNotEmpty()
        .allMatch(problem -> problem.startsWith(SENTENCES + ":6: "));
  }
}
