package org.beforehand.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.Vocabulary.Part;
import org.jspecify.annotations.Nullable;

/**
 * {@code rules.dslr}: rules in sentences. Line by line it becomes rule code with the same line
 * numbers, so that whatever the compiler says can be said about the author's own line.
 */
final class SentenceRules {

  private static final Pattern RULE = Pattern.compile("rule\\s+\"([^\"\\\\]{1,100})\"");

  private final String campaign;
  private final String file;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, List<Condition>> conditions = new LinkedHashMap<>();
  private List<Condition> asked = new ArrayList<>();

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
  }

  /** The conditions of each rule that was read, by its full name. */
  Map<String, List<Condition>> conditions() {
    return conditions;
  }

  /**
   * @throws RulesRefused naming every line that is not understood
   */
  String toCode(String text) {
    StringBuilder code = new StringBuilder();
    Place place = Place.OUTSIDE;
    int n = 0;
    for (String raw : text.lines().toList()) {
      n++;
      String line = raw.strip();
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("//")) {
        place = line(line, n, place, code);
      }
      code.append('\n');
    }
    if (place != Place.OUTSIDE) {
      problem(n, "the last rule has no \"end\"");
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return code.toString();
  }

  private Place line(String line, int n, Place place, StringBuilder code) {
    switch (place) {
      case OUTSIDE -> {
        Matcher rule = RULE.matcher(line);
        if (rule.matches()) {
          if (names.contains(rule.group(1))) {
            problem(n, "there is a rule \"" + rule.group(1) + "\" above already");
          }
          names.add(rule.group(1));
          asked = new ArrayList<>();
          conditions.put(campaign + ": " + rule.group(1), asked);
          code.append("rule \"").append(campaign).append(": ").append(rule.group(1)).append('"');
          return Place.AFTER_NAME;
        }
        problem(n, "expected: rule \"what it does\"");
        return Place.OUTSIDE;
      }
      case AFTER_NAME -> {
        if (line.equals("when")) {
          code.append("when");
          return Place.WHEN;
        }
        problem(n, "expected: when");
        return Place.AFTER_NAME;
      }
      case WHEN -> {
        if (line.equals("then")) {
          code.append("then");
          return Place.THEN;
        }
        String rendered = sentence(Part.WHEN, line, n, code);
        if (rendered != null) {
          asked.add(new Condition(n, line, rendered));
        }
        return Place.WHEN;
      }
      case THEN -> {
        if (line.equals("end")) {
          code.append("end");
          return Place.OUTSIDE;
        }
        sentence(Part.THEN, line, n, code);
        return Place.THEN;
      }
    }
    throw new AssertionError(place);
  }

  private @Nullable String sentence(Part part, String line, int n, StringBuilder code) {
    String rendered = vocabulary.render(part, line);
    if (rendered != null) {
      code.append(rendered);
    } else {
      problem(n, "I don't know \"" + line + "\"" + Spelling.hint(line, vocabulary.shown(part)));
    }
    return rendered;
  }

  private void problem(int line, String text) {
    problems.add(new Problem(file, line, text));
  }
}
