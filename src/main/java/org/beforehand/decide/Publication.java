package org.beforehand.decide;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision that became the published one.
 *
 * @param parent what was published before; null for the first
 * @param who a member of staff, or {@code folder}
 * @param options what the publisher chose, and what it came to
 * @param inFolder whether the rules folder held it then
 */
public record Publication(
    long id,
    String revision,
    @Nullable String parent,
    String who,
    How how,
    Instant at,
    Map<String, Object> options,
    boolean inFolder) {

  /** Which way it came. */
  public enum How {
    /** The rules folder changed. */
    FOLDER,
    /** A draft was approved. */
    DRAFT,
    /** An earlier revision was published again. */
    ROLLBACK;

    /** The name used in tables and interfaces. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static How of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Who publishes what way, and what they chose. */
  public record Act(String who, How how, Instant at, Map<String, Object> options) {}
}
