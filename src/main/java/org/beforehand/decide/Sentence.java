package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Vocabulary.Part;
import org.beforehand.decide.Vocabulary.Slot;
import org.jspecify.annotations.Nullable;

/**
 * One sentence of the vocabulary.
 *
 * @param shown as authors read it, slots as {@code {slot}}
 * @param words what stands before, between and after the slots; one more than there are slots
 * @param pattern the whole of it
 * @param heading the sentence as a table's heading, each slot open ({@code {slot}}) or filled in
 * @param code what it is in rule code
 */
record Sentence(
    Part part,
    String shown,
    List<String> words,
    List<Slot> slots,
    Pattern pattern,
    Pattern heading,
    List<Piece> code) {

  private static final Pattern SLOT = Pattern.compile("\\{(\\w+):((?:[^{}]|\\{[\\w,]+\\})+)\\}");
  private static final Pattern FILLED = Pattern.compile("\\{(\\w+)\\}");

  /** A piece of rule code. */
  sealed interface Piece {
    record Written(String code) implements Piece {}

    record Filled(int slot, boolean quoted) implements Piece {}
  }

  /**
   * @param written in Drools' DSL notation, {@code sentence with {slot:regex}}
   * @param code with {@code {slot}} where the slot's value is to stand
   * @throws IllegalArgumentException in the engineers' words
   */
  static Sentence of(Part part, String written, String code) {
    StringBuilder regex = new StringBuilder();
    StringBuilder heading = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    List<String> words = new ArrayList<>();
    List<Slot> slots = new ArrayList<>();
    Matcher slot = SLOT.matcher(written);
    int from = 0;
    while (slot.find()) {
      words.add(written.substring(from, slot.start()));
      String literal = literal(written.substring(from, slot.start()));
      // By name, so that groups within a slot's own pattern do not shift the count.
      String group = "(?<slot" + slots.size() + '>';
      regex.append(literal).append(group).append(slot.group(2)).append(')');
      heading.append(literal).append(group).append(Pattern.quote("{" + slot.group(1) + "}"));
      heading.append('|').append(slot.group(2)).append(')');
      shown.append(written, from, slot.start()).append('{').append(slot.group(1)).append('}');
      slots.add(Slot.of(slot.group(1), slot.group(2)));
      from = slot.end();
    }
    String rest = written.substring(from);
    words.add(rest);
    return new Sentence(
        part,
        shown.append(rest).toString(),
        List.copyOf(words),
        List.copyOf(slots),
        Pattern.compile(regex.append(literal(rest)).toString()),
        Pattern.compile(heading.append(literal(rest)).toString()),
        pieces(code, slots));
  }

  /** A sentence without slots. */
  static Sentence plain(Part part, String text, String code) {
    Pattern pattern = Pattern.compile(literal(text));
    return new Sentence(
        part, text, List.of(text), List.of(), pattern, pattern, List.of(new Piece.Written(code)));
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

  private static List<Piece> pieces(String code, List<Slot> slots) {
    List<String> names = slots.stream().map(Slot::name).toList();
    List<Piece> pieces = new ArrayList<>();
    Matcher filled = FILLED.matcher(code);
    int from = 0;
    boolean quoted = false;
    while (filled.find()) {
      String name = filled.group(1);
      String before = code.substring(from, filled.start());
      int slot = names.indexOf(name);
      if (slot < 0) {
        throw new IllegalArgumentException(
            "the code asks for {" + name + "}, which the sentence does not have");
      }
      quoted ^= before.replaceAll("\\\\.", "").chars().filter(c -> c == '"').count() % 2 == 1;
      if (!quoted && !slots.get(slot).kind().bare()) {
        throw new IllegalArgumentException(
            "the code has {" + name + "}, which holds a text, outside quotation marks");
      }
      pieces.add(new Piece.Written(before));
      pieces.add(new Piece.Filled(slot, quoted));
      from = filled.end();
    }
    pieces.add(new Piece.Written(code.substring(from)));
    return List.copyOf(pieces);
  }

  /**
   * What the slots hold, or null if the line is not this sentence from its first letter to its
   * last.
   *
   * @throws Patience.Exhausted if its pattern would not end
   */
  @Nullable List<SlotValue> read(String line) {
    Matcher matcher = pattern.matcher(new Patience(line));
    if (!matcher.matches()) {
      return null;
    }
    List<SlotValue> values = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      values.add(slots.get(i).kind().value(matcher.group("slot" + i)));
    }
    return values;
  }

  /** The sentence in rule code, with these values in its slots. */
  String render(List<SlotValue> values) {
    StringBuilder rendered = new StringBuilder();
    for (Piece piece : code) {
      if (piece instanceof Piece.Written written) {
        rendered.append(written.code());
      } else if (piece instanceof Piece.Filled filled) {
        SlotValue value = values.get(filled.slot());
        rendered.append(filled.quoted() ? value.quoted() : value.bare());
      }
    }
    return rendered.toString();
  }

  /**
   * What stands where the slots are, if the words around them are all there; else null. In time
   * that grows with the line, whatever the line.
   */
  @Nullable List<String> between(String line) {
    String text = line.replaceAll("\\s+", " ");
    if (slots.isEmpty() || !text.startsWith(words.get(0))) {
      return null;
    }
    List<String> found = new ArrayList<>();
    int from = words.get(0).length();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      boolean last = i == words.size() - 1;
      int at = last ? text.length() - word.length() : text.indexOf(word, from);
      if (at < from || !text.startsWith(word, at)) {
        return null;
      }
      found.add(text.substring(from, at));
      from = at + word.length();
    }
    return found;
  }

  /** The slots that a heading leaves open; null if it is no heading of this sentence. */
  @Nullable List<Slot> open(String text) {
    Matcher matcher = heading.matcher(new Patience(text));
    if (!matcher.matches()) {
      return null;
    }
    List<Slot> open = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      if (matcher.group("slot" + i).equals("{" + slots.get(i).name() + "}")) {
        open.add(slots.get(i));
      }
    }
    return open;
  }

  /** How many letters of it are its own, whatever is in its slots. */
  int letters() {
    return words.stream().mapToInt(String::length).sum();
  }
}
