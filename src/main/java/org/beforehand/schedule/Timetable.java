package org.beforehand.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/**
 * One tick a second, on one node of the cluster at a time. A tick that takes longer than a second
 * makes the next ones fall out; they are not made up for.
 */
public final class Timetable {
  private static final String TICK = "tick";

  private final Scheduler scheduler;
  private final InstantSource clock;
  private final Consumer<Instant> tick;

  /**
   * Nothing happens before {@link #begin()}.
   *
   * @param scheduler on a store that the nodes share; used by nobody else
   * @param clock what time a tick is told it is
   * @param tick may throw: that is logged, and the next tick comes all the same
   */
  public Timetable(Scheduler scheduler, InstantSource clock, Consumer<Instant> tick) {
    this.scheduler = scheduler;
    this.clock = clock;
    this.tick = tick;
  }

  /** Writes the timetable, unless a node did before. Does not start it. */
  public void begin() throws SchedulerException {
    scheduler.setJobFactory((fired, by) -> new TickJob(clock, tick));
    JobDetail job = JobBuilder.newJob(TickJob.class).withIdentity(TICK).storeDurably().build();
    Trigger everySecond =
        TriggerBuilder.newTrigger()
            .withIdentity(TICK)
            .withSchedule(
                SimpleScheduleBuilder.repeatSecondlyForever()
                    .withMisfireHandlingInstructionNextWithExistingCount())
            .build();
    // Never replaced: a node that has the earlier trigger in hand would fire it beside the new one,
    // second after second. A change of the schedule takes another name.
    if (!scheduler.checkExists(everySecond.getKey())) {
      try {
        scheduler.scheduleJob(job, everySecond);
      } catch (ObjectAlreadyExistsException anotherNodeWasFaster) {
        // It wrote the same.
      }
    }
  }
}
