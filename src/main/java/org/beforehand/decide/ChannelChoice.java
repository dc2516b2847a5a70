package org.beforehand.decide;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a channel was chosen among several.
 *
 * @param why it is the first
 * @param awaited what is awaited of one channel before the next is tried; null where the next is
 *     only for those whom the one before did not reach
 */
public record ChannelChoice(Why why, @Nullable Confirmation awaited) {

  /** Why a channel is the first. */
  public enum Why {
    /** The rule says so. */
    RULE,
    /** The campaign says so. */
    CAMPAIGN,
    /** The customer likes it better. */
    PREFERRED,
    /** What went by it before was delivered. */
    REACHED_BEFORE,
    /** It is the first in the policy's order. */
    ORDER,
    /** The last two messages by the one before it came to nothing. */
    OTHER_FAILED;

    /** The name that is stored, such as {@code reached_before}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word()} writes. */
    public static Why of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
