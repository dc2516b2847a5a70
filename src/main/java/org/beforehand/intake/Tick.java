package org.beforehand.intake;

import java.time.Instant;
import java.util.function.Consumer;
import org.beforehand.fact.Share;

/**
 * What has to happen because time passed. The timetable calls it every second with business time;
 * stories, simulations and tests call the same method. Idempotent: any number of nodes may call it
 * for the same instant.
 */
public final class Tick {

  private final Intake intake;
  private final Sweeper sweeper;
  private final Consumer<Instant> outbox;

  /**
   * @param outbox what the outbox has to do because time passed, besides sending
   */
  public Tick(Intake intake, Sweeper sweeper, Consumer<Instant> outbox) {
    this.intake = intake;
    this.sweeper = sweeper;
    this.outbox = outbox;
  }

  /** Does what is due at this business instant. */
  public void at(Instant instant) {
    while (intake.retryWaiting(instant) > 0) {
      // Another batch of events whose customers are known now.
    }
    while (intake.ringTimers(Share.ALL, instant) > 0) {
      // Another batch of timers that have run out.
    }
    while (intake.shareOut(instant) > 0) {
      // Another batch of those who asked for something that is back.
    }
    intake.redecide(Share.ALL, instant);
    sweeper.begin(instant);
    intake.fund(instant);
    outbox.accept(instant);
  }
}
