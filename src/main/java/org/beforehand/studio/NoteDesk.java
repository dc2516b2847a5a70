package org.beforehand.studio;

import java.time.Instant;
import java.util.Map;
import org.beforehand.desk.NoteTasks;
import org.beforehand.intake.DeskReports;
import org.beforehand.intake.Receipt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What colleagues do about the notes that are to be written by hand, each act in the audit. */
public final class NoteDesk {

  private final NoteTasks notes;
  private final DeskReports reports;
  private final Audit audit;
  private final TransactionTemplate transaction;

  public NoteDesk(JdbcClient db, TransactionTemplate transaction, DeskReports reports) {
    this.notes = new NoteTasks(db);
    this.reports = reports;
    this.audit = new Audit(db);
    this.transaction = transaction;
  }

  /**
   * Takes a note on, so that nobody else writes it.
   *
   * @throws Refused if somebody else has it, or it is not to be written
   */
  public void claim(long note, Member who, Instant at) {
    mayWrite(who);
    transaction.executeWithoutResult(
        status -> {
          if (!notes.claim(note, who.name())) {
            known(note);
            throw new Refused(Refused.Why.CONFLICT, "somebody else writes note " + note);
          }
          audit.add(who.name(), "note.claimed", String.valueOf(note), at, Map.of());
        });
  }

  /**
   * Says what became of a note; whoever took it on says it, or nobody has taken it on.
   *
   * @param remark what there is to add; null for nothing
   * @throws Refused if somebody else has it, or it is not to be written
   */
  public void close(
      long note, NoteTasks.Came came, @Nullable String remark, Member who, Instant at) {
    mayWrite(who);
    NoteTasks.Task task = known(note);
    if (task.claimedBy() != null && !task.claimedBy().equals(who.name())) {
      throw new Refused(Refused.Why.CONFLICT, task.claimedBy() + " writes note " + note);
    }
    Receipt receipt = reports.note(task, came, who.name(), remark, at);
    if (receipt.outcome() != Receipt.Outcome.ACCEPTED) {
      throw new Refused(Refused.Why.CONFLICT, receipt.detail());
    }
    transaction.executeWithoutResult(
        status -> audit.add(who.name(), "note." + came.word(), String.valueOf(note), at, Map.of()));
  }

  private static void mayWrite(Member who) {
    who.mustBe("write notes", Role.OPERATOR);
  }

  private NoteTasks.Task known(long note) {
    return notes
        .find(note)
        .orElseThrow(
            () -> new Refused(Refused.Why.UNKNOWN, "there is no note " + note + " to be written"));
  }
}
