package org.beforehand.customer;

import java.util.regex.Pattern;

/** Whether a text can be a phone number at all; no numbering plan is consulted. */
final class PhoneNumber {
  /** An optional plus, digits with the usual separators, an optional extension. */
  private static final Pattern SHAPE =
      Pattern.compile("\\+?[0-9 ()./\\u00a0\\u2010-\\u2013-]{5,40}( ?(x|ext\\.?) ?[0-9]{1,8})?");

  private PhoneNumber() {}

  static boolean plausible(String text) {
    String trimmed = text.strip();
    if (!SHAPE.matcher(trimmed).matches()) {
      return false;
    }
    int extension = trimmed.indexOf('x');
    String number = extension < 0 ? trimmed : trimmed.substring(0, extension);
    long digits = number.chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= 5 && digits <= 15;
  }
}
