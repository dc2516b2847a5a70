package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.beforehand.decide.SmallFolder.SENTENCES;
import static org.beforehand.decide.SmallFolder.proposed;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is defined once can be said everywhere, and everybody can see who says it. */
class DefinitionsTest {

  private static final String VOCABULARY =
      """
      [when]a call was dropped=Event(type == "call.dropped")
      [when]the caller had waited at least {minutes:\\d{1,3}} minutes=Event(number("waited") != null, number("waited").intValue() >= {minutes} * 60)
      [when]the queue is "{queue:[a-z ]{1,20}}"=Event(text("queue") == "{queue}")
      [when]the customer is in no open outage=not Incident(open)
      [then]send "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Message("{message}"));
      """;

  private static final String DEFINITIONS =
      """
      # For all campaigns
      "in a bad moment" means any of these:
        - the caller had waited at least 10 minutes
        - the queue is "complaints"

      "brief" means the queue is "brief"
      "a puzzle" means none of these:
        - the queue is "brief"
      """;

  private static final String RULES =
      """
      rule "sorry"
      when
        the customer is in a bad moment
      then
        send "sorry"
      end
      rule "thanks"
      when
        a call was dropped
        the customer is not in a bad moment
      then
        send "thanks"
      end
      rule "either"
      when
        Any of these:
          - the customer is brief
          - the customer is in a bad moment
      then
        send "either"
      end
      """;

  private static SmallFolder with(String definitions, String rules) {
    return SmallFolder.with(VOCABULARY, rules).and(Definition.FILE, definitions);
  }

  @Test
  void a_definition_is_said_and_denied_like_any_sentence() {
    Rulebook rulebook = with(DEFINITIONS, RULES).compiled();
    assertThat(proposed(rulebook, Map.of("waited", 600, "queue", "complaints")))
        .containsExactly("either", "sorry");
    assertThat(proposed(rulebook, Map.of("waited", 60, "queue", "complaints")))
        .containsExactly("either", "sorry");
    assertThat(proposed(rulebook, Map.of("waited", 60, "queue", "brief")))
        .containsExactly("either", "thanks");
    assertThat(proposed(rulebook, Map.of("waited", 60, "queue", "sales")))
        .containsExactly("thanks");
  }

  @Test
  void a_column_of_a_table_may_be_a_definition() {
    Rulebook rulebook =
        with(DEFINITIONS, RULES)
            .and(
                "calls/rules.drl.csv",
                "rule,the customer is brief,\"send \"\"{message}\"\"\"\nrow,yes,short\n")
            .compiled();
    assertThat(proposed(rulebook, Map.of("queue", "brief"))).contains("row");
    assertThat(proposed(rulebook, Map.of("queue", "sales"))).doesNotContain("row");
    assertThat(rulebook.definitions())
        .filteredOn(one -> one.name().equals("brief"))
        .flatExtracting(Definition::usedBy)
        .containsExactly("calls: either", "calls: row");
  }

  @Test
  void every_definition_lists_the_rules_that_say_it() {
    assertThat(with(DEFINITIONS, RULES).compiled().definitions())
        .extracting(Definition::name, Definition::line, one -> String.join("; ", one.usedBy()))
        .containsExactly(
            tuple("in a bad moment", 2, "calls: either; calls: sorry; calls: thanks"),
            tuple("brief", 6, "calls: either"),
            tuple("a puzzle", 7, ""));
  }

  @Test
  void one_that_nobody_defined_gets_a_hint() {
    assertThat(with(DEFINITIONS, RULES.replace("is not in a bad moment", "is not in a bad mood")))
        .extracting(SmallFolder::problems)
        .asInstanceOf(LIST)
        .containsExactly(
            SENTENCES
                + ":10: I don't know \"the customer is not in a bad mood\"; did you mean \"the"
                + " customer is not in a bad moment\"?");
  }

  private static void refused(String definitions, String... problems) {
    assertThat(with(definitions, RULES).and(SENTENCES, "").problems())
        .containsExactly(
            Arrays.stream(problems)
                .map(problem -> Definition.FILE + ":" + problem)
                .toArray(String[]::new));
  }

  @Test
  void what_is_wrong_with_a_definition_is_said_at_its_line() {
    refused(
        DEFINITIONS + "\"worse\" means all of these:\n  - the customer is brief\n",
        "10: a definition is made of sentences of the vocabulary, not of other definitions");
    refused(
        "\"x\" means the customer is x\n",
        "1: a definition is made of sentences of the vocabulary, not of other definitions");
    refused(
        "\"in no open outage\" means a call was dropped\n",
        "1: there is a sentence \"the customer is in no open outage\" already");
    refused(
        DEFINITIONS + "\"brief\" means a call was dropped\n",
        "9: there is a definition \"brief\" above already");
    refused(
        "\"not well\" means a call was dropped\n",
        "1: expected a name that does not begin with \"not\"");
    refused(
        "a call was dropped\n",
        "1: expected: \"name\" means any of these:, found \"a call was dropped\"");
    refused(
        "\"x\" means any of these:\n\"y\" means a call was dropped\n",
        "1: expected lines that begin with a hyphen under \"any of these:\"");
    refused("\"x\" means\n", "1: expected a sentence, or any of these: and lines below it");
    refused(
        "\"x\" means unless a call was dropped\n",
        "1: a definition says what is so: expected None of these:");
  }
}
