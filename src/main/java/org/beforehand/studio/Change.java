package org.beforehand.studio;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What two sets of rules do differently about one intent.
 *
 * @param before what the earlier rules did; null for nothing at all
 * @param after what the rules that are tried do
 */
public record Change(@Nullable Fate before, @Nullable Fate after) {

  /** For the customer. */
  public enum Kind {
    /** It is sent now, and was not. */
    ADDED,
    /** It was sent, and is not any more. */
    REMOVED,
    /** It is sent in another way, or not sent for another reason. */
    CHANGED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What kind of change it is. */
  public Kind kind() {
    boolean was = before != null && before.sent();
    boolean is = after != null && after.sent();
    if (was == is) {
      return Kind.CHANGED;
    }
    return is ? Kind.ADDED : Kind.REMOVED;
  }

  /** Whose intent it is: the later side where there is one. */
  public Fate either() {
    return after == null ? Objects.requireNonNull(before) : after;
  }

  boolean none() {
    Fate a = before;
    Fate b = after;
    return a != null
        && b != null
        && a.verdict().equals(b.verdict())
        && Objects.equals(a.reason(), b.reason())
        && Objects.equals(a.template(), b.template())
        && Objects.equals(a.locale(), b.locale())
        && Objects.equals(a.variant(), b.variant())
        && Objects.equals(a.channel(), b.channel())
        && Objects.equals(a.due(), b.due());
  }
}
