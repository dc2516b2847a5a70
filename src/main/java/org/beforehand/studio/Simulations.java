package org.beforehand.studio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulations of the stored past that somebody asked for: one at a time, a few waiting, and the
 * results of the last ones. They are kept in memory: after a restart they are asked for again.
 */
public final class Simulations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Simulations.class);

  /** The most that wait. */
  static final int MOST_WAITING = 8;

  /** The most that are remembered. */
  static final int MOST_KEPT = 30;

  private final Player player;
  private final Runnable stop;
  private final ExecutorService thread;
  private final Map<String, State> states = new LinkedHashMap<>();
  private boolean closed;

  /**
   * What is to be simulated.
   *
   * @param against the rules they are held against, or null
   * @param funnel whether to count how far each rule comes
   */
  public record Request(
      RulesToTry rules, @Nullable RulesToTry against, Simulation.Period period, boolean funnel) {}

  /** How a simulation stands. */
  public sealed interface State {
    /** That many are before it. */
    record Queued(int before) implements State {}

    /** It is doing this, has done so many, and virtual time is there. */
    record Running(String doing, long done, @Nullable Instant virtual) implements State {}

    /** What it came to, as {@link SimulationReport#data}. */
    record Done(Map<String, Object> report) implements State {}

    /** It came to nothing; what is in the log. */
    record Failed() implements State {}
  }

  /** Somebody who wants to know how far one is. */
  @FunctionalInterface
  public interface Teller {
    /** What is done now, how many of it, and where virtual time is. */
    void at(String what, long done, @Nullable Instant virtual);
  }

  /** Plays one. */
  @FunctionalInterface
  public interface Player {
    /** What it comes to. */
    SimulationResult play(Request request, Teller teller) throws Exception;
  }

  /**
   * @param stop ends the one that is being played
   */
  public Simulations(Player player, Runnable stop) {
    this.player = player;
    this.stop = stop;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            work -> {
              Thread playing = new Thread(work, "simulation");
              playing.setDaemon(true);
              return playing;
            });
  }

  /**
   * Takes one on.
   *
   * @return its name; null if too many are waiting
   */
  public synchronized @Nullable String begin(Request request) {
    String id = UUID.randomUUID().toString();
    try {
      thread.execute(() -> play(id, request));
    } catch (RejectedExecutionException full) {
      return null;
    }
    states.put(id, new State.Queued(0));
    forget();
    return id;
  }

  /** How one stands; null if it is not known, or not any more. */
  public synchronized @Nullable State state(String id) {
    State state = states.get(id);
    if (!(state instanceof State.Queued)) {
      return state;
    }
    int before = 0;
    for (Map.Entry<String, State> other : states.entrySet()) {
      if (other.getKey().equals(id)) {
        return new State.Queued(before);
      }
      before += unfinished(other.getValue()) ? 1 : 0;
    }
    return state;
  }

  private static boolean unfinished(State state) {
    return state instanceof State.Queued || state instanceof State.Running;
  }

  /** The oldest results go first; what has not ended stays. */
  private void forget() {
    List<String> ended = new ArrayList<>();
    states.forEach(
        (id, state) -> {
          if (!unfinished(state)) {
            ended.add(id);
          }
        });
    for (String id : ended) {
      if (states.size() <= MOST_KEPT) {
        return;
      }
      states.remove(id);
    }
  }

  private synchronized void now(String id, State state) {
    states.put(id, state);
  }

  private void play(String id, Request request) {
    now(id, new State.Running("starting", 0, null));
    try {
      SimulationResult result =
          player.play(
              request, (what, done, virtual) -> now(id, new State.Running(what, done, virtual)));
      now(id, new State.Done(SimulationReport.data(result)));
    } catch (Exception fault) {
      now(id, new State.Failed());
      if (!ending()) {
        LOG.error("a simulation failed", fault);
      }
    }
  }

  private synchronized boolean ending() {
    return closed;
  }

  /** Ends what is being played, and forgets what waits. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.shutdownNow();
    stop.run();
  }
}
