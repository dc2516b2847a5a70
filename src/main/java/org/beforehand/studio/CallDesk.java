package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.desk.CallTasks;
import org.beforehand.intake.DeskReports;
import org.beforehand.intake.Receipt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What colleagues say of the calls they make, each act in the audit. */
public final class CallDesk {

  private final CallTasks calls;
  private final DeskReports reports;
  private final Audit audit;
  private final TransactionTemplate transaction;

  public CallDesk(JdbcClient db, TransactionTemplate transaction, DeskReports reports) {
    this.calls = new CallTasks(db);
    this.reports = reports;
    this.audit = new Audit(db);
    this.transaction = transaction;
  }

  /**
   * Says what came of trying to call.
   *
   * @param call its number
   * @param note what there is to say of it; null for nothing
   * @throws Refused if there is no such call, or it is not to be made, or not any more
   */
  public void report(
      long call, CallTasks.Came came, @Nullable String note, Member who, Instant at) {
    who.mustBe("call customers", Role.OPERATOR);
    CallTasks.Standing standing = calls.standing(List.of(call)).get(call);
    if (standing == null) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no call " + call);
    }
    if (standing.closed() != null) {
      throw new Refused(
          Refused.Why.CONFLICT, "call " + call + " is closed already: " + standing.closed());
    }
    Receipt receipt = reports.call(call, standing.customer(), came, who.name(), note, at);
    if (receipt.outcome() != Receipt.Outcome.ACCEPTED
        && receipt.outcome() != Receipt.Outcome.REPEATED) {
      throw new Refused(Refused.Why.CONFLICT, receipt.detail());
    }
    transaction.executeWithoutResult(
        status -> audit.add(who.name(), "call." + came.word(), String.valueOf(call), at, Map.of()));
  }
}
