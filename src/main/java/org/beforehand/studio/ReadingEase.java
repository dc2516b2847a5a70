package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.beforehand.deliver.MessageText;
import org.beforehand.deliver.MessageText.Use;
import org.beforehand.deliver.Rendering.Rendered;
import org.beforehand.fact.Channel;
import org.beforehand.studio.Finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Mails that are hard to read, by the measure of their language where there is one that is trusted:
 * LIX for the Scandinavian languages, Flesch's reading ease for English.
 */
final class ReadingEase implements Lint {

  /** From here on LIX calls a text difficult. */
  private static final int HIGHEST_LIX = 50;

  /** Below this Flesch calls a text difficult. */
  private static final int LOWEST_FLESCH = 50;

  /** Fewer words measure chance. */
  private static final int FEWEST_WORDS = 25;

  private static final Set<String> SCANDINAVIAN = Set.of("nb", "nn", "no", "sv", "da");
  private static final Pattern SENTENCE = Pattern.compile("[.!?:]+(?=\\s|$)|\\n\\s*\\n");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’-]+");
  private static final Pattern SYLLABLE = Pattern.compile("[aeiouy]+");

  @Override
  public List<Finding> of(Written written) {
    List<Finding> findings = new ArrayList<>();
    for (MessageText text : written.texts()) {
      String hard =
          written.read(text, Channel.EMAIL).stream()
              .map(Rendered::text)
              .flatMap(Stream::ofNullable)
              .map(mail -> hard(mail, text.locale()))
              .flatMap(Stream::ofNullable)
              .findFirst()
              .orElse(null);
      if (hard != null) {
        findings.add(
            new Finding(
                text.file(),
                text.parts().stream()
                    .filter(part -> part.use() == Use.MAIL)
                    .mapToInt(MessageText.Part::line)
                    .findFirst()
                    .orElse(1),
                Severity.ADVICE,
                hard + "; write shorter sentences and shorter words"));
      }
    }
    return findings;
  }

  /** What makes it hard to read, or null. */
  static @Nullable String hard(String text, Locale locale) {
    List<String> words = WORD.matcher(text).results().map(word -> word.group()).toList();
    if (words.size() < FEWEST_WORDS) {
      return null;
    }
    double perSentence =
        (double) words.size()
            / SENTENCE.splitAsStream(text).filter(one -> WORD.matcher(one).find()).count();
    if (SCANDINAVIAN.contains(locale.getLanguage())) {
      long longWords = words.stream().filter(word -> word.length() > 6).count();
      long lix = Math.round(perSentence + 100.0 * longWords / words.size());
      return lix > HIGHEST_LIX ? "the mail is hard to read: LIX " + lix : null;
    }
    if (locale.getLanguage().equals("en")) {
      double syllables = words.stream().mapToInt(ReadingEase::syllables).sum();
      long flesch = Math.round(206.835 - 1.015 * perSentence - 84.6 * syllables / words.size());
      return flesch < LOWEST_FLESCH
          ? "the mail is hard to read: Flesch reading ease " + flesch
          : null;
    }
    return null;
  }

  private static int syllables(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    int groups = (int) SYLLABLE.matcher(small).results().count();
    boolean silent = small.endsWith("e") && !small.endsWith("le") && groups > 1;
    return Math.max(1, silent ? groups - 1 : groups);
  }
}
