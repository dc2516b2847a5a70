package org.beforehand.decide;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.customer.Spelling;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value in a YAML file of an author's. It knows its place, so that whatever is wrong with it is
 * said with file and line; every reading method refuses what it did not expect. Words are read as
 * they are written: {@code no} is Norwegian, not false.
 */
public final class YamlNode {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");

  private final String file;
  private final String name;
  private final Node node;

  private YamlNode(String file, String name, Node node) {
    this.file = file;
    this.name = name;
    this.node = node;
  }

  /**
   * The whole of a file.
   *
   * @throws RulesRefused if it is empty or not YAML
   */
  public static YamlNode read(String file, String text) {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(YamlData.DEEPEST);
    limits.setMaxAliasesForCollections(0);
    try {
      // Composed only, never constructed: no tag in the text can name a class.
      Node root = new Yaml(limits).compose(new StringReader(text));
      if (root == null) {
        throw refused(file, 1, "the file is empty");
      }
      return new YamlNode(file, "", root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw refused(file, line, "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw refused(file, 1, "this is not YAML: " + e.getMessage());
    }
  }

  static RulesRefused refused(String file, int line, String text) {
    return new RulesRefused(List.of(new Problem(file, line, text)));
  }

  /** The line of the file it begins on, from 1. */
  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** The error to throw where something is wrong with this value. */
  public RulesRefused refused(String text) {
    return refused(file, line(), name.isEmpty() ? text : name + ": " + text);
  }

  /**
   * Its fields by name, in the order written.
   *
   * @param known the fields it may have
   * @throws RulesRefused if it is not a mapping, or a field is unknown, twice there or empty
   */
  public Map<String, YamlNode> fields(String... known) {
    return fields(
        key ->
            Arrays.asList(known).contains(key)
                ? null
                : "I don't know \"" + key + "\"" + Spelling.hint(key, List.of(known)));
  }

  /**
   * The same where the names are the author's to choose.
   *
   * @param wrong what is wrong with a name, or null
   */
  Map<String, YamlNode> fields(Function<String, @Nullable String> wrong) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    for (Map.Entry<ScalarNode, Node> entry : entries()) {
      String key = entry.getKey().getValue();
      int line = entry.getKey().getStartMark().getLine() + 1;
      String problem = wrong.apply(key);
      if (problem != null) {
        throw refused(file, line, problem);
      }
      YamlNode field = new YamlNode(file, key, entry.getValue());
      if (field.isNull()) {
        throw refused(file, line, key + ": expected a value, found nothing");
      }
      if (fields.put(key, field) != null) {
        throw refused(file, line, key + ": stands here twice");
      }
    }
    return fields;
  }

  /**
   * A field that must be there.
   *
   * @param fields those of this value
   */
  public YamlNode required(Map<String, YamlNode> fields, String field) {
    YamlNode found = fields.get(field);
    if (found == null) {
      throw refused("expected a line \"" + field + ": ...\"");
    }
    return found;
  }

  /** The entries of a list. */
  public List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw refused("expected a list, found " + shown());
    }
    return sequence.getValue().stream().map(item -> new YamlNode(file, name, item)).toList();
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether it has fields. */
  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** A word or a text, as it is written. */
  public String text() {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw refused("expected a text, found " + shown());
    }
    return scalar.getValue().strip();
  }

  /** A whole number from {@code least} to {@code most}. */
  public int number(int least, int most) {
    try {
      int number = Integer.parseInt(text());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, like a number out of bounds.
    }
    throw refused("expected a number from " + least + " to " + most + ", found " + shown());
  }

  /** {@code 10m}, {@code 12h} or {@code 7d}. */
  public Duration duration() {
    Matcher matcher = DURATION.matcher(text());
    if (!matcher.matches()) {
      throw refused("expected a time such as 10m, 12h or 7d, found " + shown());
    }
    long n = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  /** {@code true} or {@code false}. */
  public boolean truth() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused("expected true or false, found " + shown());
    };
  }

  /** One of the words of an enumeration, in small letters. */
  public <E extends Enum<E>> E word(Class<E> type) {
    String text = text();
    List<String> words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
            .toList();
    int found = words.indexOf(text.toLowerCase(Locale.ROOT));
    if (found < 0) {
      throw refused("expected one of " + String.join(", ", words) + ", found " + shown());
    }
    return type.getEnumConstants()[found];
  }

  /** A list of words of an enumeration. */
  public <E extends Enum<E>> List<E> words(Class<E> type) {
    return items().stream().map(item -> item.word(type)).toList();
  }

  /** What a JSON reader would give: maps, lists, texts, numbers, true, false. */
  public Object data() {
    Object data = YamlData.of(this, node, 0);
    if (data == null) {
      throw refused("expected a value, found nothing");
    }
    return data;
  }

  /** A mapping as {@link #data}. */
  public Map<String, Object> map() {
    entries();
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) data()).forEach((key, value) -> map.put(key.toString(), value));
    return map;
  }

  private List<Map.Entry<ScalarNode, Node>> entries() {
    return entries(node);
  }

  /** The entries of a mapping in this file. */
  List<Map.Entry<ScalarNode, Node>> entries(Node of) {
    if (!(of instanceof MappingNode mapping)) {
      throw refused("expected lines such as \"name: value\", found " + shown());
    }
    List<Map.Entry<ScalarNode, Node>> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw refused("expected a word before the colon");
      }
      entries.add(Map.entry(key, tuple.getValueNode()));
    }
    return entries;
  }

  private boolean isNull() {
    return node instanceof ScalarNode scalar && YamlData.scalar(scalar) == null;
  }

  private String shown() {
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue().lines().findFirst().orElse("");
      return "\"" + (text.length() <= 60 ? text : text.substring(0, 60) + "...") + "\"";
    }
    return node instanceof SequenceNode
        ? "a list"
        : "fields: "
            + entries().stream()
                .map(entry -> entry.getKey().getValue())
                .limit(5)
                .collect(Collectors.joining(", "));
  }
}
