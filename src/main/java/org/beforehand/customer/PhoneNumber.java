package org.beforehand.customer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text can be a phone number at all; no numbering plan is consulted. */
final class PhoneNumber {
  /** An optional plus, digits with the usual separators, an optional extension. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\(?\\+?[0-9 ()./\\u00a0\\u2010-\\u2013-]{5,40})(,? ?(x|ext\\.?|poste) ?[0-9]{1,8})?");

  private PhoneNumber() {}

  static boolean plausible(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      return false;
    }
    long digits = shape.group(1).chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= 5 && digits <= 15;
  }
}
