package org.beforehand;

import java.io.IOException;
import javax.sql.DataSource;
import org.beforehand.studio.SimulationResult;
import org.beforehand.studio.Simulations;
import org.jspecify.annotations.Nullable;

/**
 * Plays simulations of the stored past, each in a PostgreSQL of its own, with one lane: the program
 * has other things to do.
 */
final class SimulationPlayer {

  private final DataSource company;
  private @Nullable Throwaway current;
  private boolean stopped;

  SimulationPlayer(DataSource company) {
    this.company = company;
  }

  SimulationResult play(Simulations.Request request, Simulations.Teller teller) throws IOException {
    Throwaway throwaway = begin(Throwaway.start());
    try (throwaway) {
      SimulationRun.Request run =
          new SimulationRun.Request(
              new SimulationRun.Source.Stored(company),
              request.period().from(),
              request.period().to(),
              request.rules(),
              request.against(),
              request.funnel(),
              null);
      return new SimulationRun(run, 1, teller::at).run(throwaway);
    }
  }

  /** Whoever stops us while it starts finds it gone as soon as it has. */
  private synchronized Throwaway begin(Throwaway started) {
    if (stopped) {
      started.close();
    }
    current = started;
    return started;
  }

  /** Takes the database away from what is being played. */
  synchronized void stop() {
    stopped = true;
    if (current != null) {
      current.close();
    }
  }
}
