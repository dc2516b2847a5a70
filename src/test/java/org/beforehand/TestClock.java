package org.beforehand;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Business time that stands still until a test moves it. */
public final class TestClock implements InstantSource {
  private volatile Instant now;

  public TestClock(String now) {
    this.now = Instant.parse(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void tick(Duration duration) {
    now = now.plus(duration);
  }

  public void set(Instant instant) {
    now = instant;
  }
}
