package org.beforehand.deliver;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of a message's languages a customer gets: exactly theirs ({@code pt-BR}), else the same
 * language without the region ({@code pt}), else a close relative (any of Norwegian's {@code nb},
 * {@code no} and {@code nn} serves the others), else the language with another region, else
 * English, else the first there is.
 */
final class Languages {

  private static final Set<String> NORWEGIAN = Set.of("nb", "no", "nn");

  private Languages() {}

  /**
   * Chooses.
   *
   * @param written what there is, by language tag; not empty
   * @param wanted the customer's locale, or null where it is unknown
   */
  static <T> T choose(SortedMap<String, T> written, @Nullable Locale wanted) {
    T understood = understood(written, wanted);
    return understood != null ? understood : written.values().iterator().next();
  }

  /** The same, but null rather than something that is neither in their language nor in English. */
  static <T> @Nullable T understood(SortedMap<String, T> written, @Nullable Locale wanted) {
    if (wanted != null) {
      String language = wanted.getLanguage();
      List<String> tags =
          NORWEGIAN.contains(language)
              ? List.of(wanted.toLanguageTag(), language, "nb", "no", "nn")
              : List.of(wanted.toLanguageTag(), language);
      for (String tag : tags) {
        T found = written.get(tag);
        if (found != null) {
          return found;
        }
      }
      for (var entry : written.entrySet()) {
        if (!language.isEmpty() && entry.getKey().startsWith(language + "-")) {
          return entry.getValue();
        }
      }
    }
    return written.get("en");
  }
}
