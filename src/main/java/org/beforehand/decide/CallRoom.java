package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many calls the desk can take on: {@code calls} in {@code contact-policy.yaml}.
 *
 * @param skill what an agent must know for these calls; {@code ""} for all calls together
 * @param most in one period
 * @param per how long a period is; periods follow each other from midnight where the company is
 */
public record CallRoom(String skill, int most, Duration per) {

  /** Of all calls together. */
  public static final String ALL = "";

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  /** From {@code begins} on, up to {@code ends}. */
  public record Period(Instant begins, Instant ends) {}

  /**
   * Reads {@code [{skill: line faults, most: 60, per: 1h}, {most: 200, per: 1h}]}.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  static List<CallRoom> read(@Nullable YamlNode written) {
    List<CallRoom> rooms = new ArrayList<>();
    Set<String> skills = new HashSet<>();
    for (YamlNode one : written == null ? List.<YamlNode>of() : written.items()) {
      CallRoom room = one(one);
      if (!skills.add(room.skill)) {
        throw one.refused(
            room.skill.equals(ALL)
                ? "how many calls of all skills there may be stands above already"
                : "how many calls of \"" + room.skill + "\" there may be stands above already");
      }
      rooms.add(room);
    }
    return List.copyOf(rooms);
  }

  private static CallRoom one(YamlNode written) {
    Map<String, YamlNode> fields = written.fields("skill", "most", "per");
    YamlNode skill = fields.get("skill");
    YamlNode per = written.required(fields, "per");
    Duration length = per.duration();
    if (length.compareTo(SHORTEST) < 0
        || length.compareTo(DAY) > 0
        || DAY.toSeconds() % length.toSeconds() != 0) {
      throw per.refused(
          "expected a time from 5m to 1d into which a day can be divided, such as 30m or 1h,"
              + " found \""
              + per.text()
              + "\"");
    }
    return new CallRoom(
        skill == null ? ALL : skill.text(),
        written.required(fields, "most").number(1, 1_000_000),
        length);
  }

  /**
   * The period an instant lies in. The last one of a day lasts until midnight: an hour longer or
   * shorter where the clock is changed that day.
   *
   * @param zone where the company is
   */
  public Period at(Instant instant, ZoneId zone) {
    LocalDate day = instant.atZone(zone).toLocalDate();
    Instant midnight = day.atStartOfDay(zone).toInstant();
    Instant next = day.plusDays(1).atStartOfDay(zone).toInstant();
    long last = DAY.dividedBy(per) - 1;
    long n = Math.min(Duration.between(midnight, instant).dividedBy(per), last);
    Instant ends = midnight.plus(per.multipliedBy(n + 1));
    return new Period(
        midnight.plus(per.multipliedBy(n)), n == last || ends.isAfter(next) ? next : ends);
  }
}
