package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.jspecify.annotations.Nullable;

/** Files of authors, laid over published rules to be tried. What is the engineers' stays theirs. */
public final class DraftFiles {

  private DraftFiles() {}

  /**
   * The published rules with these files in place of those of the same name.
   *
   * @param files by path; null where a file is taken away
   */
  public static RulesToTry.Reading over(RuleFolder published, Map<String, @Nullable String> files) {
    List<Finding> refused = new ArrayList<>();
    Map<String, String> all = new TreeMap<>(published.files());
    files.forEach(
        (path, text) -> {
          String why = DraftPath.problem(path);
          if (why != null) {
            refused.add(new Finding(path, 0, Finding.Severity.ERROR, why));
          } else if (text == null) {
            all.remove(path);
          } else {
            all.put(path, text);
          }
        });
    return refused.isEmpty()
        ? RulesToTry.read(RuleFolder.of(all))
        : new RulesToTry.Reading.Bad(refused);
  }
}
