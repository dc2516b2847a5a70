package org.beforehand.deliver;

import org.jspecify.annotations.Nullable;

/**
 * What mails carry of the program that sends them.
 *
 * @param domain of their Message-IDs
 * @param links for those that their readers may end; null where customers cannot reach this program
 */
public record Origin(String domain, @Nullable SignedLinks links) {

  /** One whose mails have no links back. */
  public Origin(String domain) {
    this(domain, null);
  }
}
