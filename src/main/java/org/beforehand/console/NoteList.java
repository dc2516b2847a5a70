package org.beforehand.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CallScripts;
import org.beforehand.desk.NoteTasks;
import org.jspecify.annotations.Nullable;

/** The notes to be written by hand, as a colleague needs to see them. */
final class NoteList {

  private static final int MOST = 200;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private final NoteTasks notes;
  private final CallScripts texts;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  NoteList(NoteTasks notes, CallScripts texts, Rulebooks rulebooks, InstantSource clock) {
    this.notes = notes;
    this.texts = texts;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /**
   * One of them.
   *
   * @param text what is to be written, in the customer's language; null where it cannot be made
   * @param due when it is to be in the post, and as a day on the company's calendar
   * @param claimedBy who writes it; null where nobody has taken it on yet
   */
  record Note(
      long id,
      String customer,
      @Nullable String name,
      String campaign,
      @Nullable String text,
      @Nullable String language,
      Instant due,
      String dueHere,
      boolean overdue,
      @Nullable String claimedBy) {}

  /** The most urgent first, at most 200; what is written or given up is not among them. */
  List<Note> open() {
    Instant now = clock.instant();
    List<NoteTasks.Task> open = notes.open(MOST);
    Map<Long, CallScripts.Script> written =
        texts.of(open.stream().map(NoteTasks.Task::outreach).toList(), now);
    return open.stream().map(task -> note(task, written.get(task.outreach()), now)).toList();
  }

  private Note note(NoteTasks.Task task, CallScripts.@Nullable Script script, Instant now) {
    return new Note(
        task.outreach(),
        task.customer(),
        script == null ? null : script.customer().name(),
        task.campaign(),
        script == null ? null : script.note(),
        script == null ? null : script.language().toLanguageTag(),
        task.due(),
        DAY.format(task.due().atZone(rulebooks.current().policy().zone())),
        now.isAfter(task.due()),
        task.claimedBy());
  }
}
