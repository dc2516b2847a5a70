package org.beforehand.deliver;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Finds the placeholders in what an author wrote, refuses everything that is not on the list, and
 * replaces the braces by two characters nobody writes. What comes out can go through Markdown
 * unharmed, and no brace that appears afterwards, from an escape or from data, means anything.
 */
final class PlaceholderScan {

  /** Stands for the opening braces after the scan. */
  static final char OPEN = '\uE000';

  /** Stands for the closing braces after the scan. */
  static final char CLOSE = '\uE001';

  /**
   * Before the word in a section. Asking for {@code has.X} tells whether X has a value, so a
   * section never opens a scope of its own.
   */
  static final String HAS = "has.";

  private record Opened(String word, int line) {}

  private final String file;
  private final Collection<String> known;
  private final List<Problem> problems;
  private final Deque<Opened> open = new ArrayDeque<>();

  /**
   * @param known the words that may stand between braces
   * @param problems where to add what is wrong
   */
  PlaceholderScan(String file, Collection<String> known, List<Problem> problems) {
    this.file = file;
    this.known = known;
    this.problems = problems;
  }

  /**
   * Scans {@code text}, whose first line is line {@code firstLine} of the file.
   *
   * @return the text with its placeholders marked, of use only if no problem was added
   */
  String marked(String text, int firstLine) {
    StringBuilder marked = new StringBuilder(text.length());
    int line = firstLine;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (text.startsWith("{{", at)) {
        int end = end(text, at);
        if (end < 0) {
          problem(line, "{{ is not closed by }} on the same line.");
          at += 2;
        } else {
          placeholder(text.substring(at, end), line, marked);
          at = end;
        }
        continue;
      }
      if (c == OPEN || c == CLOSE) {
        problem(line, "the character U+" + Integer.toHexString(c) + " cannot be used here.");
      }
      line += c == '\n' ? 1 : 0;
      marked.append(c);
      at++;
    }
    while (!open.isEmpty()) {
      Opened left = open.pop();
      problem(
          left.line(),
          "the section {{#" + left.word() + "}} is not closed: {{/" + left.word() + "}}.");
    }
    return marked.toString();
  }

  /** The end of the placeholder that begins at {@code at}, or -1. */
  private static int end(String text, int at) {
    int close = text.indexOf("}}", at);
    int newline = text.indexOf('\n', at);
    if (close < 0 || (newline >= 0 && newline < close)) {
      return -1;
    }
    int end = close + 2;
    return end < text.length() && text.startsWith("{{{", at) && text.charAt(end) == '}'
        ? end + 1
        : end;
  }

  private void placeholder(String written, int line, StringBuilder marked) {
    String inner = written.substring(2, written.length() - 2).strip();
    char kind = inner.isEmpty() ? ' ' : inner.charAt(0);
    switch (kind) {
      case '{', '&' ->
          problem(line, written + " would switch escaping off, which is not possible here.");
      case '>', '<', '$' -> problem(line, written + ": a message cannot include another file.");
      case '=' -> problem(line, written + ": the braces cannot be changed.");
      case '!' -> problem(line, written + ": comments are not possible here.");
      case '#', '^' -> {
        String word = inner.substring(1).strip();
        if (known(word, written, line)) {
          open.push(new Opened(word, line));
          mark(marked, kind + HAS + word);
        }
      }
      case '/' -> close(inner.substring(1).strip(), written, line, marked);
      default -> {
        if (known(inner, written, line)) {
          mark(marked, inner);
        }
      }
    }
  }

  private void close(String word, String written, int line, StringBuilder marked) {
    Opened last = open.peek();
    if (last == null) {
      problem(line, written + " closes a section that was not opened.");
    } else if (!last.word().equals(word)) {
      problem(
          line,
          written
              + " stands where {{/"
              + last.word()
              + "}} is expected, for the section of line "
              + last.line()
              + ".");
      open.pop();
    } else {
      open.pop();
      mark(marked, "/" + HAS + word);
    }
  }

  private boolean known(String word, String written, int line) {
    if (known.contains(word)) {
      return true;
    }
    @Nullable String nearest = Spelling.nearest(word, known);
    problem(
        line,
        "I don't know "
            + written
            + ". "
            + (nearest == null
                ? "Known are "
                    + known.stream().map(w -> "{{" + w + "}}").collect(Collectors.joining(", "))
                    + "."
                : "Did you mean {{" + nearest + "}}?"));
    return false;
  }

  private static void mark(StringBuilder marked, String content) {
    marked.append(OPEN).append(content).append(CLOSE);
  }

  private void problem(int line, String text) {
    problems.add(new Problem(file, line, text));
  }
}
