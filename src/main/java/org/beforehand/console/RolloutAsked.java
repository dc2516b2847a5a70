package org.beforehand.console;

import java.time.Duration;
import org.beforehand.decide.Guard;
import org.beforehand.decide.Start;
import org.jspecify.annotations.Nullable;

/**
 * How a publication is to be let out, as a request says it.
 *
 * @param start how small; null: to everybody at once
 * @param widenAfter null: not by itself
 * @param pauseAt null: it never stops itself
 */
record RolloutAsked(@Nullable Start start, @Nullable Duration widenAfter, @Nullable Guard pauseAt) {

  private static final Duration LONGEST = Duration.ofDays(90);
  private static final int MOST_AFTER = 1_000_000;
  private static final int ALL = 10_000;

  static RolloutAsked of(Asked asked) {
    Asked start = asked.perhapsObject("start", "customers", "share", "widenAfter");
    Asked guard = asked.perhapsObject("pauseAt", "bounced", "complained", "failed", "after");
    Start small = start == null ? null : start(start);
    if (start != null && small == null) {
      throw asked.wrong("start", "customers, such as 500, or share, such as 0.05");
    }
    return new RolloutAsked(
        small,
        start == null ? null : start.perhapsTime("widenAfter", LONGEST),
        guard == null ? null : guard(guard, asked));
  }

  /** From the fields customers or share; null where neither is given. */
  static @Nullable Start start(Asked asked) {
    Long customers = asked.perhapsNumber("customers");
    Double share = asked.perhapsShare("share");
    if (customers != null && share != null) {
      throw asked.wrong("share", "none beside customers");
    }
    if (customers != null) {
      if (customers == 0) {
        throw asked.wrong("customers", "at least 1");
      }
      return new Start.Customers(customers);
    }
    if (share == null) {
      return null;
    }
    int tenThousandths = (int) Math.round(share * ALL);
    if (tenThousandths == 0 || tenThousandths == ALL) {
      throw asked.wrong("share", "more than 0 and less than 1, to four places, such as 0.05");
    }
    return new Start.Share(tenThousandths);
  }

  private static Guard guard(Asked asked, Asked around) {
    Double bounced = asked.perhapsShare("bounced");
    Double complained = asked.perhapsShare("complained");
    Double failed = asked.perhapsShare("failed");
    if (bounced == null && complained == null && failed == null) {
      throw around.wrong("pauseAt", "at least one of bounced, complained, failed");
    }
    Long after = asked.perhapsNumber("after");
    if (after != null && (after == 0 || after > MOST_AFTER)) {
      throw asked.wrong("after", "a number of messages from 1 to " + MOST_AFTER);
    }
    return new Guard(
        bounced, complained, failed, after == null ? Guard.USUAL : Math.toIntExact(after));
  }
}
