package org.beforehand.fact;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What kind of contact reaches the customer. Who carries it is the deliver room's matter. */
public enum Channel {
  EMAIL,
  SMS,
  CALL,
  /** Written by hand and posted; only a gesture of that kind takes it. */
  NOTE;

  /** Whether a colleague at the desk sees to it, and no carrier. */
  public boolean byHand() {
    return this == CALL || this == NOTE;
  }

  /** The name used in files, tables and interfaces, such as {@code email}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Several, best first, as tables have them: {@code sms email}. */
  public static String words(List<Channel> channels) {
    return channels.stream().map(Channel::word).collect(Collectors.joining(" "));
  }

  /** Reads what {@link #words} writes. */
  public static List<Channel> all(String words) {
    return words.isEmpty()
        ? List.of()
        : Arrays.stream(words.split(" ", -1)).map(Channel::of).toList();
  }

  /**
   * Reads what {@link #word()} writes.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  public static Channel of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
