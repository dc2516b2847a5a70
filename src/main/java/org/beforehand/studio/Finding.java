package org.beforehand.studio;

import java.util.Comparator;
import java.util.Locale;
import org.beforehand.decide.Problem;

/**
 * Something an author should know about the rules folder.
 *
 * @param file relative to the rules folder
 * @param line from 1; 0 where the whole file is meant
 * @param text on one line
 */
public record Finding(String file, int line, Severity severity, String text)
    implements Comparable<Finding> {

  /** How much it matters. */
  public enum Severity {
    /** It cannot be published. */
    ERROR,
    /** It can be published, and is probably not what was meant. */
    WARNING,
    /** It could be better. */
    ADVICE
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::text);

  public Finding {
    text = text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  static Finding error(Problem problem) {
    return new Finding(problem.file(), problem.line(), Severity.ERROR, problem.text());
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code follow-up-calls/rules.dslr:7: error: I don't know ...} */
  @Override
  public String toString() {
    return file + ":" + line + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + text;
  }
}
