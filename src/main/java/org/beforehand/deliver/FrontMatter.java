package org.beforehand.deliver;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.Problem;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A message file taken apart: the YAML between two lines of {@code ---}, and the Markdown after.
 *
 * @param entries the entries by key
 * @param body the Markdown
 * @param bodyLine the file's line on which the body begins
 */
record FrontMatter(Map<String, Entry> entries, String body, int bodyLine) {

  /** A text and the line of the file it begins on. */
  record Entry(String text, int line) {}

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("subject", "sms", "call", "note", "survey"));
  private static final String QUOTES =
      "A text that begins with {{ or holds a colon needs quotes: subject: \"{{customer.given}}, hello\".";

  /** Reads a file; null where it has no front matter that can be read, said in {@code problems}. */
  static @Nullable FrontMatter read(String file, String content, List<Problem> problems) {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    List<String> lines = text.replace("\r\n", "\n").lines().toList();
    if (lines.isEmpty() || !lines.get(0).stripTrailing().equals("---")) {
      problems.add(new Problem(file, 1, "a message begins with a line --- and its subject."));
      return null;
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).stripTrailing().equals("---")) {
      end++;
    }
    if (end == lines.size()) {
      problems.add(new Problem(file, 1, "the line --- that ends the front matter is missing."));
      return null;
    }
    // The line before is kept as an empty one, so that lines count as in the file.
    String yaml = "\n" + String.join("\n", lines.subList(1, end)) + "\n";
    Map<String, Entry> entries = entries(file, yaml, problems);
    String body = String.join("\n", lines.subList(end + 1, lines.size()));
    return entries == null ? null : new FrontMatter(entries, body, end + 2);
  }

  @Nullable Entry entry(String key) {
    return entries.get(key);
  }

  private static @Nullable Map<String, Entry> entries(
      String file, String yaml, List<Problem> problems) {
    Node root;
    try {
      LoaderOptions limits = new LoaderOptions();
      limits.setNestingDepthLimit(10);
      limits.setMaxAliasesForCollections(0);
      // Composed only, never constructed: no tag in the text can name a class.
      root = new Yaml(limits).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(new Problem(file, line, "not YAML: " + e.getProblem() + ". " + QUOTES));
      return null;
    } catch (YAMLException e) {
      problems.add(new Problem(file, 1, "not YAML. " + QUOTES));
      return null;
    }
    if (root == null) {
      return Map.of();
    }
    if (!(root instanceof MappingNode mapping)) {
      problems.add(new Problem(file, 2, "expected lines such as subject: Your broadband is back"));
      return null;
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    boolean good = true;
    for (NodeTuple tuple : mapping.getValue()) {
      String wrong = add(tuple, entries);
      if (wrong != null) {
        problems.add(new Problem(file, tuple.getKeyNode().getStartMark().getLine() + 1, wrong));
        good = false;
      }
    }
    return good ? entries : null;
  }

  /** Adds one entry, or says what is wrong with it. */
  private static @Nullable String add(NodeTuple tuple, Map<String, Entry> entries) {
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
      return "expected a word before the colon. " + QUOTES;
    }
    String key = keyNode.getValue();
    if (!KEYS.contains(key)) {
      String nearest = Spelling.nearest(key, KEYS);
      return "I don't know "
          + key
          + (nearest == null ? ". Known are " + KEYS + "." : ". Did you mean " + nearest + "?");
    }
    if (!(tuple.getValueNode() instanceof ScalarNode value)) {
      return key + " must be a text. " + QUOTES;
    }
    boolean block =
        value.getScalarStyle() == ScalarStyle.LITERAL
            || value.getScalarStyle() == ScalarStyle.FOLDED;
    int line = value.getStartMark().getLine() + (block ? 2 : 1);
    return entries.put(key, new Entry(value.getValue(), line)) == null ? null : key + " twice.";
  }
}
