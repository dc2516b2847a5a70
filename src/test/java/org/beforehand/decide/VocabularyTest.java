package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.beforehand.decide.Vocabulary.Part;
import org.beforehand.decide.Vocabulary.Reading;
import org.junit.jupiter.api.Test;

/** A line is a sentence and values, or an error that says which word is wrong. */
class VocabularyTest {

  private static final Vocabulary VOCABULARY =
      Vocabulary.read(
          """
          [when]it took {hours:\\d{1,3}} hours=Event(number("h").intValue() >= {hours})
          [when]it took {n:[1-9]|1[0-2]} of {hours:\\d{1,3}} hours=Event(x({n}, {hours}))
          [when]it cost {amount:[1-9]\\d{0,5}(?:[.]\\d{2})?} {currency:NOK|EUR}=Event(cost("{amount}", "{currency}"))
          [when]it happened at {time:(?:[01]\\d|2[0-3]):[0-5]\\d}=Event(at("{time}"))
          [when]it is one of {names:"[^"]{1,20}"(?:, "[^"]{1,20}")*}=Event(name in ({names}))
          [when]the text is "{text:[\\p{L} ,-]{1,20}}"=Event(text("t") == "{text}")
          [when]the code is {code:[A-Z][a-z0-9]{2,4}}=Event(text("c") == "{code}")
          [then]send "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Message("{message}"));
          """);

  private static String problem(Part part, String line) {
    return VOCABULARY.parse(part, line) instanceof Reading.NotUnderstood not ? not.problem() : "";
  }

  private static Reading.Meant meant(String line) {
    return (Reading.Meant) VOCABULARY.parse(Part.WHEN, line);
  }

  @Test
  void what_stands_in_a_slot_is_a_value_before_it_is_code() {
    assertThat(meant("it took  010 hours").values())
        .containsExactly(new SlotValue.Number(new BigDecimal("10"), "010"));
    assertThat(meant("it took 010 hours").code())
        .isEqualTo("Event(number(\"h\").intValue() >= 10)");
    assertThat(meant("it cost 15.50 EUR").values())
        .containsExactly(
            new SlotValue.Number(new BigDecimal("15.50"), "15.50"), new SlotValue.Word("EUR"));
    assertThat(meant("it cost 15.50 EUR").code()).isEqualTo("Event(cost(\"15.50\", \"EUR\"))");
    assertThat(meant("it is one of \"Fibre 500\", \"a\\b\"").values())
        .containsExactly(new SlotValue.Names(List.of("Fibre 500", "a\\b")));
    assertThat(meant("it is one of \"Fibre 500\", \"a\\b\"").code())
        .isEqualTo("Event(name in (\"Fibre 500\", \"a\\\\b\"))");
    assertThat(meant("the text is \"so, so\"").values())
        .containsExactly(new SlotValue.Text("so, so"));
  }

  @Test
  void where_only_a_slot_is_wrong_that_is_said_and_what_it_takes() {
    assertThat(problem(Part.WHEN, "it took ten hours"))
        .isEqualTo(
            "{hours}: expected a whole number of up to 3 digits, found \"ten\"; the sentence is \"it"
                + " took {hours} hours\"");
    assertThat(problem(Part.WHEN, "it took 13 of 20 hours"))
        .startsWith("{n}: expected a whole number from 1 to 12, found \"13\"; ");
    assertThat(problem(Part.WHEN, "it cost 15,50 EUR"))
        .startsWith("{amount}: expected a number such as 15 or 15.50, found \"15,50\"; ");
    assertThat(problem(Part.WHEN, "it cost 15 Euro"))
        .startsWith("{currency}: expected one of NOK, EUR, found \"Euro\"; ");
    assertThat(problem(Part.WHEN, "it happened at 9:00"))
        .startsWith("{time}: expected a time such as 09:00 or 17:30, found \"9:00\"; ");
    assertThat(problem(Part.WHEN, "it is one of Fibre 500"))
        .startsWith("{names}: expected names in quotation marks with commas between them");
    assertThat(problem(Part.WHEN, "the text is \"2\""))
        .startsWith(
            "{text}: expected up to 20 signs, each one of: letters, blanks, commas, hyphens, found"
                + " \"2\"; ");
    assertThat(problem(Part.WHEN, "the code is ab1"))
        .startsWith(
            "{code}: expected 3 to 5 signs, each one of: small letters, digits; the first of:"
                + " capital letters, found \"ab1\"; ");
    assertThat(problem(Part.THEN, "send \"\""))
        .startsWith("{message}: expected the name of a message, ")
        .contains("found nothing; ");
  }

  @Test
  void a_line_that_is_no_sentence_is_told_the_nearest_one() {
    assertThat(problem(Part.WHEN, "it tok 3 hours"))
        .isEqualTo("I don't know \"it tok 3 hours\"; did you mean \"it took {hours} hours\"?");
    assertThat(problem(Part.WHEN, "> eval(System.exit(1) == null || java.lang.Runtime)"))
        .contains("; the nearest sentence is \"");
    assertThat(problem(Part.WHEN, "send \"thanks\""))
        .isEqualTo("\"send \"thanks\"\" stands under \"then\"");
  }
}
