package org.beforehand.console;

import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.beforehand.decide.Rulebooks;
import org.beforehand.desk.CallTasks;
import org.beforehand.desk.NoteTasks;
import org.beforehand.studio.CallDesk;
import org.beforehand.studio.Member;
import org.beforehand.studio.NoteDesk;
import org.beforehand.studio.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The desk's pages: the calls to make and the notes to write, with what came of them. What is done
 * leads back to the list; what is refused shows the list with the reason.
 */
@Controller
final class DeskPages {

  private static final int LONGEST = 500;

  private final CallList calls;
  private final NoteList notes;
  private final CallDesk callDesk;
  private final NoteDesk noteDesk;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  DeskPages(
      CallList calls,
      NoteList notes,
      CallDesk callDesk,
      NoteDesk noteDesk,
      Rulebooks rulebooks,
      InstantSource clock) {
    this.calls = calls;
    this.notes = notes;
    this.callDesk = callDesk;
    this.noteDesk = noteDesk;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  @GetMapping("/calls")
  String calls(@RequestParam(required = false) @Nullable Long done, Model model) {
    model.addAttribute("done", done);
    model.addAttribute("calls", calls.open());
    model.addAttribute("zone", rulebooks.current().policy().zone().getId());
    return "calls";
  }

  @PostMapping("/calls/{id}")
  String called(
      @PathVariable long id,
      @RequestParam Map<String, String> form,
      @RequestAttribute(Member.ATTRIBUTE) Member who,
      Model model,
      HttpServletResponse response) {
    try {
      Asked asked = Asked.of(new HashMap<>(form), "outcome", "note");
      CallTasks.Came came = CallTasks.Came.of(asked.perhapsText("outcome"));
      if (came == null) {
        throw asked.wrong("outcome", "reached, done, declined, given_up or no_answer");
      }
      callDesk.report(id, came, said(asked, "note"), who, clock.instant());
      return "redirect:/calls?done=" + id;
    } catch (Refused | ResponseStatusException no) {
      refused(no, model, response);
      return calls(null, model);
    }
  }

  @GetMapping("/notes")
  String notes(@RequestParam(required = false) @Nullable Long done, Model model) {
    model.addAttribute("done", done);
    model.addAttribute("notes", notes.open());
    model.addAttribute("zone", rulebooks.current().policy().zone().getId());
    return "notes";
  }

  @PostMapping("/notes/{id}/claim")
  String claimed(
      @PathVariable long id,
      @RequestAttribute(Member.ATTRIBUTE) Member who,
      Model model,
      HttpServletResponse response) {
    try {
      noteDesk.claim(id, who, clock.instant());
      return "redirect:/notes";
    } catch (Refused no) {
      refused(no, model, response);
      return notes(null, model);
    }
  }

  @PostMapping("/notes/{id}")
  String written(
      @PathVariable long id,
      @RequestParam Map<String, String> form,
      @RequestAttribute(Member.ATTRIBUTE) Member who,
      Model model,
      HttpServletResponse response) {
    try {
      Asked asked = Asked.of(new HashMap<>(form), "outcome", "remark");
      NoteTasks.Came came = came(asked);
      noteDesk.close(id, came, said(asked, "remark"), who, clock.instant());
      return "redirect:/notes?done=" + id;
    } catch (Refused | ResponseStatusException no) {
      refused(no, model, response);
      return notes(null, model);
    }
  }

  /** What became of a note, as it is asked for here and of machines. */
  static NoteTasks.Came came(Asked asked) {
    NoteTasks.Came came = NoteTasks.Came.of(asked.text("outcome"));
    if (came == null) {
      throw asked.wrong("outcome", "written or given_up");
    }
    return came;
  }

  /** What there is to add; null where a field is left empty. */
  static @Nullable String said(Asked asked, String name) {
    String said = asked.perhapsText(name);
    if (said != null && said.length() > LONGEST) {
      throw asked.wrong(name, "at most " + LONGEST + " characters");
    }
    return said == null || said.isBlank() ? null : said.strip();
  }

  private static void refused(RuntimeException no, Model model, HttpServletResponse response) {
    if (no instanceof ResponseStatusException wrong) {
      response.setStatus(wrong.getStatusCode().value());
      model.addAttribute("refused", wrong.getReason());
    } else {
      response.setStatus(ApiProblems.status(((Refused) no).why()).value());
      model.addAttribute("refused", Objects.requireNonNull(no.getMessage()));
    }
  }
}
