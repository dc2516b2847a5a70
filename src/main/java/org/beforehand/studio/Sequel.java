package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import org.beforehand.decide.Happening;
import org.beforehand.studio.Scenario.Expectation;
import org.jspecify.annotations.Nullable;

/** How a scenario goes on. */
sealed interface Sequel {

  /** Where it stands in {@code scenarios.yaml}. */
  int line();

  /** Every proposal of the campaign; empty where no rule is to propose anything. */
  List<Expectation> expected();

  /** Something else happens. */
  record Happens(int line, Instant at, Happening happening, List<Expectation> expected)
      implements Sequel {}

  /**
   * A timer runs out that was set before.
   *
   * @param at null for just then
   */
  record RunsOut(int line, @Nullable Instant at, String timer, List<Expectation> expected)
      implements Sequel {}
}
