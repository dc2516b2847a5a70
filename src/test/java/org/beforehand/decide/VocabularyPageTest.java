package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page about the sentences says what the vocabulary says. */
class VocabularyPageTest {

  @Test
  void the_page_in_the_documentation_is_true() throws IOException {
    assertThat(Files.readString(Path.of("src/docs/vocabulary.md")))
        .as("java -jar target/beforehand.jar vocabulary > src/docs/vocabulary.md makes it anew")
        .isEqualTo(VocabularyPage.of(RuleFolder.read(Path.of("rules"))));
  }

  private static String page(String vocabulary) {
    return VocabularyPage.of(RuleFolder.of(Map.of(Vocabulary.FILE, vocabulary)));
  }

  @Test
  void a_sentence_has_an_example_what_its_slots_take_and_what_its_time_means() {
    assertThat(
            page(
                """
                #= in the last {days} days: rolling

                # What happened. Long ago.
                # Of any kind.
                [when]it happened in the last {n:\\d{1,3}} days=History()
                # Each by itself.
                #: it rained on 2026-03-12
                [when]it rained on {day:\\d{4}-\\d\\d-\\d\\d}=Event(text("day") == "{day}")
                """))
        .endsWith(
            """

            ## What phrases of time mean

            - `in the last {days} days`: rolling

            ## What happened

            Long ago. Of any kind.

            - `it happened in the last {n} days`
              - such as `it happened in the last 3 days`
              - `{n}`: a whole number of up to 3 digits
              - `in the last {days} days`: rolling
            - `it rained on {day}`
              - such as `it rained on 2026-03-12`
              - `{day}`: what fits \\d{4}-\\d\\d-\\d\\d
              - Each by itself.
            """);
  }

  @Test
  void an_example_is_itself_the_sentence() {
    assertThatThrownBy(() -> page("#: it snowed\n[when]it rained=Event()"))
        .hasMessage("vocabulary.dsl:2: the example is not this sentence: it snowed");
    assertThatThrownBy(() -> page("[when]it rained on {day:\\d{4}-\\d\\d}=Event()"))
        .hasMessage("vocabulary.dsl:1: expected an example above it: #: a sentence");
  }
}
