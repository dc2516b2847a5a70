package org.beforehand;

import org.springframework.context.SmartLifecycle;

/**
 * Something that runs between start and stop. On the way down the higher stage stops first: the web
 * server finishes its requests, then each of these, then the timetable, and the database, which is
 * closed after all of them, last.
 */
final class Running implements SmartLifecycle {
  static final int TIMETABLE = 1_000;
  static final int RULES = 1_500;
  static final int DISPATCHER = 2_000;
  static final int SWEEPS = 3_000;
  static final int GATHERER = 4_000;
  static final int DEMO = 5_000;

  private final int stage;
  private final Runnable begin;
  private final Runnable end;
  private volatile boolean running;

  Running(int stage, Runnable begin, Runnable end) {
    this.stage = stage;
    this.begin = begin;
    this.end = end;
  }

  @Override
  public void start() {
    running = true;
    begin.run();
  }

  @Override
  public void stop() {
    running = false;
    end.run();
  }

  /** On a thread of its own, so that one that hangs holds up the rest for a stage's time only. */
  @Override
  public void stop(Runnable stopped) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stop();
              } finally {
                stopped.run();
              }
            },
            "stopping-" + stage);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return stage;
  }
}
