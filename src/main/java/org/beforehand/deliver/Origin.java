package org.beforehand.deliver;

import org.beforehand.goodwill.Codes;
import org.jspecify.annotations.Nullable;

/**
 * What mails carry of the program that sends them.
 *
 * @param domain of their Message-IDs
 * @param links for those that their readers may end; null where customers cannot reach this program
 * @param codes of vouchers and discounts; null in an installation that has no secret
 */
public record Origin(String domain, @Nullable SignedLinks links, @Nullable Codes codes) {

  /** One whose mails have no links back. */
  public Origin(String domain) {
    this(domain, null, null);
  }

  /** One that has no secret for its codes. */
  public Origin(String domain, SignedLinks links) {
    this(domain, links, null);
  }

  /** The same with these codes. */
  public Origin with(Codes theirs) {
    return new Origin(domain, links, theirs);
  }
}
