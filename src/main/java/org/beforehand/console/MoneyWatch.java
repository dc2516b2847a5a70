package org.beforehand.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.beforehand.decide.Rulebooks;
import org.beforehand.goodwill.GestureBook;
import org.beforehand.goodwill.Owed;
import org.jspecify.annotations.Nullable;

/** What was promised to customers and is not done: somebody has to look. */
final class MoneyWatch {
  private static final int MOST = 100;

  /** As long before the date as the owner of its campaign is told. */
  private static final Duration NEAR = Duration.ofDays(2);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

  private final GestureBook gestures;
  private final Owed owed;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  MoneyWatch(GestureBook gestures, Owed owed, Rulebooks rulebooks, InstantSource clock) {
    this.gestures = gestures;
    this.owed = owed;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /** A gesture that nobody said is done. */
  record Stuck(
      String key, String customer, String what, String since, int tries, @Nullable String said) {}

  /** Money owed whose date is near or past. */
  record Due(String key, String customer, String what, String by, boolean late, int tries) {}

  /** All of it. */
  record Watched(List<Stuck> stuck, List<Due> due) {}

  Watched now() {
    Instant at = clock.instant();
    return new Watched(
        gestures.latest(null, GestureBook.State.STUCK, null, MOST, at).stream()
            .map(this::stuck)
            .toList(),
        owed.latest(null, at.plus(NEAR), null, MOST).stream().map(one -> due(one, at)).toList());
  }

  private Stuck stuck(GestureBook.Line one) {
    GestureBook.Handed handed = one.handed();
    return new Stuck(
        handed == null ? "" : handed.key(),
        one.customer(),
        one.kind().word() + " of " + one.value() + " for " + one.reason(),
        time(one.at()),
        handed == null ? 0 : handed.tries(),
        handed == null ? null : handed.detail());
  }

  private Due due(Owed.Standing one, Instant at) {
    return new Due(
        one.key(),
        one.debt().id().customer(),
        one.debt().money() + " for " + one.debt().id().reason(),
        time(one.debt().dueBy()),
        one.debt().dueBy().isBefore(at),
        one.tries());
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(rulebooks.current().policy().zone()));
  }
}
