package org.beforehand.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.beforehand.decide.Problem;
import org.jspecify.annotations.Nullable;

/**
 * One message file as read and found good: what the author wrote, placeholders marked. Subject and
 * mail are there together or not at all.
 *
 * @param note what is written by hand, as it is
 * @param survey which survey it asks: csat, nps or ces; null for none
 */
record MessageFile(
    @Nullable String subject,
    @Nullable String sms,
    @Nullable Markdown call,
    @Nullable String note,
    @Nullable Markdown mail,
    @Nullable String survey) {

  private static final Set<String> SURVEYS = Set.of("csat", "nps", "ces");

  private static final int LONGEST = 100_000;

  /**
   * Reads a file.
   *
   * @param file its path within the rules folder
   * @return null where problems were added
   */
  static @Nullable MessageFile read(String file, String content, List<Problem> problems) {
    if (content.length() > LONGEST) {
      problems.add(
          new Problem(file, 1, "longer than " + LONGEST + " characters, which no message is."));
      return null;
    }
    FrontMatter matter = FrontMatter.read(file, content, problems);
    if (matter == null) {
      return null;
    }
    List<Problem> own = new ArrayList<>();
    FrontMatter.Entry call = matter.entry("call");
    FrontMatter.Entry body = new FrontMatter.Entry(matter.body(), matter.bodyLine());
    MessageFile read =
        new MessageFile(
            marked(file, matter.entry("subject"), own),
            marked(file, matter.entry("sms"), own),
            call == null ? null : markdown(file, call, own),
            marked(file, matter.entry("note"), own),
            body.text().isBlank() ? null : markdown(file, body, own),
            survey(file, matter.entry("survey"), own));
    read.lint(file, matter, own);
    problems.addAll(own);
    return own.isEmpty() ? read : null;
  }

  private void lint(String file, FrontMatter matter, List<Problem> problems) {
    if (mail != null && subject == null) {
      problems.add(new Problem(file, 1, "a mail needs a subject."));
    }
    if (mail == null && subject != null) {
      problems.add(new Problem(file, matter.bodyLine(), "there is a subject but no mail."));
    }
    if (mail == null && subject == null && sms == null && call == null && note == null) {
      problems.add(new Problem(file, 1, "there is no mail, no sms, no call and no note in it."));
    }
    FrontMatter.Entry title = matter.entry("subject");
    if (title != null && title.text().strip().indexOf('\n') >= 0) {
      problems.add(new Problem(file, title.line(), "the subject must be one line."));
    }
  }

  private static @Nullable String survey(
      String file, FrontMatter.@Nullable Entry entry, List<Problem> problems) {
    if (entry == null || SURVEYS.contains(entry.text())) {
      return entry == null ? null : entry.text();
    }
    problems.add(
        new Problem(
            file,
            entry.line(),
            "survey: expected csat, nps or ces, found \"" + entry.text() + "\""));
    return null;
  }

  private static @Nullable String marked(
      String file, FrontMatter.@Nullable Entry entry, List<Problem> problems) {
    if (entry == null) {
      return null;
    }
    if (entry.text().isBlank()) {
      problems.add(new Problem(file, entry.line(), "empty; leave it out instead."));
    }
    return scan(file, entry, problems).strip();
  }

  static Markdown markdown(String file, FrontMatter.Entry entry, List<Problem> problems) {
    int before = problems.size();
    Markdown markdown = Markdown.parse(scan(file, entry, problems));
    String problem = problems.size() > before ? null : markdown.problem();
    if (problem != null) {
      problems.add(new Problem(file, entry.line(), problem));
    }
    return markdown;
  }

  private static String scan(String file, FrontMatter.Entry entry, List<Problem> problems) {
    return new PlaceholderScan(file, Placeholder.words(), problems)
        .marked(entry.text(), entry.line());
  }
}
