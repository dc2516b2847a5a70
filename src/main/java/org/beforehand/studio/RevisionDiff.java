package org.beforehand.studio;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    for (String path : from.pathsUnlike(to)) {
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
