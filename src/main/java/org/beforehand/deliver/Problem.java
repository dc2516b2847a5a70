package org.beforehand.deliver;

/**
 * What is wrong in a file an author wrote.
 *
 * @param file its path within the rules folder
 * @param line counted from 1
 * @param text what is wrong, and where possible what to write instead
 */
public record Problem(String file, int line, String text) {

  /** {@code outage-notices/messages/opened/en.md:4: I don't know ...} */
  @Override
  public String toString() {
    return file + ":" + line + ": " + text;
  }
}
