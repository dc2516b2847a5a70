package org.beforehand.studio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.DataAtHand;
import org.beforehand.customer.DataAtHand.Names;
import org.beforehand.customer.DataAtHand.Seen;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Declared;
import org.beforehand.decide.Mention;
import org.beforehand.decide.Rulebook;
import org.beforehand.studio.Finding.Severity;

/**
 * Holds the traits and fields that authors name against those there are. One that nobody has is a
 * mistake until it is declared. A value that nobody had is one only where all values are declared:
 * else it may be new, and is a warning where it looks like another one, and advice where it does
 * not. Where nothing at all is known, nothing is held against it.
 */
final class DictionaryUse {

  /** More names are no help to somebody who misspelt one. */
  private static final int LISTED = 12;

  private final KnownWords known;
  private final boolean everyEvent;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * What authors name.
   *
   * @param mention the sentence
   * @param types the events it may be asked of; none where their fields cannot be known
   */
  private record Named(Mention mention, List<String> types) {}

  private DictionaryUse(KnownWords known, boolean everyEvent) {
    this.known = known;
    this.everyEvent = everyEvent;
  }

  /**
   * What is wrong, or may be; the data are only looked at for what is not declared.
   *
   * @param campaigns the names of those that are looked at
   */
  static List<Finding> check(Rulebook rulebook, Set<String> campaigns, DataAtHand data) {
    List<Named> named = named(rulebook, campaigns);
    List<Declared> declared = rulebook.declared();
    Map<String, Set<String>> remembered = remembered(rulebook);
    List<Named> open = named.stream().filter(one -> !isDeclared(one, declared)).toList();
    Seen seen = open.isEmpty() ? Seen.NOTHING : data.look(names(open, remembered.keySet()));
    DictionaryUse use =
        new DictionaryUse(new KnownWords(seen, declared, remembered), seen.everyEvent());
    named.forEach(use::check);
    return use.findings;
  }

  /** Whether a check would have anything to look up. */
  static boolean any(Rulebook rulebook) {
    return !named(rulebook, rulebook.campaigns().keySet()).isEmpty();
  }

  private static List<Named> named(Rulebook rulebook, Set<String> campaigns) {
    List<Named> named = new ArrayList<>();
    Set<String> all = new TreeSet<>();
    for (Campaign campaign : rulebook.campaigns().values()) {
      List<String> types = types(campaign);
      all.addAll(types);
      if (campaigns.contains(campaign.name())) {
        rulebook.mentions(campaign.name()).forEach(one -> named.add(new Named(one, types)));
      }
    }
    rulebook.definedMentions().forEach(one -> named.add(new Named(one, List.copyOf(all))));
    named.removeIf(
        one ->
            one.mention.use() == Mention.Use.REMEMBERED
                || one.mention.of() == Mention.Of.FIELD && one.types.isEmpty());
    return named;
  }

  /**
   * The events whose fields its rules ask for. A timer's are those of what it follows from; what a
   * schedule says is in no event that came in.
   */
  private static List<String> types(Campaign campaign) {
    return campaign.schedule() != null
        ? List.of()
        : campaign.triggers().stream().filter(type -> !type.startsWith("timer.")).toList();
  }

  private static Map<String, Set<String>> remembered(Rulebook rulebook) {
    Map<String, Set<String>> remembered = new HashMap<>();
    for (String campaign : rulebook.campaigns().keySet()) {
      for (Mention one : rulebook.mentions(campaign)) {
        if (one.use() == Mention.Use.REMEMBERED) {
          remembered.computeIfAbsent(one.name(), none -> new TreeSet<>()).addAll(one.values());
        }
      }
    }
    return remembered;
  }

  private static boolean isDeclared(Named named, List<Declared> declared) {
    return declared.stream()
        .anyMatch(
            one ->
                one.name().equals(named.mention.name())
                    && (named.mention.of() == Mention.Of.TRAIT
                        ? one.of() == null
                        : one.of() != null && named.types.contains(one.of())));
  }

  private static Names names(List<Named> named, Set<String> remembered) {
    Set<String> traits = new HashSet<>();
    Map<String, Set<String>> fields = new HashMap<>();
    for (Named one : named) {
      if (one.mention.of() == Mention.Of.TRAIT) {
        traits.add(one.mention.name());
      } else {
        one.types.forEach(
            type -> fields.computeIfAbsent(type, none -> new HashSet<>()).add(one.mention.name()));
      }
    }
    traits.removeAll(remembered);
    return new Names(traits, fields);
  }

  private void check(Named named) {
    Mention mention = named.mention;
    boolean trait = mention.of() == Mention.Of.TRAIT;
    KnownWords.Word word =
        trait ? known.trait(mention.name()) : known.field(mention.name(), named.types);
    if (word != null) {
      values(mention, word);
    } else if (trait ? known.anyTrait() : known.anyFieldOfEach(named.types)) {
      unknown(named, trait ? known.traits() : known.fields(named.types));
    }
  }

  private void unknown(Named named, Collection<String> names) {
    Mention mention = named.mention;
    boolean trait = mention.of() == Mention.Of.TRAIT;
    String what =
        trait
            ? "I don't know the trait \"" + mention.name() + '"'
            : "I don't know the field \""
                + mention.name()
                + "\" of "
                + String.join(" or ", named.types);
    String looked = trait || everyEvent ? "" : " in the events looked at";
    say(
        trait || everyEvent ? Severity.ERROR : Severity.WARNING,
        mention,
        what + looked + hint(mention.name(), names) + " A new one is declared in " + Declared.FILE);
  }

  private void values(Mention mention, KnownWords.Word word) {
    for (String value : mention.values()) {
      if (word.values().isEmpty() || word.values().contains(value)) {
        continue;
      }
      String hint = hint(value, word.values());
      String whose = mention.of() == Mention.Of.TRAIT ? "customer's" : "event's";
      if (word.closed()) {
        say(
            Severity.ERROR,
            mention,
            "a "
                + whose
                + " \""
                + mention.name()
                + "\" is never \""
                + value
                + '"'
                + hint
                + " A new one is declared in "
                + Declared.FILE);
      } else {
        say(
            hint.endsWith("?") ? Severity.WARNING : Severity.ADVICE,
            mention,
            "no " + whose + " \"" + mention.name() + "\" has been \"" + value + "\" so far" + hint);
      }
    }
  }

  /** Ends a sentence: what was meant, or what there is to choose from. */
  private static String hint(String word, Collection<String> known) {
    String hint = Spelling.hint(word, known);
    return hint.endsWith("?") ? hint : known.size() <= LISTED ? hint + '.' : ".";
  }

  private void say(Severity severity, Mention mention, String text) {
    findings.add(new Finding(mention.file(), mention.line(), severity, mention.cell() + text));
  }
}
