package org.beforehand.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beforehand.deliver.MessageText;
import org.beforehand.studio.Finding.Severity;

/** Messages that are not written in every language that others are, and what is sent instead. */
final class MissingLanguages implements Lint {

  @Override
  public List<Finding> of(Written written) {
    Set<String> all = MessageText.languages(written.rulebook().folder().files());
    Map<String, MessageText> first = new LinkedHashMap<>();
    for (MessageText text : written.texts()) {
      first.putIfAbsent(text.campaign() + "/" + text.message(), text);
    }
    List<Finding> findings = new ArrayList<>();
    for (MessageText message : first.values()) {
      missing(written, message, all)
          .forEach(
              (instead, languages) ->
                  findings.add(
                      new Finding(
                          message.file(),
                          1,
                          Severity.ADVICE,
                          "the message \""
                              + message.message()
                              + "\" is not written in "
                              + languages.stream()
                                  .map(MissingLanguages::named)
                                  .collect(Collectors.joining(", "))
                              + ": whoever speaks that gets it in "
                              + named(instead))));
    }
    return findings;
  }

  /** The languages it lacks, by what is sent instead. */
  private static Map<String, Set<String>> missing(
      Written written, MessageText message, Set<String> all) {
    Map<String, Set<String>> missing = new TreeMap<>();
    for (String language : all) {
      Locale wanted = Locale.forLanguageTag(language);
      Locale sent = written.messages().language(message.campaign(), message.message(), wanted);
      if (sent != null && !understood(wanted, sent)) {
        missing.computeIfAbsent(sent.toLanguageTag(), s -> new TreeSet<>()).add(language);
      }
    }
    return missing;
  }

  /** The same language, or one that stands in for it: Norwegian in its forms. */
  private static boolean understood(Locale wanted, Locale sent) {
    Set<String> norwegian = Set.of("nb", "no", "nn");
    return wanted.getLanguage().equals(sent.getLanguage())
        || norwegian.contains(wanted.getLanguage()) && norwegian.contains(sent.getLanguage());
  }

  private static String named(String language) {
    return Locale.forLanguageTag(language).getDisplayName(Locale.ENGLISH) + " (" + language + ")";
  }
}
