package org.beforehand.decide;

/**
 * Something wrong in the rules folder, in its author's words.
 *
 * @param file relative to the rules folder
 * @param line from 1; 0 where the whole file is meant
 */
public record Problem(String file, int line, String text) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + text;
  }
}
