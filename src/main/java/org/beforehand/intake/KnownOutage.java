package org.beforehand.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a feed last said of an outage, and what was told about it.
 *
 * @param last as the feed last described it
 * @param over whether it was told that it is over
 * @param serial how many events were told about it
 * @param told the time of the last of them
 * @param firstSeen when this episode was first seen
 * @param absent good snapshots in a row without it
 * @param absentSince the first of them; null where it was there
 */
record KnownOutage(
    FeedOutage last,
    boolean over,
    int serial,
    Instant told,
    Instant firstSeen,
    int absent,
    @Nullable Instant absentSince) {

  String id() {
    return last.id();
  }

  KnownOutage there(FeedOutage now) {
    return new KnownOutage(now, over, serial, told, firstSeen, 0, null);
  }

  KnownOutage there() {
    return there(last);
  }

  KnownOutage absent(int times, Instant since) {
    return new KnownOutage(last, over, serial, told, firstSeen, times, since);
  }

  /** After one more event about it. */
  KnownOutage told(FeedOutage now, boolean isOver, Instant time) {
    return new KnownOutage(now, isOver, serial + 1, time, firstSeen, 0, null);
  }

  KnownOutage reopened(FeedOutage now, Instant time, Instant seen) {
    return new KnownOutage(now, false, serial + 1, time, seen, 0, null);
  }
}
