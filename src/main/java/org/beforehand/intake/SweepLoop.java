package org.beforehand.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages through whatever sweep is running, on a few threads, until it is closed. */
public final class SweepLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SweepLoop.class);

  private static final int THREADS = 2;
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final Sweeper sweeper;
  private final InstantSource clock;
  private final Semaphore nudges = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  /** Nothing runs before {@link #start}. */
  public SweepLoop(Sweeper sweeper, InstantSource clock) {
    this.sweeper = sweeper;
    this.clock = clock;
  }

  public synchronized void start() {
    running = true;
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::loop, "sweeper-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Says that a sweep may have begun. */
  public void nudge() {
    if (nudges.availablePermits() < THREADS) {
      nudges.release(THREADS);
    }
  }

  private void loop() {
    try {
      while (running) {
        if (!page()) {
          boolean unused = nudges.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean page() throws InterruptedException {
    try {
      return sweeper.page(clock.instant());
    } catch (RuntimeException fault) {
      LOG.warn("a sweep waits: {}", fault.getClass().getSimpleName());
      boolean unused = nudges.tryAcquire(AFTER_A_FAULT.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    }
  }

  /** Finishes the pages in hand. */
  @Override
  public synchronized void close() {
    running = false;
    nudge();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
  }
}
