package org.beforehand.deliver;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that is safe to put on the wire: ASCII only, no quoting, the domain in its IDN form.
 *
 * @param text such as {@code kari@xn--bl-zja.example}
 */
record MailAddress(String text) {

  // Dot-atoms only. Quoted local parts are legal and practically unknown; refusing them keeps every
  // address free of spaces, quotes and angle brackets.
  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /** Normalises {@code written}; null where it is no address that can be written to. */
  static @Nullable MailAddress parse(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String trimmed = written.strip();
    int at = trimmed.lastIndexOf('@');
    if (at < 1 || at > 64) {
      return null;
    }
    String local = trimmed.substring(0, at);
    String domain = ascii(trimmed.substring(at + 1));
    if (domain == null || !LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
      return null;
    }
    String whole = local + "@" + domain;
    return whole.length() > 254 ? null : new MailAddress(whole);
  }

  private static @Nullable String ascii(String domain) {
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException notADomain) {
      return null;
    }
  }

  /** What stands after the at sign. */
  String domain() {
    return text.substring(text.lastIndexOf('@') + 1);
  }
}
