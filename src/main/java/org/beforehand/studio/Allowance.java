package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a member of staff may do so often in an hour, counted from the audit. */
final class Allowance {

  private static final Duration HOUR = Duration.ofHours(1);

  private final StaffTable staff;
  private final Audit audit;
  private final String what;
  private final int most;

  /**
   * @param what as it stands in the audit
   */
  Allowance(JdbcClient db, String what, int most) {
    this.staff = new StaffTable(db);
    this.audit = new Audit(db);
    this.what = what;
    this.most = most;
  }

  /**
   * Holds the member until the caller's transaction ends, in which the act is noted: two at once
   * are counted one after the other.
   *
   * @throws Refused if that would be more than it may be
   */
  void take(int wanted, Member who, Instant at) {
    if (!staff.hold(who.name())) {
      throw new Refused(Refused.Why.NOT_ALLOWED, who.name() + " is not a member of staff any more");
    }
    int done = audit.count(who.name(), what, at.minus(HOUR));
    if (done + wanted > most) {
      throw new Refused(
          Refused.Why.TOO_OFTEN,
          "expected at most "
              + most
              + " in an hour; "
              + who.name()
              + " has had "
              + done
              + " and asks for "
              + wanted
              + " more");
    }
  }
}
