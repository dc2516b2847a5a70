package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import java.util.Map;
import org.beforehand.desk.NoteTasks;
import org.beforehand.studio.Member;
import org.beforehand.studio.NoteDesk;
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

  private final NoteList notes;
  private final NoteDesk desk;
  private final InstantSource clock;

  NotesApi(NoteList notes, NoteDesk desk, InstantSource clock) {
    this.notes = notes;
    this.desk = desk;
    this.clock = clock;
  }

  @Operation(
      summary = "The notes to be written by hand, the most urgent first",
      description = "At most 200; what is written or given up is not among them.")
  @GetMapping
  Map<String, Object> open() {
    return Map.of("notes", notes.open());
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
    NoteTasks.Came came = DeskPages.came(asked);
    String remark = DeskPages.said(asked, "remark");
    desk.close(id, came, remark, who, clock.instant());
    return Map.of("id", id, "outcome", came.word());
  }
}
