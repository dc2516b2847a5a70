package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.jspecify.annotations.Nullable;

/**
 * Changes to the files of a published revision.
 *
 * @param base the revision they were made to
 * @param authors everybody who ever changed it
 * @param files what each changed file holds, by path; null for one that is taken away
 * @param hash the revision it would become
 * @param at when it was last changed
 */
public record Draft(
    long id,
    String base,
    String title,
    List<String> authors,
    SortedMap<String, @Nullable String> files,
    String hash,
    State state,
    Instant at) {

  /** How far it has come. */
  public enum State {
    /** Being written. */
    OPEN,
    /** Waits for somebody else's word. */
    SUBMITTED,
    /** May be published, as it is. */
    APPROVED,
    /** Somebody else said no; when it is changed it is open again. */
    REJECTED,
    /** It decides, or did. */
    PUBLISHED,
    /** Something else was published in place of its base. */
    STALE;

    /** The name used in tables and interfaces. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean mayBeChanged() {
      return this != PUBLISHED && this != STALE;
    }
  }

  /** The folder as it would be. */
  RuleFolder on(RuleFolder folder) {
    return applied(folder, files);
  }

  static RuleFolder applied(RuleFolder base, Map<String, @Nullable String> changes) {
    Map<String, String> all = new TreeMap<>(base.files());
    changes.forEach(
        (path, text) -> {
          if (text == null) {
            all.remove(path);
          } else {
            all.put(path, text);
          }
        });
    return RuleFolder.of(all);
  }

  Draft in(State other, Instant now) {
    return new Draft(id, base, title, authors, files, hash, other, now);
  }
}
