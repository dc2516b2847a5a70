package org.beforehand.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a text says as a phone number. */
public final class PhoneNumber {
  /** An optional plus, digits with the usual separators, an optional extension. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\(?\\+?[0-9 ()./\\u00a0\\u2010-\\u2013-]{5,40})(,? ?(x|ext\\.?|poste) ?[0-9]{1,8})?");

  private PhoneNumber() {}

  /**
   * The number as networks write it, such as {@code +4799999999}.
   *
   * @param country where a number without a country code is to be read, such as {@code NO}; null
   *     where that is unknown, and then a number needs its code
   * @return null where no network has such a number
   */
  public static @Nullable String e164(String text, @Nullable String country) {
    PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    try {
      var number = plans.parse(text, country);
      return plans.isValidNumber(number)
          ? plans.format(number, PhoneNumberUtil.PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  /** Whether a text can be a phone number at all; no numbering plan is consulted. */
  static boolean plausible(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      return false;
    }
    long digits = shape.group(1).chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= 5 && digits <= 15;
  }
}
