package org.beforehand.decide;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Schedule.Leap;
import org.beforehand.decide.Schedule.Yearly;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** {@code schedule} in {@code campaign.yaml}, as it is written. */
final class ScheduleFile {

  private static final String EXPECTED =
      "expected one of {on: birthday, at: \"09:00\"}, {on: birthday, before: 4 working days,"
          + " at: \"09:00\"}, {on: anniversary, at: \"10:00\"},"
          + " {inactive: 60d, at: \"10:00\"} and {cron: \"0 9 1 * *\"}";
  private static final Pattern WORKING_DAYS =
      Pattern.compile("([1-9]|[12]\\d|30)\\s+working\\s+days?");
  private static final LocalDateTime ANY_DAY = LocalDateTime.of(2024, 1, 1, 0, 0);

  private ScheduleFile() {}

  static Schedule read(YamlNode written) {
    Map<String, YamlNode> fields = written.fields("on", "before", "inactive", "cron", "at", "leap");
    YamlNode on = fields.get("on");
    YamlNode inactive = fields.get("inactive");
    YamlNode cron = fields.get("cron");
    boolean atMatches = fields.containsKey("at") == (cron == null);
    boolean yearly = on != null || !fields.containsKey("leap") && !fields.containsKey("before");
    if (count(on, inactive, cron) != 1 || !atMatches || !yearly) {
      throw written.refused(EXPECTED);
    }
    if (on != null) {
      return yearly(on, fields.get("before"), at(written.required(fields, "at")), fields);
    }
    return inactive != null
        ? new Schedule.Inactive(days(inactive), at(written.required(fields, "at")))
        : cron(written.required(fields, "cron"));
  }

  private static Yearly yearly(
      YamlNode on, @Nullable YamlNode before, LocalTime at, Map<String, YamlNode> fields) {
    Yearly.Of of = on.word(Yearly.Of.class);
    if (before != null && of != Yearly.Of.BIRTHDAY) {
      throw before.refused("only a birthday is looked forward to");
    }
    return new Yearly(of, at, leap(fields.get("leap")), before == null ? 0 : workingDays(before));
  }

  private static int workingDays(YamlNode written) {
    Matcher matcher = WORKING_DAYS.matcher(written.text());
    if (!matcher.matches()) {
      throw written.refused(
          "expected 1 to 30 working days such as \"4 working days\", found \""
              + written.text()
              + "\"");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static int count(@Nullable YamlNode... nodes) {
    int count = 0;
    for (YamlNode node : nodes) {
      count += node == null ? 0 : 1;
    }
    return count;
  }

  private static LocalTime at(YamlNode written) {
    try {
      LocalTime at = LocalTime.parse(written.text());
      if (at.toSecondOfDay() % Schedule.QUARTER.toSeconds() == 0 && at.getNano() == 0) {
        return at;
      }
    } catch (DateTimeException notATime) {
      // Said below, like any other word.
    }
    throw written.refused(
        "expected a quarter of an hour such as \"09:00\" or \"09:15\", found \""
            + written.text()
            + "\"");
  }

  private static Leap leap(@Nullable YamlNode written) {
    String word = written == null ? "feb-28" : written.text();
    return switch (word) {
      case "feb-28" -> Leap.FEB_28;
      case "mar-01" -> Leap.MAR_01;
      default ->
          throw java.util.Objects.requireNonNull(written)
              .refused(
                  "expected feb-28 or mar-01, the day for those born on 29 February, found \""
                      + word
                      + "\"");
    };
  }

  private static Duration days(YamlNode written) {
    Duration lasting = written.duration();
    if (lasting.toDays() < 1 || !Duration.ofDays(lasting.toDays()).equals(lasting)) {
      throw written.refused("expected whole days such as 60d, found \"" + written.text() + "\"");
    }
    return lasting;
  }

  /** Spring's expressions begin with the seconds, a crontab with the minutes. */
  private static Schedule.Cron cron(YamlNode written) {
    String text = written.text().strip();
    if (!text.startsWith("@") && text.split("\\s+").length != 5) {
      throw written.refused(
          "expected the five fields of a crontab (minute, hour, day of month, month, day of week)"
              + " such as \"0 9 1 * *\", found \""
              + text
              + "\"");
    }
    CronExpression expression;
    try {
      expression = CronExpression.parse(text.startsWith("@") ? text : "0 " + text);
    } catch (IllegalArgumentException e) {
      throw written.refused("this is no crontab: " + e.getMessage());
    }
    LocalDateTime time = expression.next(ANY_DAY);
    if (time == null) {
      throw written.refused("there is no such day: it would never be time");
    }
    for (int i = 0; i < 100 && time != null; i++) {
      LocalDateTime next = expression.next(time);
      if (next != null && Duration.between(time, next).compareTo(Schedule.QUARTER) < 0) {
        throw written.refused("the clock is looked at every quarter of an hour; this is oftener");
      }
      time = next;
    }
    return new Schedule.Cron(expression);
  }
}
