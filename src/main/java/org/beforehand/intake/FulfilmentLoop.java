package org.beforehand.intake;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over what is due until it is closed. On threads of its own: whoever does what is handed
 * over may be slow, and nothing else waits for that.
 */
public final class FulfilmentLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FulfilmentLoop.class);

  private static final int THREADS = 2;
  private static final Duration IDLE = Duration.ofMillis(500);

  private final Fulfilling fulfilling;
  private final InstantSource clock;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** Nothing runs before {@link #start}. */
  public FulfilmentLoop(Fulfilling fulfilling, InstantSource clock) {
    this.fulfilling = fulfilling;
    this.clock = clock;
  }

  public synchronized void start() {
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::loop, "fulfilment-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void loop() {
    try {
      while (over.getCount() > 0) {
        if (!page() && over.await(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean page() {
    try {
      return fulfilling.page(clock.instant());
    } catch (RuntimeException fault) {
      LOG.warn("what is to be done waits: {}", fault.getClass().getSimpleName());
      return false;
    }
  }

  /** Finishes what is in hand. */
  @Override
  public synchronized void close() {
    over.countDown();
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
