package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.desk.NoteTasks;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/** What colleagues say of the notes they write, as events through the same door as everybody's. */
public final class NoteReports {

  private static final String SOURCE = "beforehand/desk";

  private final Intake intake;

  public NoteReports(Intake intake) {
    this.intake = intake;
  }

  /**
   * What became of a note.
   *
   * @param note as it stands at the desk
   * @param by who says so
   * @return what the door made of it
   */
  public Receipt report(
      NoteTasks.Task note, NoteTasks.Came came, String by, @Nullable String remark, Instant at) {
    Subject subject = new Subject.OfCustomer(note.customer());
    Map<String, Object> data = new TreeMap<>();
    data.put("note", String.valueOf(note.outreach()));
    data.put("outcome", came.word());
    data.put("by", by);
    if (remark != null) {
      data.put("remark", remark);
    }
    String id = note.outreach() + "/" + GestureEvents.NOTE + "/" + at.toEpochMilli();
    Event event = new Event(SOURCE, id, GestureEvents.NOTE, subject, at, data);
    return intake
        .accept(List.of(new Read.Good(event, Fingerprint.of(event.type(), subject, at, data))), at)
        .get(0);
  }
}
