package org.beforehand.deliver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Problem;
import org.beforehand.fact.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Every message of one set of rules, read, checked and compiled; immutable. A message is a folder
 * {@code <campaign>/messages/<message>/} with one Markdown file per language, such as {@code
 * nb.md}. Its front matter holds {@code subject}, {@code sms} and {@code call}; what follows is the
 * mail.
 */
public final class Messages {

  /** What came of reading: all good, or what to mend. */
  public sealed interface Reading {

    /** Everything compiled. */
    record Good(Messages messages) implements Reading {}

    /** Something did not; sorted by file and line, never empty. */
    record Bad(List<Problem> problems) implements Reading {}
  }

  private static final Pattern UNDER_MESSAGES = Pattern.compile("([^/]+)/messages/(.+)");
  private static final Pattern FILE =
      Pattern.compile("([a-z0-9][a-z0-9._-]*)/([a-z]{2,3}(?:-[A-Z]{2})?)\\.md");
  private static final Set<Channel> ALL = Collections.unmodifiableSet(EnumSet.allOf(Channel.class));

  private record Name(String campaign, String message) {}

  private final Map<Name, SortedMap<String, WrittenMessage>> written;
  private final Map<String, SortedSet<String>> names = new HashMap<>();

  private Messages(Map<Name, SortedMap<String, WrittenMessage>> written) {
    this.written = Map.copyOf(written);
    written
        .keySet()
        .forEach(
            name ->
                names
                    .computeIfAbsent(name.campaign(), none -> new TreeSet<>())
                    .add(name.message()));
  }

  /**
   * Reads the messages among the files of a rules folder and the page around them ({@code
   * shared/layout.html}, optional). Other files are left alone.
   *
   * @param files contents by path within the rules folder, with forward slashes
   */
  public static Reading read(SortedMap<String, String> files) {
    List<Problem> problems = new ArrayList<>();
    Layout layout = Layout.read(files.get(Layout.FILE), problems);
    if (layout == null) {
      // The messages are read all the same, so that the author sees everything at once.
      layout = Layout.read(null, new ArrayList<>());
    }
    Map<Name, SortedMap<String, WrittenMessage>> written = new HashMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Matcher path = UNDER_MESSAGES.matcher(file.getKey());
      if (layout == null || !path.matches() || hidden(file.getKey())) {
        continue;
      }
      Matcher name = FILE.matcher(path.group(2));
      if (!name.matches()) {
        problems.add(
            new Problem(
                file.getKey(),
                1,
                "a message is a folder with a file per language, such as opened/en.md or"
                    + " opened/pt-BR.md."));
        continue;
      }
      Locale language = Locale.forLanguageTag(name.group(2));
      MessageFile message = MessageFile.read(file.getKey(), file.getValue(), problems);
      if (message != null) {
        written
            .computeIfAbsent(new Name(path.group(1), name.group(1)), n -> new TreeMap<>())
            .put(language.toLanguageTag(), new WrittenMessage(message, language, layout));
      }
    }
    if (problems.isEmpty()) {
      return new Reading.Good(new Messages(written));
    }
    problems.sort(Comparator.comparing(Problem::file).thenComparingInt(Problem::line));
    return new Reading.Bad(List.copyOf(problems));
  }

  /** Fills in every part of a message; see the other {@code render}. */
  public Rendering render(
      String campaign, String message, @Nullable Locale locale, MessageFacts facts) {
    return render(campaign, message, locale, facts, ALL);
  }

  /**
   * Fills in a message for one customer. The language is the customer's own where the message is
   * written in it, else that language in general (Norwegian {@code nb}, {@code no} and {@code nn}
   * serve each other), else English, else the first there is. A placeholder without a value,
   * outside a section that says so, makes the whole unrenderable.
   *
   * @param locale the customer's, or null where it is unknown
   * @param channels what it is needed for; a part needed by none of them is neither filled in nor
   *     able to fail
   */
  public Rendering render(
      String campaign,
      String message,
      @Nullable Locale locale,
      MessageFacts facts,
      Set<Channel> channels) {
    SortedMap<String, WrittenMessage> languages = written.get(new Name(campaign, message));
    if (languages == null) {
      return new Rendering.Unrenderable("there is no message " + campaign + "/" + message);
    }
    WrittenMessage chosen = Languages.choose(languages, locale);
    Locale spoken = chosen.language();
    if (locale != null && locale.getLanguage().equals(spoken.getLanguage())) {
      // Its region matters: an American reads half past two in another way than a Briton.
      spoken = locale;
    }
    return chosen.render(facts, spoken, channels);
  }

  /** The names of a campaign's messages, such as {@code opened}; empty for an unknown campaign. */
  public SortedSet<String> names(String campaign) {
    return names.getOrDefault(campaign, new TreeSet<>());
  }

  /** The languages a message is written in, such as {@code pt-BR}; empty for an unknown one. */
  public Set<String> languages(String campaign, String message) {
    SortedMap<String, WrittenMessage> languages = written.get(new Name(campaign, message));
    return languages == null ? Set.of() : languages.keySet();
  }

  /** What the message can be used for in that language; empty where there is no such message. */
  public Set<Channel> channels(String campaign, String message, @Nullable Locale locale) {
    SortedMap<String, WrittenMessage> languages = written.get(new Name(campaign, message));
    return languages == null ? Set.of() : Languages.choose(languages, locale).channels();
  }

  /** Which survey the message asks in that language: csat, nps or ces; null for none. */
  public @Nullable String survey(String campaign, String message, @Nullable Locale locale) {
    SortedMap<String, WrittenMessage> languages = written.get(new Name(campaign, message));
    return languages == null ? null : Languages.choose(languages, locale).survey();
  }

  /** The language a customer would read the message in; null where there is no such message. */
  public @Nullable Locale language(String campaign, String message, @Nullable Locale locale) {
    SortedMap<String, WrittenMessage> languages = written.get(new Name(campaign, message));
    return languages == null ? null : Languages.choose(languages, locale).language();
  }

  /** Left behind by editors and systems. */
  private static boolean hidden(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith(".") || name.endsWith("~");
  }
}
