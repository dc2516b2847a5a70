package org.beforehand.decide;

/**
 * A text that a pattern may look at only so often. A careless pattern of the vocabulary can need
 * years for a line that somebody made for it; this ends after a moment.
 */
final class Patience implements CharSequence {

  /** No honest comparison of a line with a sentence comes near it. */
  private static final int MOST_LOOKS = 500_000;

  private final CharSequence text;
  private int looks;

  Patience(CharSequence text) {
    this.text = text;
  }

  /** A pattern that would not end. */
  static final class Exhausted extends RuntimeException {
    Exhausted() {
      super("a pattern looked at a line more than " + MOST_LOOKS + " times");
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  /**
   * @throws Exhausted if it was asked too often
   */
  @Override
  public char charAt(int index) {
    if (++looks > MOST_LOOKS) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
