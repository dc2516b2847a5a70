package org.beforehand.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a feed must show before what is missing from it counts as over.
 *
 * @param every how often it is looked at
 * @param snapshots so many good ones in a row must lack an outage
 * @param time and for so long
 * @param limit as many rows or more are taken for cut off; null where no limit is known
 * @param share in percent: more of the known outages gone at once is not plausible...
 * @param few ...unless they are no more than so many
 * @param believeShrunk a smaller picture that holds so long is believed; null for never
 * @param believeEmpty an empty one that holds so long is believed; null for never
 */
record FeedTrust(
    Duration every,
    int snapshots,
    Duration time,
    @Nullable Integer limit,
    int share,
    int few,
    @Nullable Duration believeShrunk,
    @Nullable Duration believeEmpty) {

  static final FeedTrust DEFAULT =
      new FeedTrust(
          Duration.ofMinutes(1),
          3,
          Duration.ofMinutes(10),
          null,
          30,
          20,
          Duration.ofHours(1),
          null);

  /** Good snapshots further apart than this are not in a row: counting starts again. */
  Duration row() {
    Duration polls = every.multipliedBy(3);
    return polls.compareTo(time) > 0 ? polls : time;
  }
}
