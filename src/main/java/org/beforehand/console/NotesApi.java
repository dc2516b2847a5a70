package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.beforehand.deliver.CallScripts;
import org.beforehand.desk.NoteTasks;
import org.beforehand.studio.Member;
import org.beforehand.studio.NoteDesk;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The notes that colleagues write by hand. */
@RestController
@RequestMapping("/api/notes")
final class NotesApi {

  private static final int MOST = 200;
  private static final int LONGEST = 500;

  private final NoteTasks notes;
  private final NoteDesk desk;
  private final CallScripts texts;
  private final InstantSource clock;

  NotesApi(NoteTasks notes, NoteDesk desk, CallScripts texts, InstantSource clock) {
    this.notes = notes;
    this.desk = desk;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param text what is to be written, in the customer's language; null where it cannot be made
   * @param claimedBy who writes it; null where nobody has taken it on yet
   */
  record Line(
      long id,
      String customer,
      @Nullable String name,
      String campaign,
      @Nullable String text,
      @Nullable String language,
      Instant due,
      boolean overdue,
      @Nullable String claimedBy) {}

  @Operation(
      summary = "The notes to be written by hand, the most urgent first",
      description = "At most 200; what is written or given up is not among them.")
  @GetMapping
  Map<String, Object> open() {
    Instant now = clock.instant();
    List<NoteTasks.Task> open = notes.open(MOST);
    Map<Long, CallScripts.Script> written =
        texts.of(open.stream().map(NoteTasks.Task::outreach).toList(), now);
    return Map.of(
        "notes", open.stream().map(task -> line(task, written.get(task.outreach()), now)).toList());
  }

  private static Line line(NoteTasks.Task task, CallScripts.@Nullable Script script, Instant now) {
    return new Line(
        task.outreach(),
        task.customer(),
        script == null ? null : script.customer().name(),
        task.campaign(),
        script == null ? null : script.note(),
        script == null ? null : script.language().toLanguageTag(),
        task.due(),
        now.isAfter(task.due()),
        task.claimedBy());
  }

  @Operation(
      summary = "Takes a note on, so that nobody else writes it",
      description = "A 409 where somebody else has it; said again, it changes nothing.")
  @PostMapping("/{id}/claim")
  Map<String, Object> claim(@PathVariable long id, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    desk.claim(id, who, clock.instant());
    return Map.of("id", id, "claimedBy", who.name());
  }

  @Operation(
      summary = "Says what became of a note",
      description =
          """
          "outcome" is "written" once it is in the post: then its budget has paid for it. \
          "given_up" says that nobody is going to write it: the budget has its money back. \
          "remark" is what there is to add, up to 500 characters.""")
  @PostMapping("/{id}")
  Map<String, Object> close(
      @PathVariable long id,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "outcome", "remark");
    NoteTasks.Came came = NoteTasks.Came.of(asked.text("outcome"));
    if (came == null) {
      throw asked.wrong("outcome", "written or given_up");
    }
    String remark = asked.perhapsText("remark");
    if (remark != null && remark.length() > LONGEST) {
      throw asked.wrong("remark", "at most " + LONGEST + " characters");
    }
    desk.close(id, came, remark, who, clock.instant());
    return Map.of("id", id, "outcome", came.word());
  }
}
