package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.fact.Incident;

/** What may be said publicly of an open incident, drafted from what customers are told of it. */
public final class NoticeDrafts {

  private static final String WORDS = "words.notice";
  private static final List<String> LANGUAGES = List.of("en", "nb", "sv", "fi", "et", "zh");

  private NoticeDrafts() {}

  /**
   * A draft in each language: the service, since when, what customers are told to expect, and what
   * an operator added.
   *
   * @param incident one that is open or planned
   * @param zone on whose clock its times are told
   * @param at an estimate that has passed by then is left out
   */
  public static SortedMap<String, String> of(Incident incident, ZoneId zone, Instant at) {
    SortedMap<String, String> drafts = new TreeMap<>();
    LANGUAGES.forEach(language -> drafts.put(language, draft(incident, zone, at, language)));
    return drafts;
  }

  private static String draft(Incident incident, ZoneId zone, Instant at, String language) {
    Locale locale = Locale.forLanguageTag(language);
    ResourceBundle words =
        ResourceBundle.getBundle(
            WORDS,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    String gap = words.getString("gap").equals("none") ? "" : " ";
    StringBuilder text = new StringBuilder();
    text.append(
        words
            .getString(incident.open() ? "down" : "planned")
            .replace("{service}", incident.service())
            .replace("{since}", SpokenTime.of(incident.openedAt(), zone, locale)));
    Instant eta = incident.eta();
    text.append(gap)
        .append(
            eta != null && eta.isAfter(at)
                ? words.getString("eta").replace("{eta}", SpokenTime.of(eta, zone, locale))
                : words.getString("unknown"));
    String note = Languages.understood(new TreeMap<>(incident.background().note()), locale);
    if (note != null) {
      text.append(gap).append(note);
    }
    return text.toString();
  }
}
