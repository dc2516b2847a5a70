package org.beforehand;

import java.time.Duration;
import java.util.Optional;
import org.beforehand.studio.Member;
import org.beforehand.studio.Staff;

/**
 * Staff, as the front door asks for them: whether there is anybody is asked with every request and
 * looked up every other second.
 */
final class Accounts {
  private static final long FRESH = Duration.ofSeconds(2).toNanos();

  private final Staff staff;
  private boolean looked;
  private boolean any;
  private long lookedAt;

  Accounts(Staff staff) {
    this.staff = staff;
  }

  Optional<Member> of(String token) {
    return staff.of(token);
  }

  synchronized boolean any() {
    long now = System.nanoTime();
    if (!looked || now - lookedAt > FRESH) {
      any = staff.any();
      looked = true;
      lookedAt = now;
    }
    return any;
  }
}
