package org.beforehand.studio;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What became of one proposal for one customer.
 *
 * @param at when it was decided
 * @param rule its name in the campaign
 * @param channel null where no channel was chosen yet
 * @param template the campaign's message; null where there is none
 * @param locale the language the message is read in
 * @param due when it leaves; null where it was dropped at once
 * @param verdict send, drop, or hold for what still waits at the end
 * @param gate which gate said no, or not yet
 * @param variant which of the message's wordings; null where there is one only
 * @param zone the customer's own, if known
 */
public record Fate(
    Instant at,
    String customer,
    String campaign,
    String rule,
    String action,
    @Nullable String channel,
    @Nullable String purpose,
    String key,
    @Nullable String template,
    @Nullable String locale,
    @Nullable Instant due,
    String verdict,
    @Nullable String gate,
    @Nullable String reason,
    String revision,
    @Nullable String variant,
    @Nullable ZoneId zone) {

  static final String SEND = "send";

  boolean sent() {
    return verdict.equals(SEND);
  }

  /** Which intent it is about, for comparing two runs. */
  boolean sameIntent(Fate other) {
    return compareIntent(other) == 0;
  }

  int compareIntent(Fate other) {
    int order = compareBytes(customer, other.customer);
    order = order == 0 ? compareBytes(campaign, other.campaign) : order;
    order = order == 0 ? compareBytes(key, other.key) : order;
    return order == 0 ? compareBytes(action, other.action) : order;
  }

  /** As the database sorts: by code points, where Java compares surrogates. */
  private static int compareBytes(String a, String b) {
    return java.util.Arrays.compareUnsigned(
        a.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        b.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
