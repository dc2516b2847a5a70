package org.beforehand.decide;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.decide.ContactPolicy.Days;
import org.beforehand.decide.ContactPolicy.Window;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/** {@code windows} in {@code contact-policy.yaml}, as they are written. */
final class WindowFile {

  private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private enum OnHolidays {
    OPEN,
    CLOSED
  }

  private WindowFile() {}

  static List<Window> read(YamlNode written) {
    List<Window> windows = written.items().stream().map(WindowFile::window).toList();
    Window last = windows.isEmpty() ? null : windows.get(windows.size() - 1);
    if (last == null || last.purpose() != null || last.channel() != null) {
      throw written.refused("expected the last one to fit every purpose and channel");
    }
    return windows;
  }

  private static Window window(YamlNode written) {
    Map<String, YamlNode> fields =
        written.fields("purpose", "channel", "hours", "days", "holidays");
    YamlNode purpose = fields.get("purpose");
    YamlNode channel = fields.get("channel");
    YamlNode hours = written.required(fields, "hours");
    LocalTime from = LocalTime.MIDNIGHT;
    LocalTime until = LocalTime.MIDNIGHT;
    if (!hours.text().equals("any")) {
      String[] ends = hours.text().split("-", -1);
      try {
        from = LocalTime.parse(ends[0].strip());
        until = LocalTime.parse(ends[1].strip());
      } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
        throw hours.refused("expected any or 08:00-21:00, found \"" + hours.text() + "\"");
      }
      if (!from.isBefore(until)) {
        throw hours.refused(
            "expected the first hour before the last, found \"" + hours.text() + "\"");
      }
    }
    return new Window(
        purpose == null ? null : purpose.word(Purpose.class),
        channel == null ? null : channel.word(Channel.class),
        from,
        until,
        onHolidays(days(fields.get("days")), fields.get("holidays")));
  }

  private static Days days(@Nullable YamlNode written) {
    if (written == null) {
      return Days.ALL;
    }
    if (written.isList()) {
      return new Days(Set.copyOf(named(written)), true);
    }
    return switch (written.text()) {
      case "all" -> Days.ALL;
      case "working" -> Days.WORKING;
      default ->
          throw written.refused(
              "expected all, working or a list such as [mon, wed], found \""
                  + written.text()
                  + "\"");
    };
  }

  private static Set<DayOfWeek> named(YamlNode written) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (YamlNode day : written.items()) {
      int found = WEEK.indexOf(day.text());
      if (found < 0) {
        throw day.refused(
            "expected one of " + String.join(", ", WEEK) + ", found \"" + day.text() + "\"");
      }
      days.add(DayOfWeek.of(found + 1));
    }
    if (days.isEmpty()) {
      throw written.refused("expected at least one day");
    }
    return days;
  }

  private static Days onHolidays(Days days, @Nullable YamlNode written) {
    return written == null
        ? days
        : new Days(days.ofWeek(), written.word(OnHolidays.class) == OnHolidays.OPEN);
  }
}
