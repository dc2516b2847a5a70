package org.beforehand.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.deliver.MessageText;

/**
 * Words to look for, a short list per language in {@code /words/NAME/LANGUAGE.txt}: one word or
 * phrase a line, with {@code *} at its end where it may go on. Languages without a list are not
 * looked at.
 */
final class WordList {

  /** Words that blame, or that only say what is not. */
  static final WordList HARD = new WordList("hard");

  /** Words that offer something. */
  static final WordList OFFERS = new WordList("offers");

  /** A word of the list, and the line of the file it stands on. */
  record Found(String word, int line) {}

  private final String name;
  private final Map<String, Optional<Pattern>> patterns = new ConcurrentHashMap<>();

  private WordList(String name) {
    this.name = name;
  }

  /** Each word of the list that an author's text holds, at its first place in each part. */
  List<Found> in(MessageText text) {
    List<Found> found = new ArrayList<>();
    String language = text.locale().getLanguage();
    Optional<Pattern> pattern = patterns.computeIfAbsent(language, this::pattern);
    for (MessageText.Part part : pattern.isPresent() ? text.parts() : List.<MessageText.Part>of()) {
      Matcher words = pattern.get().matcher(part.words());
      while (words.find()) {
        String word = words.group();
        Found one = new Found(word, part.lineOf(Pattern.compile(word, Pattern.LITERAL)));
        if (!found.contains(one)) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private Optional<Pattern> pattern(String language) {
    String file = "/words/" + name + "/" + language + ".txt";
    try (InputStream in = WordList.class.getResourceAsStream(file)) {
      if (in == null) {
        return Optional.empty();
      }
      // Chinese puts no blanks between words.
      boolean blanks = !language.equals("zh");
      String words =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.strip().toLowerCase(Locale.ROOT))
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(line -> pattern(line, blanks))
              .collect(Collectors.joining("|"));
      return Optional.of(Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of the list; between blanks, unless it begins with a sign or may go on. */
  private static String pattern(String line, boolean blanks) {
    boolean open = line.endsWith("*");
    String word = Pattern.quote(open ? line.substring(0, line.length() - 1) : line);
    String before = blanks && Character.isLetter(line.charAt(0)) ? "(?<![\\p{L}\\p{N}])" : "";
    String after = open ? "\\p{L}*" : blanks ? "(?![\\p{L}\\p{N}])" : "";
    return before + word + after;
  }
}
