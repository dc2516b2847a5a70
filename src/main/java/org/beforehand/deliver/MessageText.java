package org.beforehand.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A message in one language as its author wrote it, for those who look at the writing itself.
 *
 * @param language such as {@code nb} or {@code pt-BR}
 * @param file relative to the rules folder
 */
public record MessageText(
    String campaign, String message, String language, String file, List<Part> parts) {

  /** What a part is for. */
  public enum Use {
    SUBJECT,
    SMS,
    CALL,
    MAIL
  }

  /**
   * One part.
   *
   * @param line of the file on which it begins
   * @param text with its placeholders
   */
  public record Part(Use use, int line, String text) {

    /** The line on which a pattern is first found, or on which the part begins. */
    public int lineOf(Pattern pattern) {
      Matcher found = pattern.matcher(text);
      return found.find()
          ? line + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count()
          : line;
    }

    /** The author's own words, with a blank for each placeholder. */
    public String words() {
      return PLACEHOLDER.matcher(text).replaceAll(" ");
    }
  }

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*\\}\\}");
  private static final Pattern FILE =
      Pattern.compile("([^/]+)/messages/([^/]+)/([a-z]{2,3}(?:-[A-Z]{2})?)[^/]*\\.md");

  /**
   * Every message among the files of a rules folder that can be read.
   *
   * @param campaigns whose messages
   */
  public static List<MessageText> in(SortedMap<String, String> files, Set<String> campaigns) {
    List<MessageText> texts = new ArrayList<>();
    files.forEach(
        (file, content) -> {
          Matcher name = FILE.matcher(file);
          FrontMatter matter =
              name.matches() && campaigns.contains(name.group(1))
                  ? FrontMatter.read(file, content, new ArrayList<>())
                  : null;
          if (matter != null) {
            texts.add(
                new MessageText(name.group(1), name.group(2), name.group(3), file, parts(matter)));
          }
        });
    return List.copyOf(texts);
  }

  /** The languages in which any message is written. */
  public static SortedSet<String> languages(SortedMap<String, String> files) {
    return files.keySet().stream()
        .map(FILE::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(3))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Part> parts(FrontMatter matter) {
    List<Part> parts = new ArrayList<>();
    for (Use use : Use.values()) {
      FrontMatter.Entry entry =
          use == Use.MAIL
              ? new FrontMatter.Entry(matter.body(), matter.bodyLine())
              : matter.entry(use.name().toLowerCase(Locale.ROOT));
      if (entry != null && !entry.text().isBlank()) {
        parts.add(new Part(use, entry.line(), entry.text()));
      }
    }
    return List.copyOf(parts);
  }

  /** The language it is written in. */
  public Locale locale() {
    return Locale.forLanguageTag(language);
  }
}
