package org.beforehand.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The page around every mail: {@code shared/layout.html} of the rules folder, or the one that comes
 * with the program.
 *
 * @param marked the page with its placeholders marked
 */
record Layout(String marked) {

  /** Where it is looked for within the rules folder. */
  static final String FILE = "shared/layout.html";

  private static final List<String> WORDS =
      List.of("content", "foot", "language", "subject", "company.name", "company.phone");
  private static final String CONTENT = mark("content");
  private static final String FOOT = mark("foot");
  private static final String BUILT_IN = builtIn();

  /**
   * Reads the page, or the built-in one where {@code page} is null.
   *
   * @return null where problems were added
   */
  static @Nullable Layout read(@Nullable String page, List<Problem> problems) {
    List<Problem> own = new ArrayList<>();
    String marked = new PlaceholderScan(FILE, WORDS, own).marked(page == null ? BUILT_IN : page, 1);
    if (own.isEmpty() && marked.split(CONTENT, -1).length != 2) {
      own.add(new Problem(FILE, 1, "{{content}} must stand here exactly once."));
    }
    problems.addAll(own);
    return own.isEmpty() ? new Layout(marked) : null;
  }

  /**
   * The whole page of one message; its placeholders stay marked.
   *
   * @param language a language tag
   * @param subject marked, and not yet HTML
   * @param content an HTML fragment, marked
   * @param foot the same; under the content where the page has no place for it
   */
  String around(String language, String subject, String content, String foot) {
    boolean placed = marked.contains(FOOT);
    return marked
        .replace(mark("language"), escaped(language))
        .replace(mark("subject"), escaped(subject))
        .replace(CONTENT, placed ? content : content + foot)
        .replace(FOOT, foot);
  }

  private static String mark(String word) {
    return PlaceholderScan.OPEN + word + PlaceholderScan.CLOSE;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String builtIn() {
    // The default of the rules folder travels in the jar, so there is one page and not two.
    try (InputStream in = Layout.class.getResourceAsStream("/rules/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("rules/" + FILE + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
