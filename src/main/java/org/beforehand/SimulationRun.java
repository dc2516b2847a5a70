package org.beforehand;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.beforehand.intake.ColumnMap;
import org.beforehand.intake.Lanes;
import org.beforehand.studio.RulesToTry;
import org.beforehand.studio.Simulation;
import org.beforehand.studio.SimulationResult;
import org.jspecify.annotations.Nullable;

/** A simulation from where its events are to its result, in a database of its own. */
final class SimulationRun {

  /** So long after the last event virtual time goes on, unless told. */
  static final Duration AFTERWARDS = Duration.ofHours(24);

  private final Request request;
  private final Progress progress;
  private final int lanes;

  /** Where customers and events come from. */
  sealed interface Source {
    /** Two files; rows that cannot be taken are listed beside them. */
    record Files(Path customers, ColumnMap customersMap, Path events, ColumnMap eventsMap)
        implements Source {}

    /** The company's own database, which is only read. The period must be given. */
    record Stored(DataSource company) implements Source {}
  }

  /**
   * What is to be simulated.
   *
   * @param from null for the first event's time
   * @param to null for {@link #AFTERWARDS} after the last event
   * @param against earlier rules to hold the others against, or null
   * @param funnel whether to count how far each rule comes
   * @param out where the outcomes go, or null
   */
  record Request(
      Source source,
      @Nullable Instant from,
      @Nullable Instant to,
      RulesToTry rules,
      @Nullable RulesToTry against,
      boolean funnel,
      @Nullable Path out) {}

  /** Somebody who wants to know how far it is. */
  interface Progress {
    /** What is done now, how many of it, and where virtual time is. */
    void at(String what, long done, @Nullable Instant virtual);
  }

  SimulationRun(Request request, int lanes, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.lanes = lanes;
  }

  /** Where the differences between two sets of rules go. */
  static Path changes(Path out) {
    return out.resolveSibling(out.getFileName() + ".changes");
  }

  /**
   * Runs it. Customers are played by themselves, which is fastest, unless they wait for each other
   * at the desk; if it turns out that a budget ran short, all of it is played again in the order of
   * time, because who is given what is left must not hang on which thread was faster.
   */
  SimulationResult run(Throwaway throwaway) throws IOException {
    boolean queue =
        limits(request.rules()) || request.against() != null && limits(request.against());
    Simulation.Order first = queue ? Simulation.Order.BY_TIME : Simulation.Order.BY_CUSTOMER;
    try (Lanes all = new Lanes(lanes);
        Lanes one = new Lanes(1)) {
      Lanes alone = queue && sharesMoney() ? one : all;
      Optional<SimulationResult> result =
          new SimulationAttempt(request, alone, first, progress).in(throwaway, "simulation");
      if (result.isPresent()) {
        return result.get();
      }
      progress.at("once more, in the order of time", 0, null);
      return new SimulationAttempt(request, one, Simulation.Order.BY_TIME, progress)
          .in(throwaway, "in_order")
          .orElseThrow();
    }
  }

  private boolean sharesMoney() {
    return request.rules().rulebook().sharesMoney()
        || request.against() != null && request.against().rulebook().sharesMoney();
  }

  private static boolean limits(RulesToTry rules) {
    return !rules.rulebook().policy().calls().isEmpty();
  }
}
