package org.beforehand.customer;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether mail can be addressed to a text. Stricter than RFC 5321 on purpose: quoted local parts,
 * comments and address literals are legal, but in a customer base they are far more often a slip or
 * an attack than an address. The domain needs at least two labels and may be internationalised.
 */
public final class EmailAddress {
  private static final String LOCAL_MARKS = "!#$%&'*+-/=?^_`{|}~";

  private EmailAddress() {}

  /**
   * The address in the form to send to (the domain in lower-case ASCII), or null where the text is
   * not an address.
   */
  public static @Nullable String normalised(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at > 64 || text.length() > 254 || !localPart(text.substring(0, at))) {
      return null;
    }
    String domain = ascii(text.substring(at + 1));
    if (domain == null || !domain(domain) || at + 1 + domain.length() > 254) {
      return null;
    }
    return text.substring(0, at + 1) + domain;
  }

  private static boolean localPart(String local) {
    char before = '.';
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      boolean dot = c == '.';
      if (dot ? before == '.' : !letterOrDigit(c) && LOCAL_MARKS.indexOf(c) < 0) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  private static @Nullable String ascii(String domain) {
    boolean plain = domain.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    if (plain) {
      return domain.toLowerCase(Locale.ROOT);
    }
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notADomain) {
      return null;
    }
  }

  private static boolean domain(String domain) {
    String[] labels = domain.split("\\.", -1);
    if (labels.length < 2) {
      return false;
    }
    for (String label : labels) {
      if (label.isEmpty()
          || label.length() > 63
          || label.charAt(0) == '-'
          || label.charAt(label.length() - 1) == '-'
          || !label.chars().allMatch(c -> c == '-' || letterOrDigit((char) c))) {
        return false;
      }
    }
    // A last label of digits only is an IP address written as a name.
    return !labels[labels.length - 1].chars().allMatch(Character::isDigit);
  }

  private static boolean letterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
