package org.beforehand.intake;

/** Input that cannot be taken; the message names the place and what was expected. */
final class Refused extends Exception {
  Refused(String reason) {
    // Bad input is common: no stack trace.
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
