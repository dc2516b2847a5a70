package org.beforehand.decide;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.beforehand.customer.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The sentences authors may use, from {@code vocabulary.dsl}, in Drools' own DSL notation: {@code
 * [when]sentence with {slot:regex}=rule code with {slot}}. A line of an author's must match one
 * sentence from its first letter to its last, with every slot inside its regex; what stands in the
 * slots is read as values, and only those are rendered. So nothing an author types is ever code.
 * (Drools' own expander replaces sentences wherever they occur in a line and passes the rest of it
 * through.)
 */
final class Vocabulary {

  static final String FILE = "vocabulary.dsl";

  private static final Pattern ENTRY = Pattern.compile("\\[(when|then)\\](.+?)(?<!\\\\)=(.*)");

  /** What an error quotes of a line. */
  private static final int QUOTED = 120;

  /** Where in a rule a sentence stands. */
  enum Part {
    WHEN,
    THEN
  }

  /** A place in a sentence that is filled in, and what with. */
  record Slot(String name, Pattern pattern, SlotKind kind) {

    static Slot of(String name, String pattern) {
      return new Slot(name, Pattern.compile(pattern), SlotPattern.kind(pattern));
    }

    /** Whether this may stand there. */
    boolean fits(String value) {
      try {
        return pattern.matcher(new Patience(value)).matches();
      } catch (Patience.Exhausted exhausted) {
        return false;
      }
    }

    /** Says of a value that does not fit what would. */
    String unfit(String value) {
      String expected = name.equals("message") ? "the name of a message, " : "";
      String found = value.isBlank() ? "nothing" : '"' + cut(value) + '"';
      return "{" + name + "}: expected " + expected + kind.expected() + ", found " + found;
    }
  }

  /**
   * A sentence at the head of a table's column.
   *
   * @param open the slots that the column's cells fill in, in the order they stand
   */
  record Heading(Part part, String text, List<Slot> open) {

    /** The sentence with its open slots filled in, which must match their patterns. */
    String filled(List<String> values) {
      StringBuilder line = new StringBuilder();
      int from = 0;
      for (int i = 0; i < open.size(); i++) {
        String name = "{" + open.get(i).name() + "}";
        int at = text.indexOf(name, from);
        line.append(text, from, at).append(values.get(i));
        from = at + name.length();
      }
      return line.append(text.substring(from)).toString();
    }
  }

  /** What an author's line comes to. */
  sealed interface Reading {

    /** A sentence and the values in its slots. */
    record Meant(Sentence sentence, List<SlotValue> values) implements Reading {
      String code() {
        return sentence.render(values);
      }
    }

    /** No sentence, and why not, in the author's words. */
    record NotUnderstood(String problem) implements Reading {}
  }

  private final List<Sentence> sentences;

  private Vocabulary(List<Sentence> sentences) {
    this.sentences = List.copyOf(sentences);
  }

  /**
   * @throws RulesRefused naming the line that is not an entry
   */
  static Vocabulary read(String text) {
    List<Sentence> sentences = new ArrayList<>();
    int n = 0;
    for (String line : text.lines().toList()) {
      n++;
      if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("//")) {
        sentences.add(entry(line, n));
      }
    }
    return new Vocabulary(sentences);
  }

  /**
   * @throws RulesRefused if the line is not an entry
   */
  static Sentence entry(String line, int n) {
    Matcher entry = ENTRY.matcher(line);
    if (!entry.matches()) {
      throw YamlNode.refused(FILE, n, "expected [when]sentence=code or [then]sentence=code");
    }
    Part part = entry.group(1).equals("when") ? Part.WHEN : Part.THEN;
    try {
      return Sentence.of(part, entry.group(2).trim(), entry.group(3).trim());
    } catch (PatternSyntaxException e) {
      throw YamlNode.refused(
          FILE, n, "a slot's pattern cannot be read: " + e.getDescription().toLowerCase(ROOT));
    } catch (IllegalArgumentException e) {
      throw YamlNode.refused(FILE, n, String.valueOf(e.getMessage()));
    }
  }

  /** The same with more sentences, which come after these. */
  Vocabulary with(List<Sentence> more) {
    List<Sentence> all = new ArrayList<>(sentences);
    all.addAll(more);
    return new Vocabulary(all);
  }

  /** What a line means, or what is wrong with it. */
  Reading parse(Part part, String line) {
    try {
      Reading meant = meant(part, line);
      return meant != null ? meant : new Reading.NotUnderstood(problem(part, line));
    } catch (Patience.Exhausted exhausted) {
      return new Reading.NotUnderstood(
          "this takes too long to compare with the vocabulary: \"" + cut(line) + "\"");
    }
  }

  private Reading.@Nullable Meant meant(Part part, String line) {
    for (Sentence sentence : sentences) {
      if (sentence.part() == part) {
        List<SlotValue> values = sentence.read(line);
        if (values != null) {
          return new Reading.Meant(sentence, values);
        }
      }
    }
    return null;
  }

  private String problem(Part part, String line) {
    String unfit = unfit(part, line);
    if (unfit != null) {
      return unfit;
    }
    Part other = part == Part.WHEN ? Part.THEN : Part.WHEN;
    if (meant(other, line) != null) {
      return "\"" + cut(line) + "\" stands under \"" + other.name().toLowerCase(ROOT) + "\"";
    }
    return "I don't know \"" + cut(line) + "\"" + Spelling.sentenceHint(line, shown(part));
  }

  /** Where only a slot is wrong, what should stand in it; the sentence with most words wins. */
  private @Nullable String unfit(Part part, String line) {
    return sentences.stream()
        .filter(sentence -> sentence.part() == part)
        .sorted(Comparator.comparingInt(Sentence::letters).reversed())
        .map(sentence -> unfit(sentence, line))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String unfit(Sentence sentence, String line) {
    List<String> found = sentence.between(line);
    for (int i = 0; found != null && i < found.size(); i++) {
      Slot slot = sentence.slots().get(i);
      if (!slot.fits(found.get(i))) {
        return slot.unfit(found.get(i)) + "; the sentence is \"" + sentence.shown() + "\"";
      }
    }
    return null;
  }

  /** The rule code of a line, or null if no sentence matches it whole. */
  @Nullable String render(Part part, String line) {
    return parse(part, line) instanceof Reading.Meant meant ? meant.code() : null;
  }

  /** The sentence that heads a table's column, or null if there is none like it. */
  @Nullable Heading heading(String text) {
    try {
      for (Sentence sentence : sentences) {
        List<Slot> open = sentence.open(text);
        if (open != null) {
          return new Heading(sentence.part(), text, open);
        }
      }
    } catch (Patience.Exhausted exhausted) {
      return null;
    }
    return null;
  }

  /** The sentences of one part, as authors read them. */
  List<String> shown(Part part) {
    return sentences.stream()
        .filter(sentence -> sentence.part() == part)
        .map(Sentence::shown)
        .distinct()
        .toList();
  }

  /** As much of an author's text as an error quotes, on one line. */
  static String cut(String text) {
    String shown = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    return shown.length() <= QUOTED ? shown : shown.substring(0, QUOTED) + "...";
  }
}
