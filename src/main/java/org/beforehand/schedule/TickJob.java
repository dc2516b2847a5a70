package org.beforehand.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One tick. */
@DisallowConcurrentExecution
final class TickJob implements Job {
  private static final Logger log = LoggerFactory.getLogger(TickJob.class);

  /** Quartz calls a firing missed only after a minute; until then it would make up for each. */
  private static final long TOO_LATE_MILLIS = 1000;

  private final InstantSource clock;
  private final Consumer<Instant> tick;

  TickJob(InstantSource clock, Consumer<Instant> tick) {
    this.clock = clock;
    this.tick = tick;
  }

  @Override
  public void execute(JobExecutionContext context) {
    // Both from the machine's clock; ours may be a story's.
    long late = context.getFireTime().getTime() - context.getScheduledFireTime().getTime();
    if (late >= TOO_LATE_MILLIS) {
      return;
    }
    try {
      tick.accept(clock.instant());
    } catch (RuntimeException e) {
      log.error("A tick failed; the next one comes in a second.", e);
    }
  }
}
