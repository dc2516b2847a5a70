package org.beforehand.decide;

import org.jspecify.annotations.Nullable;

/**
 * When a publication stops its own campaigns: once enough of a campaign's messages have an outcome,
 * and the share of those that went wrong in one of these ways is larger than stated.
 *
 * @param bounced the largest share, from 0 to 1, that may bounce; null: however many
 * @param complained that may be complained about
 * @param failed that may be refused, or given up
 * @param after so many must have an outcome first; at least 1
 */
public record Guard(
    @Nullable Double bounced, @Nullable Double complained, @Nullable Double failed, int after) {

  /** So many messages say something, where the publisher does not say how many. */
  public static final int USUAL = 100;

  /** Messages of one campaign that went wrong. */
  public record Trouble(long bounced, long complained, long failed) {}

  /** Whether so much trouble is too much among so many messages that have an outcome. */
  public boolean exceeded(Trouble trouble, long outcomes) {
    double of = Math.max(outcomes, after);
    return above(bounced, trouble.bounced / of)
        || above(complained, trouble.complained / of)
        || above(failed, trouble.failed / of);
  }

  private static boolean above(@Nullable Double most, double share) {
    return most != null && share > most;
  }
}
