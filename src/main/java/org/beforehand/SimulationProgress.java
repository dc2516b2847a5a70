package org.beforehand;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says once a second how far a simulation is. */
final class SimulationProgress implements SimulationRun.Progress {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final PrintWriter err;
  private String what = "";
  private long since;
  private long told;
  private long from;

  SimulationProgress(PrintWriter err) {
    this.err = err;
    this.told = System.nanoTime();
  }

  @Override
  public void at(String doing, long done, @Nullable Instant virtual) {
    long now = System.nanoTime();
    if (!doing.equals(what)) {
      what = doing;
      since = told;
      from = 0;
    }
    if (now - told < SECOND) {
      return;
    }
    told = now;
    double rate = (done - from) / ((now - since) / (double) SECOND);
    err.printf(
        Locale.ROOT,
        "%,12d %s, %,.0f/s%s%n",
        done,
        what,
        rate,
        virtual == null ? "" : ", virtual time " + virtual);
    err.flush();
  }
}
