package org.beforehand;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Publishing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's rules up to date: a change of its folder is published, and what another node
 * published is taken up.
 */
final class RulesWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger("beforehand");
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final Publishing publishing;
  private final Rulebooks rulebooks;
  private final InstantSource clock;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  RulesWatch(Publishing publishing, Rulebooks rulebooks, InstantSource clock) {
    this.publishing = publishing;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (publishing.republishIfChanged(clock.instant()) instanceof Publishing.Result.Unchanged) {
        rulebooks.resume();
      }
    } catch (RuntimeException e) {
      log.warn("The rules could not be looked at: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
