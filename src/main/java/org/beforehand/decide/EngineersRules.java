package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code rules.drl}: rules in Drools' own language, where sentences cannot say it. Its rules get
 * their campaign's name; whatever would make the answer depend on the order of firing is refused.
 */
final class EngineersRules {

  private static final Pattern NAMED = Pattern.compile("^(\\s*rule\\s+\")([^\"]+)\"");
  private static final Pattern OTHERWISE_NAMED = Pattern.compile("^\\s*rule\\s+(?:'.*|\\w+\\s*)$");
  private static final Pattern NOT_INSERT_ONLY =
      Pattern.compile(
          "^\\s*(package|global|salience|no-loop|lock-on-active|agenda-group|activation-group"
              + "|ruleflow-group|auto-focus)\\b"
              + "|(?<![.\\w])(update|modify|retract|delete|accumulate|insertLogical)\\s*[({]");

  private EngineersRules() {}

  /**
   * @throws RulesRefused naming every line that may not stand there
   */
  static String toCode(String campaign, String file, String text) {
    StringBuilder code = new StringBuilder();
    List<Problem> problems = new ArrayList<>();
    int n = 0;
    for (String line : text.lines().toList()) {
      n++;
      Matcher named = NAMED.matcher(line);
      if (OTHERWISE_NAMED.matcher(line).find()) {
        problems.add(new Problem(file, n, "expected: rule \"what it does\""));
      } else if (!line.strip().startsWith("//")) {
        Matcher wrong = NOT_INSERT_ONLY.matcher(line);
        if (wrong.find()) {
          String word = wrong.group(1) == null ? wrong.group(2) : wrong.group(1);
          problems.add(
              new Problem(file, n, word + ": rules only insert proposals, and in no set order"));
        }
      }
      code.append(named.find() ? named.replaceFirst("$1" + campaign + ": $2\"") : line);
      code.append('\n');
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return code.toString();
  }
}
