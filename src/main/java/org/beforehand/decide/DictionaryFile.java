package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code shared/dictionary.yaml}: {@code traits:} by name, {@code events:} by type and name; each
 * with {@code type}, {@code values} and {@code meaning}.
 */
final class DictionaryFile {

  private static final List<String> TYPES = List.of("text", "number", "yes/no", "list", "object");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,39}");
  private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9.-]{0,59}");

  /** More than anybody chooses from. */
  private static final int MOST_VALUES = 200;

  private DictionaryFile() {}

  /**
   * What is declared, in the order written; nothing where there is no such file.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  static List<Declared> read(Map<String, String> files) {
    String text = files.get(Declared.FILE);
    List<Declared> declared = new ArrayList<>();
    if (text != null) {
      Map<String, YamlNode> parts = YamlNode.read(Declared.FILE, text).fields("traits", "events");
      YamlNode traits = parts.get("traits");
      if (traits != null) {
        entries(null, traits, declared);
      }
      YamlNode events = parts.get("events");
      if (events != null) {
        events
            .fields(type -> wrong(EVENT, type, "an event type such as order.late"))
            .forEach((type, fields) -> entries(type, fields, declared));
      }
    }
    return List.copyOf(declared);
  }

  private static void entries(@Nullable String of, YamlNode written, List<Declared> declared) {
    written
        .fields(name -> wrong(NAME, name, "a name of letters, digits, dots, hyphens and _"))
        .forEach((name, entry) -> declared.add(entry(of, name, entry)));
  }

  private static @Nullable String wrong(Pattern pattern, String found, String expected) {
    return pattern.matcher(found).matches()
        ? null
        : "expected " + expected + ", found \"" + Vocabulary.cut(found) + "\"";
  }

  private static Declared entry(@Nullable String of, String name, YamlNode written) {
    Map<String, YamlNode> fields = written.fields("type", "values", "meaning");
    YamlNode type = written.required(fields, "type");
    if (!TYPES.contains(type.text())) {
      throw type.refused(
          "expected one of " + String.join(", ", TYPES) + ", found \"" + type.text() + "\"");
    }
    YamlNode values = fields.get("values");
    YamlNode meaning = fields.get("meaning");
    return new Declared(
        of,
        name,
        type.text(),
        values == null ? List.of() : values(values),
        meaning == null ? "" : meaning.text());
  }

  private static List<String> values(YamlNode written) {
    List<YamlNode> items = written.items();
    if (items.isEmpty() || items.size() > MOST_VALUES) {
      throw written.refused("expected 1 to " + MOST_VALUES + " values, found " + items.size());
    }
    return items.stream().map(YamlNode::text).distinct().toList();
  }
}
