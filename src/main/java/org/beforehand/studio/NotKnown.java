package org.beforehand.studio;

/** What was asked about is not known; the message says what, in the asker's words. */
public final class NotKnown extends RuntimeException {
  NotKnown(String what) {
    super(what);
  }
}
