package org.beforehand.decide;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The sentences authors may use, from {@code vocabulary.dsl}, in Drools' own DSL notation: {@code
 * [when]sentence with {slot:regex}=rule code with {slot}}. A line of an author's must match one
 * sentence from its first letter to its last, with every slot inside its regex; so nothing an
 * author types is ever code. (Drools' own expander replaces sentences wherever they occur in a line
 * and passes the rest of it through.)
 */
final class Vocabulary {

  static final String FILE = "vocabulary.dsl";

  private static final Pattern ENTRY = Pattern.compile("\\[(when|then)\\](.+?)(?<!\\\\)=(.*)");
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+):((?:[^{}]|\\{[\\w,]+\\})+)\\}");

  private static final Pattern UNFILLED = Pattern.compile("\\{(\\w+)\\}");

  /** Where in a rule a sentence stands. */
  enum Part {
    WHEN,
    THEN
  }

  /**
   * One sentence.
   *
   * @param shown as authors read it, slots as {@code {slot}}
   * @param patterns what each slot must be
   * @param heading the sentence as a table's heading, each slot open ({@code {slot}}) or filled in
   */
  record Sentence(
      Part part,
      String shown,
      Pattern pattern,
      List<String> slots,
      List<Pattern> patterns,
      Pattern heading,
      String code) {

    @Nullable String render(String line) {
      Matcher matcher = pattern.matcher(line);
      if (!matcher.matches()) {
        return null;
      }
      String rendered = code;
      for (int i = 0; i < slots.size(); i++) {
        rendered = rendered.replace("{" + slots.get(i) + "}", matcher.group("slot" + i));
      }
      return rendered;
    }

    /** The slots that a heading leaves open; null if it is no heading of this sentence. */
    @Nullable List<Slot> open(String text) {
      Matcher matcher = heading.matcher(text);
      if (!matcher.matches()) {
        return null;
      }
      List<Slot> open = new ArrayList<>();
      for (int i = 0; i < slots.size(); i++) {
        if (matcher.group("slot" + i).equals("{" + slots.get(i) + "}")) {
          open.add(new Slot(slots.get(i), patterns.get(i)));
        }
      }
      return open;
    }
  }

  /** A place in a sentence that is filled in, and what with. */
  record Slot(String name, Pattern pattern) {}

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
      if (line.isBlank() || line.startsWith("#") || line.startsWith("//")) {
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches()) {
        throw YamlNode.refused(FILE, n, "expected [when]sentence=code or [then]sentence=code");
      }
      Part part = entry.group(1).equals("when") ? Part.WHEN : Part.THEN;
      try {
        sentences.add(sentence(part, entry.group(2).trim(), entry.group(3).trim()));
      } catch (PatternSyntaxException e) {
        throw YamlNode.refused(
            FILE, n, "a slot's pattern cannot be read: " + e.getDescription().toLowerCase(ROOT));
      } catch (IllegalArgumentException e) {
        throw YamlNode.refused(FILE, n, String.valueOf(e.getMessage()));
      }
    }
    return new Vocabulary(sentences);
  }

  private static Sentence sentence(Part part, String key, String code) {
    StringBuilder regex = new StringBuilder();
    StringBuilder heading = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    List<String> slots = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    Matcher slot = SLOT.matcher(key);
    int from = 0;
    while (slot.find()) {
      String words = literal(key.substring(from, slot.start()));
      // By name, so that groups within a slot's own pattern do not shift the count.
      String group = "(?<slot" + slots.size() + '>';
      regex.append(words).append(group).append(slot.group(2)).append(')');
      heading.append(words).append(group).append(Pattern.quote("{" + slot.group(1) + "}"));
      heading.append('|').append(slot.group(2)).append(')');
      patterns.add(Pattern.compile(slot.group(2)));
      shown.append(key, from, slot.start()).append('{').append(slot.group(1)).append('}');
      slots.add(slot.group(1));
      from = slot.end();
    }
    regex.append(literal(key.substring(from)));
    heading.append(literal(key.substring(from)));
    shown.append(key.substring(from));
    Matcher left = UNFILLED.matcher(code);
    while (left.find()) {
      if (!slots.contains(left.group(1))) {
        throw new IllegalArgumentException(
            "the code asks for {" + left.group(1) + "}, which the sentence does not have");
      }
    }
    return new Sentence(
        part,
        shown.toString(),
        Pattern.compile(regex.toString()),
        slots,
        patterns,
        Pattern.compile(heading.toString()),
        code);
  }

  /** Words are matched as they are; any run of blanks between them counts as one. */
  private static String literal(String text) {
    StringBuilder out = new StringBuilder();
    Matcher words = Pattern.compile("\\s+|\\S+").matcher(text);
    while (words.find()) {
      String word = words.group();
      out.append(word.isBlank() ? "\\s+" : Pattern.quote(word));
    }
    return out.toString();
  }

  /** The rule code of a line, or null if no sentence matches it whole. */
  @Nullable String render(Part part, String line) {
    for (Sentence sentence : sentences) {
      if (sentence.part() == part) {
        String code = sentence.render(line);
        if (code != null) {
          return code;
        }
      }
    }
    return null;
  }

  /** The sentence that heads a table's column, or null if there is none like it. */
  @Nullable Heading heading(String text) {
    for (Sentence sentence : sentences) {
      List<Slot> open = sentence.open(text);
      if (open != null) {
        return new Heading(sentence.part(), text, open);
      }
    }
    return null;
  }

  /** The sentences of one part, as authors read them. */
  List<String> shown(Part part) {
    Map<String, Boolean> seen = new LinkedHashMap<>();
    sentences.stream()
        .filter(sentence -> sentence.part() == part)
        .forEach(sentence -> seen.put(sentence.shown(), true));
    return List.copyOf(seen.keySet());
  }
}
