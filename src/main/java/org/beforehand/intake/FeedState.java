package org.beforehand.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a feed as a whole.
 *
 * @param lookedAt when the last snapshot was taken that could be compared
 * @param goodAt when the last good snapshot was taken
 * @param doubt what the last snapshot was doubted for, even if it was believed in the end; {@link
 *     FeedStanding#GOOD} for nothing
 * @param doubtSince since when
 * @param rows of the last snapshot
 * @param repeats how many snapshots in a row had as many rows though other ones
 * @param limitSeen as many rows as the source seems to give at most, where that showed
 * @param unreadable rows of the last snapshot that could not be read
 */
record FeedState(
    FeedStanding standing,
    @Nullable Instant lookedAt,
    @Nullable Instant goodAt,
    FeedStanding doubt,
    @Nullable Instant doubtSince,
    int rows,
    int repeats,
    @Nullable Integer limitSeen,
    int unreadable) {

  static final FeedState NEW =
      new FeedState(FeedStanding.NEW, null, null, FeedStanding.GOOD, null, 0, 0, null, 0);

  /** There was nothing to compare: all else stays as it was. */
  FeedState failed() {
    return new FeedState(
        FeedStanding.FAILED,
        lookedAt,
        goodAt,
        doubt,
        doubtSince,
        rows,
        repeats,
        limitSeen,
        unreadable);
  }
}
