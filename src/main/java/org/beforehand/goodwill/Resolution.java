package org.beforehand.goodwill;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may become of gestures that wait for somebody's yes. */
public enum Resolution {
  /** All are given as they are; there must be money for it. */
  GRANT,
  /** The budget is topped up by what is missing, and all are given. */
  TOP_UP,
  /** Each is given what fits: the same share of it for all. */
  SMALLER,
  /** All are given from the next period, when that begins. */
  NEXT_PERIOD,
  /** Nobody is given anything. */
  DROP;

  /** The word used in files and interfaces, such as {@code top-up}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads what {@link #word()} writes; empty if it is none of them. */
  public static Optional<Resolution> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** All of their words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Resolution::word).toList();
  }
}
