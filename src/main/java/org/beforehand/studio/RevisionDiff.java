package org.beforehand.studio;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.decide.RuleFolder;
import org.jspecify.annotations.Nullable;

/** What differs between two revisions, file by file and line by line. */
public final class RevisionDiff {

  private static final int AROUND = 3;

  private RevisionDiff() {}

  /**
   * A file that differs.
   *
   * @param change added, removed or changed
   * @param lines in the unified format, without its two lines of names; none for a spreadsheet
   */
  public record Changed(String path, String change, List<String> lines) {}

  /** The files that differ, by path. */
  public static List<Changed> between(RuleFolder from, RuleFolder to) {
    List<Changed> changed = new ArrayList<>();
    for (String path : paths(from, to)) {
      String before = from.files().get(path);
      String after = to.files().get(path);
      changed.add(
          new Changed(
              path,
              before == null ? "added" : after == null ? "removed" : "changed",
              path.endsWith(".xlsx") ? List.of() : lines(path, before, after)));
    }
    return changed;
  }

  /**
   * The campaigns whose decisions or messages may differ: those with a file that does, or all where
   * something that they share does.
   */
  static Set<String> campaigns(RuleFolder from, RuleFolder to) {
    Set<String> all = new TreeSet<>(from.campaigns());
    all.addAll(to.campaigns());
    Set<String> touched = new TreeSet<>();
    for (String path : paths(from, to)) {
      int slash = path.indexOf('/');
      String folder = slash < 0 ? "" : path.substring(0, slash);
      if (!all.contains(folder)) {
        return all;
      }
      touched.add(folder);
    }
    return touched;
  }

  private static List<String> paths(RuleFolder from, RuleFolder to) {
    Set<String> paths = new TreeSet<>(from.files().keySet());
    paths.addAll(to.files().keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(from.files().get(path), to.files().get(path)))
        .toList();
  }

  private static List<String> lines(String path, @Nullable String before, @Nullable String after) {
    List<String> old = split(before);
    List<String> unified =
        UnifiedDiffUtils.generateUnifiedDiff(
            path, path, old, DiffUtils.diff(old, split(after)), AROUND);
    return unified.stream().skip(2).toList();
  }

  private static List<String> split(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split("\\R", -1));
  }
}
