package org.beforehand.deliver;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What stands under every mail, by language: {@code shared/foot.en.md} and its like, Markdown
 * without front matter. A company may have none.
 */
final class Foot {

  private static final Pattern FILE =
      Pattern.compile("shared/foot\\.([a-z]{2,3}(?:-[A-Z]{2})?)\\.md");

  private final SortedMap<String, Markdown> byLanguage;

  private Foot(SortedMap<String, Markdown> byLanguage) {
    this.byLanguage = byLanguage;
  }

  static Foot read(SortedMap<String, String> files, List<Problem> problems) {
    SortedMap<String, Markdown> byLanguage = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          Matcher name = FILE.matcher(path);
          if (name.matches()) {
            byLanguage.put(
                name.group(1),
                MessageFile.markdown(path, new FrontMatter.Entry(text, 1), problems));
          }
        });
    return new Foot(byLanguage);
  }

  /** What stands under a mail in this language; null for nothing. */
  @Nullable Markdown in(Locale language) {
    return byLanguage.isEmpty() ? null : Languages.choose(byLanguage, language);
  }
}
