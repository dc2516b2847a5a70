package org.beforehand;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SignedLinks;
import org.beforehand.deliver.SmtpSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where mails come from, and where their links lead, told from the settings. */
final class MailOrigin {

  private static final Logger LOG = LoggerFactory.getLogger(MailOrigin.class);

  private MailOrigin() {}

  /**
   * Without a relay everything is here: then links lead to this machine, signed with a secret of
   * this start's own. With one, they need both a secret and an address that customers reach.
   *
   * @param port the web server's
   */
  static Origin of(
      @Nullable String smtp, @Nullable String secret, @Nullable String base, int port) {
    String ours = secret(secret);
    String reached = given(base);
    SmtpSettings relay = relay(smtp);
    if (relay == null) {
      return new Origin(
          "beforehand.localhost",
          links(
              ours == null ? HexFormat.of().formatHex(new SecureRandom().generateSeed(32)) : ours,
              reached == null ? "http://localhost:" + port : reached));
    }
    String domain = relay.from().substring(relay.from().lastIndexOf('@') + 1);
    if (ours != null && reached != null) {
      return new Origin(domain, links(ours, reached));
    }
    LOG.info(
        "Mails leave without a link to end them: BEFOREHAND_SECRET and BEFOREHAND_BASE_URL are not"
            + " both set.");
    return new Origin(domain);
  }

  /** Null where there is no relay. */
  static @Nullable SmtpSettings relay(@Nullable String smtp) {
    String address = given(smtp);
    try {
      return address == null ? null : SmtpSettings.parse(address);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("BEFOREHAND_SMTP_URL: " + e.getMessage());
    }
  }

  /** The secret that is set; null for none. */
  static @Nullable String secret(@Nullable String setting) {
    String secret = given(setting);
    if (secret != null && secret.length() < SignedLinks.SHORTEST_SECRET) {
      throw new CannotStart(
          "BEFOREHAND_SECRET: expected at least " + SignedLinks.SHORTEST_SECRET + " characters");
    }
    return secret;
  }

  private static SignedLinks links(String secret, String base) {
    try {
      return new SignedLinks(secret, base);
    } catch (IllegalArgumentException e) {
      throw new CannotStart("BEFOREHAND_BASE_URL: " + e.getMessage());
    }
  }

  static @Nullable String given(@Nullable String setting) {
    return setting == null || setting.isBlank() ? null : setting;
  }
}
