package org.beforehand.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Vocabulary.Part;
import org.beforehand.decide.Vocabulary.Reading;
import org.jspecify.annotations.Nullable;

/**
 * {@code shared/definitions.dslr}: {@code "in a bad moment" means any of these:} and sentences. A
 * definition becomes two sentences more, so it can be said wherever a sentence can, in tables too,
 * and never anything else. It is made of sentences of the vocabulary alone, so none leads back to
 * itself.
 */
final class Definitions {

  private static final Pattern DEFINITION =
      Pattern.compile("\"([^\"]{0,500})\"\\s+means\\b\\s*(.*)");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} '-]{0,59}");

  /** More than anybody remembers. */
  private static final int MOST = 200;

  private final Vocabulary vocabulary;
  private final Set<String> sentences = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, ConditionLines.Asked> meanings = new LinkedHashMap<>();
  private final List<Mention> mentions = new ArrayList<>();

  private Definitions(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * The vocabulary with what is defined in the folder.
   *
   * @throws RulesRefused naming every line that is no definition
   */
  static Vocabulary added(Vocabulary vocabulary, Map<String, String> files) {
    List<Sentence> more = new ArrayList<>();
    read(vocabulary, files)
        .forEach(
            (name, meant) -> {
              Term term = meant.term();
              more.add(sentence(Definition.sentence(name), term.holds()));
              more.add(sentence(Definition.opposite(name), term.fails()));
            });
    return vocabulary.with(more);
  }

  private static Sentence sentence(String text, String code) {
    return Sentence.plain(Part.WHEN, text, code.replace('\n', ' '));
  }

  /**
   * What is defined in the folder and which of these rules say it.
   *
   * @throws RulesRefused naming every line that is no definition
   */
  static List<Definition> used(
      Vocabulary vocabulary, Map<String, String> files, Collection<WrittenRule> rules) {
    List<Definition> definitions = new ArrayList<>();
    read(vocabulary, files)
        .forEach(
            (name, meant) -> {
              Pattern said =
                  Pattern.compile(
                      "(?m)^(?:\\s*-)?\\s*(?:unless\\s+)?the\\s+customer\\s+is\\s+(?:not\\s+)?"
                          + name.replace(" ", "\\s+")
                          + "\\s*$");
              List<String> users =
                  rules.stream()
                      .filter(
                          rule ->
                              rule.conditions().stream()
                                  .anyMatch(one -> said.matcher(one.text()).find()))
                      .map(WrittenRule::name)
                      .sorted()
                      .toList();
              definitions.add(new Definition(name, meant.term().line(), meant.text(), users));
            });
    return List.copyOf(definitions);
  }

  /**
   * The traits and fields that are named in the folder's definitions.
   *
   * @throws RulesRefused naming every line that is no definition
   */
  static List<Mention> mentions(Vocabulary vocabulary, Map<String, String> files) {
    Definitions definitions = new Definitions(vocabulary);
    String text = files.get(Definition.FILE);
    if (text != null) {
      definitions.read(text);
    }
    return List.copyOf(definitions.mentions);
  }

  private static Map<String, ConditionLines.Asked> read(
      Vocabulary vocabulary, Map<String, String> files) {
    String text = files.get(Definition.FILE);
    return text == null ? Map.of() : new Definitions(vocabulary).read(text);
  }

  private Map<String, ConditionLines.Asked> read(String text) {
    List<WrittenLine> lines = WrittenLine.of(Definition.FILE, text);
    for (WrittenLine line : lines) {
      Matcher definition = DEFINITION.matcher(line.text());
      if (definition.matches()) {
        sentences.add(Definition.sentence(definition.group(1)));
        sentences.add(Definition.opposite(definition.group(1)));
      }
    }
    // Those that stand where none may are understood all the same, so that only that is said.
    Vocabulary understood =
        vocabulary.with(sentences.stream().map(one -> sentence(one, "Event()")).toList());
    String name = null;
    ConditionLines meaning = lines(understood);
    for (WrittenLine line : lines) {
      Matcher definition = DEFINITION.matcher(line.text());
      if (definition.matches()) {
        end(name, meaning);
        meaning = lines(understood);
        name = name(definition.group(1), line.number());
        say(meaning, new WrittenLine(line.number(), line.indent(), definition.group(2)));
      } else if (line.bullet()) {
        say(meaning, line);
      } else {
        problem(
            line.number(),
            "expected: \"name\" means any of these:, found \""
                + Vocabulary.cut(line.text())
                + "\"");
      }
    }
    end(name, meaning);
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return meanings;
  }

  private ConditionLines lines(Vocabulary understood) {
    return new ConditionLines(
        understood,
        this::problem,
        (line, meant) -> {
          Mention mention = Mention.in(meant, Definition.FILE, line, "");
          if (mention != null) {
            mentions.add(mention);
          }
        });
  }

  private @Nullable String name(String name, int line) {
    if (meanings.size() == MOST) {
      throw YamlNode.refused(Definition.FILE, line, "expected at most " + MOST + " definitions");
    }
    String wrong =
        !NAME.matcher(name).matches()
            ? "expected a name of up to 60 letters, digits, blanks, hyphens or apostrophes"
            : name.startsWith("not ")
                ? "expected a name that does not begin with \"not\""
                : meanings.containsKey(name)
                    ? "there is a definition \"" + name + "\" above already"
                    : vocabulary.parse(Part.WHEN, Definition.sentence(name))
                            instanceof Reading.Meant
                        ? "there is a sentence \"" + Definition.sentence(name) + "\" already"
                        : null;
    if (wrong != null) {
      problem(line, wrong);
    }
    return wrong == null ? name : null;
  }

  private void say(ConditionLines meaning, WrittenLine line) {
    String sentence = line.bullet() ? line.behindHyphen().text() : line.text();
    if (sentences.contains(sentence)) {
      problem(
          line.number(),
          "a definition is made of sentences of the vocabulary, not of other definitions");
    }
    if (sentence.isEmpty()) {
      problem(line.number(), "expected a sentence, or any of these: and lines below it");
    } else if (sentence.startsWith("unless ")) {
      problem(line.number(), "a definition says what is so: expected None of these:");
    } else {
      meaning.add(line);
    }
  }

  private void end(@Nullable String name, ConditionLines meaning) {
    List<ConditionLines.Asked> asked = meaning.end();
    if (name != null && asked.size() == 1) {
      meanings.put(name, asked.get(0));
    }
  }

  private void problem(int line, String text) {
    problems.add(new Problem(Definition.FILE, line, text));
  }
}
