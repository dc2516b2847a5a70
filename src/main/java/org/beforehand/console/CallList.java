package org.beforehand.console;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CallScripts;
import org.beforehand.desk.CallTasks;
import org.jspecify.annotations.Nullable;

/** The open calls as an agent needs to see them. */
final class CallList {
  private static final int MOST = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

  private final CallTasks tasks;
  private final CallScripts scripts;
  private final Rulebooks rulebooks;
  private final InstantSource clock;

  CallList(CallTasks tasks, CallScripts scripts, Rulebooks rulebooks, InstantSource clock) {
    this.tasks = tasks;
    this.scripts = scripts;
    this.rulebooks = rulebooks;
    this.clock = clock;
  }

  /**
   * One call.
   *
   * @param outreach its number
   * @param script safe HTML, or null where it cannot be written
   * @param agentSpeaks the language the agent is asked to speak; null where any will do
   * @param dueHere on the company's clock
   * @param nowThere what time it is for the customer
   */
  record Call(
      long outreach,
      String customer,
      @Nullable String name,
      @Nullable String phone,
      String campaign,
      String skill,
      @Nullable String agentSpeaks,
      @Nullable String script,
      String language,
      Instant due,
      String dueHere,
      String dueThere,
      String nowThere,
      String zone,
      boolean overdue) {}

  /** The most urgent first. */
  List<Call> open() {
    Instant now = clock.instant();
    List<CallTasks.Task> open = tasks.open(now, MOST);
    Map<Long, CallScripts.Script> written =
        scripts.of(open.stream().map(CallTasks.Task::outreach).toList(), now);
    return open.stream().map(task -> call(task, written.get(task.outreach()), now)).toList();
  }

  private Call call(CallTasks.Task task, CallScripts.@Nullable Script script, Instant now) {
    ZoneId here = rulebooks.current().policy().zone();
    ZoneId there = script == null ? here : script.zone();
    return new Call(
        task.outreach(),
        task.customer(),
        script == null ? null : script.customer().name(),
        script == null ? null : script.customer().phone(),
        task.campaign(),
        task.skill(),
        task.inLanguage() && script != null ? language(script.customer().locale()) : null,
        script == null ? null : script.html(),
        script == null ? "en" : script.language().toLanguageTag(),
        task.due(),
        TIME.format(task.due().atZone(here)),
        TIME.format(task.due().atZone(there)),
        TIME.format(now.atZone(there)),
        there.getId(),
        now.isAfter(task.due()));
  }

  private static @Nullable String language(@Nullable Locale locale) {
    return locale == null ? null : locale.getDisplayLanguage(Locale.ENGLISH);
  }
}
