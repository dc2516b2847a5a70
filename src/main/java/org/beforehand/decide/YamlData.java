package org.beforehand.decide;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value in a YAML file as a JSON reader would give it. */
final class YamlData {

  /** How many levels a file may have. */
  static final int DEEPEST = 30;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?");

  private YamlData() {}

  static @Nullable Object of(YamlNode whole, Node value, int depth) {
    // A list can contain itself by an alias.
    if (depth > DEEPEST) {
      throw whole.refused("expected at most " + DEEPEST + " levels");
    }
    if (value instanceof SequenceNode sequence) {
      List<@Nullable Object> list = new ArrayList<>();
      sequence.getValue().forEach(item -> list.add(of(whole, item, depth + 1)));
      return Collections.unmodifiableList(list);
    }
    if (value instanceof MappingNode) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (Map.Entry<ScalarNode, Node> entry : whole.entries(value)) {
        map.put(entry.getKey().getValue(), of(whole, entry.getValue(), depth + 1));
      }
      return Collections.unmodifiableMap(map);
    }
    return scalar((ScalarNode) value);
  }

  static @Nullable Object scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return text;
    }
    return switch (text) {
      case "", "~", "null" -> null;
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    };
  }
}
