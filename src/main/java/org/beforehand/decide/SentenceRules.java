package org.beforehand.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Vocabulary.Part;
import org.beforehand.decide.Vocabulary.Reading;

/**
 * {@code rules.dslr}: rules in sentences. Line by line it becomes rule code with the same line
 * numbers, so that whatever the compiler says can be said about the author's own line.
 */
final class SentenceRules {

  private static final Pattern RULE = Pattern.compile("rule\\s+\"([^\"\\\\\\p{Cntrl}]{1,100})\"");

  /** As many as a decision table may hold. */
  private static final int MOST_RULES = TableCells.MOST_ROWS;

  private final String campaign;
  private final String file;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, List<Condition>> conditions = new LinkedHashMap<>();
  private final List<Mention> mentions = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();
  private List<Condition> asked = new ArrayList<>();
  private ConditionLines lines;
  private int at = 1;

  private enum Place {
    OUTSIDE,
    AFTER_NAME,
    WHEN,
    THEN
  }

  SentenceRules(String campaign, String file, Vocabulary vocabulary) {
    this.campaign = campaign;
    this.file = file;
    this.vocabulary = vocabulary;
    this.lines = new ConditionLines(vocabulary, this::problem, this::mentioned);
  }

  /** The conditions of each rule that was read, by its full name. */
  Map<String, List<Condition>> conditions() {
    return conditions;
  }

  /** The traits and fields that were read. */
  List<Mention> mentions() {
    return mentions;
  }

  /**
   * @throws RulesRefused naming every line that is not understood
   */
  String toCode(String text) {
    Place place = Place.OUTSIDE;
    for (WrittenLine line : WrittenLine.of(file, text)) {
      place = line(line, place);
    }
    if (place != Place.OUTSIDE) {
      problem((int) text.lines().count(), "the last rule has no \"end\"");
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return code.append('\n').toString();
  }

  private Place line(WrittenLine line, Place place) {
    String text = line.text();
    Matcher rule = RULE.matcher(text);
    if (rule.matches()) {
      if (place != Place.OUTSIDE) {
        problem(line.number(), "the rule above has no \"end\"");
      }
      begin(rule.group(1), line.number());
      return Place.AFTER_NAME;
    }
    switch (place) {
      case OUTSIDE ->
          problem(
              line.number(),
              "expected: rule \"what it does\", found \"" + Vocabulary.cut(text) + "\"");
      case AFTER_NAME -> {
        if (text.equals("when")) {
          put(line.number(), "when");
          return Place.WHEN;
        }
        problem(line.number(), "expected: when, found \"" + Vocabulary.cut(text) + "\"");
      }
      case WHEN -> {
        if (text.equals("then")) {
          ask();
          put(line.number(), "then");
          return Place.THEN;
        }
        lines.add(line);
      }
      case THEN -> {
        if (text.equals("end")) {
          put(line.number(), "end");
          return Place.OUTSIDE;
        }
        Reading reading = vocabulary.parse(Part.THEN, text);
        if (reading instanceof Reading.Meant meant) {
          mentioned(line.number(), meant);
          put(line.number(), meant.code());
        } else if (reading instanceof Reading.NotUnderstood not) {
          problem(line.number(), not.problem());
        }
      }
    }
    return place;
  }

  private void begin(String name, int line) {
    String full = campaign + ": " + name;
    if (conditions.containsKey(full)) {
      problem(line, "there is a rule \"" + name + "\" above already");
    }
    if (conditions.size() == MOST_RULES) {
      throw YamlNode.refused(file, line, "expected at most " + MOST_RULES + " rules");
    }
    asked = new ArrayList<>();
    lines = new ConditionLines(vocabulary, this::problem, this::mentioned);
    conditions.put(full, asked);
    put(line, "rule \"" + full + '"');
  }

  /** Writes down what the rule asks for, once its last condition is known. */
  private void ask() {
    for (ConditionLines.Asked one : lines.end()) {
      String its = one.term().asked();
      asked.add(new Condition(one.term().line(), one.text(), its.replace('\n', ' ')));
      put(one.term().line(), its);
    }
  }

  private void put(int line, String text) {
    code.append("\n".repeat(Math.max(0, line - at))).append(text).append(' ');
    at = Math.max(at, line) + (int) text.chars().filter(c -> c == '\n').count();
  }

  private void mentioned(int line, Reading.Meant meant) {
    Mention mention = Mention.in(meant, file, line, "");
    if (mention != null) {
      mentions.add(mention);
    }
  }

  private void problem(int line, String text) {
    problems.add(new Problem(file, line, text));
  }
}
