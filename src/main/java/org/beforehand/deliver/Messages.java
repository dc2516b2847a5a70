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
 * mail. A wording of a variant stands beside the plain one as {@code nb.VARIANT.md}; a variant that
 * has none of its own gets the plain one.
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
      Pattern.compile(
          "([a-z0-9][a-z0-9._-]*)/([a-z]{2,3}(?:-[A-Z]{2})?)"
              + "(?:\\.([a-z][a-z0-9-]{0,30}))?\\.md");
  private static final Set<Channel> ALL = Collections.unmodifiableSet(EnumSet.allOf(Channel.class));

  /**
   * A message in one wording.
   *
   * @param variant null for the plain one
   */
  private record Name(String campaign, String message, @Nullable String variant) {
    Name plain() {
      return new Name(campaign, message, null);
    }
  }

  private final Map<Name, SortedMap<String, WrittenMessage>> written;

  /** By campaign: the variants of each message. */
  private final Map<String, TreeMap<String, SortedSet<String>>> names = new HashMap<>();

  private Messages(Map<Name, SortedMap<String, WrittenMessage>> written) {
    this.written = Map.copyOf(written);
    for (Name name : written.keySet()) {
      SortedSet<String> variants =
          names
              .computeIfAbsent(name.campaign(), none -> new TreeMap<>())
              .computeIfAbsent(name.message(), none -> new TreeSet<>());
      if (name.variant() != null) {
        variants.add(name.variant());
      }
    }
  }

  /**
   * Reads the messages among the files of a rules folder, the page around them ({@code
   * shared/layout.html}, optional) and what stands under them ({@code shared/foot.LANGUAGE.md},
   * optional). Other files are left alone.
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
    Foot foot = Foot.read(files, problems);
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
      String variant = name.group(3);
      if (variant != null && !files.containsKey(plain(file.getKey(), variant))) {
        problems.add(
            new Problem(
                file.getKey(),
                1,
                "beside a variant's wording stands the plain one, which the other variants get: "
                    + plain(file.getKey(), variant)
                    + " is missing."));
      }
      MessageFile message = MessageFile.read(file.getKey(), file.getValue(), problems);
      if (message != null) {
        written
            .computeIfAbsent(new Name(path.group(1), name.group(1), variant), n -> new TreeMap<>())
            .put(
                language.toLanguageTag(),
                new WrittenMessage(message, language, layout, foot.in(language)));
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
    return render(campaign, message, null, locale, facts, ALL);
  }

  /**
   * Fills in a message for one customer. The language is the customer's own where the message is
   * written in it, else that language in general (Norwegian {@code nb}, {@code no} and {@code nn}
   * serve each other), else English, else the first there is. A placeholder without a value,
   * outside a section that says so, makes the whole unrenderable.
   *
   * @param variant whose wording it is, or null; where that has none in this language, the plain
   *     one
   * @param locale the customer's, or null where it is unknown
   * @param channels what it is needed for; a part needed by none of them is neither filled in nor
   *     able to fail
   */
  public Rendering render(
      String campaign,
      String message,
      @Nullable String variant,
      @Nullable Locale locale,
      MessageFacts facts,
      Set<Channel> channels) {
    WrittenMessage chosen = choose(new Name(campaign, message, variant), locale);
    return chosen == null
        ? new Rendering.Unrenderable("there is no message " + campaign + "/" + message)
        : chosen.render(facts, spoken(chosen, locale), channels);
  }

  /** Fills in a message as a part of another mail to the same customer. */
  Rendering part(
      String campaign,
      String message,
      @Nullable String variant,
      @Nullable Locale locale,
      MessageFacts facts) {
    WrittenMessage chosen = choose(new Name(campaign, message, variant), locale);
    return chosen == null
        ? new Rendering.Unrenderable("there is no message " + campaign + "/" + message)
        : chosen.part(facts, spoken(chosen, locale));
  }

  /** Its region matters: an American reads half past two in another way than a Briton. */
  private static Locale spoken(WrittenMessage chosen, @Nullable Locale locale) {
    return locale != null && locale.getLanguage().equals(chosen.language().getLanguage())
        ? locale
        : chosen.language();
  }

  /** The language is chosen first, so that it is the same whatever the variant. */
  private @Nullable WrittenMessage choose(Name name, @Nullable Locale locale) {
    SortedMap<String, WrittenMessage> plain = written.get(name.plain());
    if (plain == null) {
      return null;
    }
    WrittenMessage chosen = Languages.choose(plain, locale);
    SortedMap<String, WrittenMessage> own = written.getOrDefault(name, plain);
    return own.getOrDefault(chosen.language().toLanguageTag(), chosen);
  }

  /** The names of a campaign's messages, such as {@code opened}; empty for an unknown campaign. */
  public SortedSet<String> names(String campaign) {
    return Collections.unmodifiableSortedSet(of(campaign).navigableKeySet());
  }

  /** The languages a message is written in, such as {@code pt-BR}; empty for an unknown one. */
  public Set<String> languages(String campaign, String message) {
    return languages(new Name(campaign, message, null));
  }

  /** Which variants a message has wordings of, and in which languages; empty where it has none. */
  public SortedMap<String, Set<String>> variants(String campaign, String message) {
    SortedMap<String, Set<String>> variants = new TreeMap<>();
    of(campaign)
        .getOrDefault(message, Collections.emptySortedSet())
        .forEach(variant -> variants.put(variant, languages(new Name(campaign, message, variant))));
    return variants;
  }

  private Set<String> languages(Name name) {
    SortedMap<String, WrittenMessage> languages = written.get(name);
    return languages == null ? Set.of() : languages.keySet();
  }

  private TreeMap<String, SortedSet<String>> of(String campaign) {
    return names.getOrDefault(campaign, new TreeMap<>());
  }

  /**
   * What the message can be used for in that language; empty where there is no such message.
   *
   * @param variant whose wording it is, or null for the plain one
   */
  public Set<Channel> channels(
      String campaign, String message, @Nullable String variant, @Nullable Locale locale) {
    WrittenMessage chosen = choose(new Name(campaign, message, variant), locale);
    return chosen == null ? Set.of() : chosen.channels();
  }

  /** Which survey the message asks in that language: csat, nps or ces; null for none. */
  public @Nullable String survey(String campaign, String message, @Nullable Locale locale) {
    WrittenMessage chosen = choose(new Name(campaign, message, null), locale);
    return chosen == null ? null : chosen.survey();
  }

  /** The language a customer would read the message in; null where there is no such message. */
  public @Nullable Locale language(String campaign, String message, @Nullable Locale locale) {
    WrittenMessage chosen = choose(new Name(campaign, message, null), locale);
    return chosen == null ? null : chosen.language();
  }

  /** {@code en.md} for {@code en.b.md}. */
  private static String plain(String file, String variant) {
    return file.substring(0, file.length() - variant.length() - ".md".length() - 1) + ".md";
  }

  /** Left behind by editors and systems. */
  private static boolean hidden(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith(".") || name.endsWith("~");
  }
}
