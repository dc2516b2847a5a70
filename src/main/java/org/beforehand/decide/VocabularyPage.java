package org.beforehand.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.beforehand.decide.Vocabulary.Slot;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary as a page for authors: every sentence with an example, what may stand in its
 * slots, and what its phrases of time mean. It is made from {@code vocabulary.dsl}: remarks there
 * become text. The first remark after a blank line begins a section, another belongs to the
 * sentence below it; {@code #: sentence} is an example of that one, where none can be made from its
 * slots; {@code #= phrase: meaning} says what a phrase means wherever it stands.
 */
public final class VocabularyPage {

  private static final String HEAD =
      """
      # The sentences authors may use

      Made from `rules/vocabulary.dsl` by `java -jar target/beforehand.jar vocabulary`.

      A line of a rule is one of these, from its first letter to its last, with something in place of
      every `{slot}`. Under `when`, all lines must hold. Several can stand in a block, and a block in a
      block, further in; `unless` turns a sentence or a block around:

      ```
      Any of these:
        - a call was dropped
        - All of these:
          - a ticket was closed
          - the ticket was not resolved
      unless the customer's tier is "gold"
      ```

      `All of these:`, `Any of these:` and `None of these:` begin a block. What several campaigns say is
      defined once, in `shared/definitions.dslr`, as `"NAME" means` and a sentence or a block; then
      `the customer is NAME` and `the customer is not NAME` are sentences too.
      """;

  /** What usually stands in a slot of that name. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("message", "thank-you"),
          Map.entry("skill", "first line"),
          Map.entry("topic", "invoice"),
          Map.entry("tier", "gold"),
          Map.entry("service", "broadband"),
          Map.entry("type", "order.late"),
          Map.entry("field", "plan"),
          Map.entry("trait", "plan"),
          Map.entry("value", "Fibre 500"),
          Map.entry("campaign", "outage-notices"),
          Map.entry("scope", "device:alarm"),
          Map.entry("zone", "Europe/Oslo"),
          Map.entry("language", "nb"),
          Map.entry("outcome", "no answer"),
          Map.entry("name", "look-again"),
          Map.entry("until", "17:00"),
          Map.entry("high", "100"),
          Map.entry("percent", "50"),
          Map.entry("days", "30"));

  private final StringBuilder page = new StringBuilder(HEAD);
  private final StringBuilder sections = new StringBuilder();
  private final Map<String, String> meanings = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private @Nullable String example;

  private VocabularyPage() {}

  /**
   * The page, in Markdown.
   *
   * @throws RulesRefused naming the sentence that has no example, or one that is none of it
   */
  public static String of(RuleFolder folder) {
    String text = folder.files().get(Vocabulary.FILE);
    if (text == null) {
      throw YamlNode.refused(Vocabulary.FILE, 1, "this file is missing");
    }
    return new VocabularyPage().of(text);
  }

  private String of(String text) {
    List<String> lines = text.lines().toList();
    boolean blank = true;
    boolean section = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        remarks.clear();
        section = false;
      } else if (line.startsWith("#=")) {
        meaning(line.substring(2), i + 1);
      } else if (line.startsWith("#:")) {
        example = line.substring(2).strip();
      } else if (line.startsWith("#")) {
        section |= blank;
        remarks.add(line.substring(1).strip());
      } else {
        if (section) {
          section();
          section = false;
        }
        sentence(Vocabulary.entry(line, i + 1), i + 1);
      }
      blank = line.isEmpty();
    }
    if (!meanings.isEmpty()) {
      page.append("\n## What phrases of time mean\n\n");
      meanings.forEach((phrase, meaning) -> page.append("- `" + phrase + "`: " + meaning + "\n"));
    }
    return page.append(sections).toString();
  }

  private void meaning(String text, int line) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw YamlNode.refused(Vocabulary.FILE, line, "expected #= phrase: what it means");
    }
    meanings.put(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
  }

  private void section() {
    String text = String.join(" ", remarks);
    int end = text.indexOf(". ");
    String title = end < 0 ? text : text.substring(0, end);
    sections.append("\n## ").append(title.replaceAll("[.]$", "")).append("\n\n");
    if (end >= 0) {
      sections.append(text.substring(end + 2)).append("\n\n");
    }
    remarks.clear();
  }

  private void sentence(Sentence sentence, int line) {
    String such = example != null ? example : made(sentence);
    if (such == null || sentence.read(such) == null) {
      throw YamlNode.refused(
          Vocabulary.FILE,
          line,
          such == null
              ? "expected an example above it: #: a sentence"
              : "the example is not this sentence: " + such);
    }
    sections.append("- `").append(sentence.shown()).append("`\n");
    if (!sentence.slots().isEmpty()) {
      sections.append("  - such as `").append(such).append("`\n");
    }
    for (Slot slot : sentence.slots()) {
      sections.append("  - `{" + slot.name() + "}`: " + slot.kind().expected() + "\n");
    }
    if (!remarks.isEmpty()) {
      sections.append("  - ").append(String.join(" ", remarks)).append("\n");
    }
    meanings.forEach(
        (phrase, meaning) -> {
          if (stands(phrase, sentence.shown())) {
            sections.append("  - `" + phrase + "`: " + meaning + "\n");
          }
        });
    remarks.clear();
    example = null;
  }

  /** Whether a phrase stands in a sentence; whatever its slots are called. */
  private static boolean stands(String phrase, String shown) {
    String words = phrase.replaceAll("\\{\\w+\\}", "{}");
    return Pattern.compile("\\b" + Pattern.quote(words) + "(?!\\w)")
        .matcher(shown.replaceAll("\\{\\w+\\}", "{}"))
        .find();
  }

  private static @Nullable String made(Sentence sentence) {
    StringBuilder made = new StringBuilder(sentence.words().get(0));
    for (int i = 0; i < sentence.slots().size(); i++) {
      Slot slot = sentence.slots().get(i);
      String usual = EXAMPLES.get(slot.name());
      String value = usual != null && slot.fits(usual) ? usual : slot.kind().example();
      if (!slot.fits(value)) {
        return null;
      }
      made.append(value).append(sentence.words().get(i + 1));
    }
    return made.toString();
  }
}
