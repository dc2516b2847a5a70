package org.beforehand.intake;

import java.time.Instant;
import org.beforehand.deliver.Dispatcher;

/**
 * What has to happen because time passed. The timetable calls it every second with business time;
 * stories, simulations and tests call the same method. Idempotent: any number of nodes may call it
 * for the same instant.
 */
public final class Tick {

  private final Intake intake;
  private final Sweeper sweeper;
  private final Dispatcher dispatcher;

  public Tick(Intake intake, Sweeper sweeper, Dispatcher dispatcher) {
    this.intake = intake;
    this.sweeper = sweeper;
    this.dispatcher = dispatcher;
  }

  /** Does what is due at this business instant. */
  public void at(Instant instant) {
    while (intake.retryWaiting(instant) > 0) {
      // Another batch of events whose customers are known now.
    }
    while (intake.ringTimers(instant) > 0) {
      // Another batch of timers that have run out.
    }
    sweeper.begin(instant);
    dispatcher.tidy(instant);
  }
}
