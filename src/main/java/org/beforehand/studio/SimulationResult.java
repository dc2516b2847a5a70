package org.beforehand.studio;

import java.util.List;
import org.beforehand.deliver.Samples;
import org.beforehand.intake.Receipt.Outcome;
import org.beforehand.intake.StagedEvents;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation came to.
 *
 * @param comparison null where the rules were held against no others
 */
public record SimulationResult(
    Input input,
    Simulation.Period period,
    Simulation.Played played,
    Account account,
    Fates.@Nullable Comparison comparison) {

  /**
   * What it was played over.
   *
   * @param customers who were known when it began, or whose records could be taken
   * @param rejected records that could not be taken
   */
  public record Input(long customers, long rejected, StagedEvents.Contents events) {}

  /**
   * What the rules did.
   *
   * @param revision of the rules
   * @param funnels none unless they were asked for
   */
  public record Account(
      String revision,
      Tally tally,
      Load load,
      long faults,
      List<Samples.Sample> samples,
      List<Funnel> funnels) {}

  /** Events that were no events, or that the corridor would not have. */
  public long rejectedEvents() {
    return input.events().rejected()
        + played.count(Outcome.CONFLICT)
        + played.count(Outcome.REFUSED);
  }
}
