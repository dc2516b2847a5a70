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

  private final Clockwork clockwork;
  private final Sweeper sweeper;
  private final Consumer<Instant> outbox;

  /**
   * @param outbox what the outbox has to do because time passed, besides sending
   */
  public Tick(Intake intake, Sweeper sweeper, Consumer<Instant> outbox) {
    this.clockwork = intake.clockwork();
    this.sweeper = sweeper;
    this.outbox = outbox;
  }

  /** Does what is due at this business instant. */
  public void at(Instant instant) {
    while (clockwork.retryWaiting(instant) > 0) {
      // Another batch of events whose customers are known now.
    }
    while (clockwork.ringTimers(Share.ALL, instant) > 0) {
      // Another batch of timers that have run out.
    }
    while (clockwork.shareOut(instant) > 0) {
      // Another batch of those who asked for something that is back.
    }
    clockwork.redecide(Share.ALL, instant);
    sweeper.begin(instant);
    clockwork.fund(instant);
    outbox.accept(instant);
  }
}
