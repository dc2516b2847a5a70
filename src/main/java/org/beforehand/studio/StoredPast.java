package org.beforehand.studio;

import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.beforehand.intake.StagedEvents;
import org.jspecify.annotations.Nullable;

/**
 * What the company's database holds, brought into a simulation's own: customers, consents and
 * incidents as they were when the period begins, what had happened and was written by then, and the
 * events of the period. The company's database is only read, in pages, each a statement of its own,
 * so that nothing there is held for long.
 *
 * <p>An event comes in when it came in then; one that was imported as history comes in as it
 * happened. What timers and schedules gave rise to is left out: in the simulation they do it again.
 */
public final class StoredPast {

  /** So many customers a page. */
  private static final int PAGE = 1_000;

  private final PastTable past;
  private final PastCopyTable copy;
  private final StagedEvents events;
  private final Simulation.Period period;

  /**
   * @param company the company's database
   * @param copy a migrated database with nothing in it
   */
  public StoredPast(DataSource company, DataSource copy, Simulation.Period period) {
    this.past = new PastTable(company, copy);
    this.copy = new PastCopyTable(copy);
    this.events = new StagedEvents(copy, null);
    this.period = period;
  }

  /**
   * What was brought over.
   *
   * @param customers who were known when the period begins
   * @param events of the period
   */
  public record Brought(long customers, StagedEvents.Contents events) {}

  /**
   * Brings it over.
   *
   * @param progress told how many customers' pasts are there
   */
  public Brought bring(LongConsumer progress) {
    events.prepare();
    copy.clear();
    past.during(
        period,
        reading -> {
          reading.everybodys();
          @Nullable String after = "";
          long customers = 0;
          while (after != null) {
            List<String> page = reading.customers(after, PAGE);
            @Nullable String upto = page.size() < PAGE ? null : page.get(PAGE - 1);
            reading.theirs(after, upto);
            customers += page.size();
            progress.accept(customers);
            after = upto;
          }
        });
    copy.asOf(period.from());
    return new Brought(copy.customers(), events.numbered());
  }
}
