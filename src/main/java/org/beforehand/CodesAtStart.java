package org.beforehand;

import org.beforehand.goodwill.Codes;
import org.beforehand.goodwill.WrongSecret;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The codes of vouchers and discounts, told from the settings. */
final class CodesAtStart {
  private CodesAtStart() {}

  /**
   * Found out now: later it would be a customer with a code that nobody knows.
   *
   * @param secret the one that links are signed with too
   * @param before the one it was until this start
   */
  static Codes of(JdbcClient db, @Nullable String secret, @Nullable String before) {
    try {
      return Codes.sealed(db, MailOrigin.secret(secret), MailOrigin.given(before));
    } catch (WrongSecret e) {
      throw new CannotStart(
          "BEFOREHAND_SECRET: expected the secret that this database's voucher codes were sealed"
              + " with; if it has changed, give the one before it as BEFOREHAND_SECRET_BEFORE");
    }
  }
}
