package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.desk.CallTasks;
import org.beforehand.desk.NoteTasks;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What colleagues say of the calls they make and the notes they write, as events through the same
 * door as everybody's.
 */
public final class DeskReports {

  private static final String SOURCE = "beforehand/desk";

  private final Intake intake;

  public DeskReports(Intake intake) {
    this.intake = intake;
  }

  /**
   * What became of a note.
   *
   * @param note as it stands at the desk
   * @param by who says so
   * @return what the door made of it
   */
  public Receipt note(
      NoteTasks.Task note, NoteTasks.Came came, String by, @Nullable String remark, Instant at) {
    Map<String, Object> data = new TreeMap<>();
    data.put("note", String.valueOf(note.outreach()));
    data.put("outcome", came.word());
    data.put("by", by);
    if (remark != null) {
      data.put("remark", remark);
    }
    return report(note.outreach(), GestureEvents.NOTE, note.customer(), data, at);
  }

  /**
   * What came of trying to call; said twice at the same instant it counts once.
   *
   * @param call its number
   * @param customer whose it is
   * @param by who called
   * @param note what they have to say of it
   * @return what the door made of it
   */
  public Receipt call(
      long call,
      String customer,
      CallTasks.Came came,
      String by,
      @Nullable String note,
      Instant at) {
    Map<String, Object> data = new TreeMap<>();
    data.put("task", String.valueOf(call));
    data.put("outcome", came.word());
    data.put("agent", by);
    if (note != null) {
      data.put("note", note);
    }
    return report(call, CallOutcomes.TYPE, customer, data, at);
  }

  private Receipt report(
      long outreach, String type, String customer, Map<String, Object> data, Instant at) {
    Subject subject = new Subject.OfCustomer(customer);
    String id = outreach + "/" + type + "/" + at.toEpochMilli();
    Event event = new Event(SOURCE, id, type, subject, at, data);
    return intake
        .accept(List.of(new Read.Good(event, Fingerprint.of(type, subject, at, data))), at)
        .get(0);
  }
}
