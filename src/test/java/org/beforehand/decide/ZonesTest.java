package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.SharedData;
import org.beforehand.fact.WorkingTime;
import org.junit.jupiter.api.Test;

/**
 * Windows open by the clock on the wall, in every zone there is and at every change of a clock up
 * to 2030: held against the changes as the IANA database has them, and not as Java does.
 */
class ZonesTest {

  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) +\\w{3} (\\w{3}) +(\\d+) (\\d\\d:\\d\\d:\\d\\d) (\\d{4}) UT = .* gmtoff=(-?\\d+)");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ENGLISH);
  private static final Instant FROM = Instant.parse("2024-01-02T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2030-12-30T00:00:00Z");
  private static final int MINUTE = 60;

  /** Since 2025. */
  private static final Set<String> NEW = Set.of("America/Coyhaique");

  private static final List<ContactPolicy.Window> WINDOWS =
      List.of(
          Cases.window("08:00", "21:00"),
          Cases.window("02:00", "03:00"),
          Cases.window("02:30", "02:45"),
          Cases.window("00:00", "00:30"),
          Cases.window("23:15", "23:45"),
          Cases.window("01:00", "23:00"));

  /**
   * A zone as the database has it.
   *
   * @param changes the offset in seconds from an instant on, in seconds
   */
  private record Zone(String name, TreeMap<Long, Integer> changes) {

    /** What the clock on the wall shows, in seconds of its day. */
    int wall(long at) {
      Map.Entry<Long, Integer> last = changes.floorEntry(at);
      int offset = (last == null ? changes.firstEntry() : last).getValue();
      return (int) Math.floorMod(at + offset, 86_400L);
    }

    boolean holds(ContactPolicy.Window window, long at) {
      int wall = wall(at);
      return wall >= window.from().toSecondOfDay() && wall < window.until().toSecondOfDay();
    }

    /** By looking at the wall every minute. */
    long opening(ContactPolicy.Window window, long due) {
      long at = due;
      while (!holds(window, at)) {
        at = at - Math.floorMod(at, (long) MINUTE) + MINUTE;
      }
      return at;
    }
  }

  /** Those that Java knows too: it may be older than the database. */
  private static List<Zone> known() throws IOException {
    List<Zone> known = new ArrayList<>();
    for (Zone zone : zones()) {
      if (ZoneId.getAvailableZoneIds().contains(zone.name())) {
        known.add(zone);
      } else {
        assertThat(NEW).contains(zone.name());
      }
    }
    return known;
  }

  /** Each change is two lines: the last second before it, and the first after it. */
  private static List<Zone> zones() throws IOException {
    Map<String, Zone> zones = new TreeMap<>();
    for (String line : Files.readAllLines(SharedData.path("tz/zdump_2024_2030.txt"))) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      String day = String.join(" ", parts.group(5), parts.group(2), parts.group(3), parts.group(4));
      zones
          .computeIfAbsent(parts.group(1), name -> new Zone(name, new TreeMap<>()))
          .changes()
          .put(
              LocalDateTime.parse(day, DAY).toEpochSecond(ZoneOffset.UTC),
              Integer.valueOf(parts.group(6)));
    }
    return List.copyOf(zones.values());
  }

  @Test
  void every_window_opens_by_the_wall_at_every_change_of_a_clock_until_2030() throws IOException {
    Random random = new Random(7);
    TreeSet<String> differ = new TreeSet<>();
    int asked = 0;
    List<Zone> zones = known();
    assertThat(zones).hasSizeGreaterThan(100);
    for (Zone zone : zones) {
      List<Long> dues = new ArrayList<>();
      for (long change : zone.changes().keySet()) {
        for (int around = 0; around < 3; around++) {
          dues.add(change - 36 * 3_600 + random.nextInt(40 * 3_600));
        }
      }
      for (long due : dues) {
        ContactPolicy.Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        asked++;
        OpenHours ours =
            new OpenHours(window, ZoneId.of(zone.name()), WorkingTime.MONDAY_TO_FRIDAY);
        long opens = ours.opening(Instant.ofEpochSecond(due)).getEpochSecond();
        if (opens != zone.opening(window, due)) {
          differ.add(zone.name());
        }
      }
    }
    System.out.println("zones: " + zones.size() + ", openings asked for: " + asked);
    assertThat(differ).as("opens at another time than the database says").isEmpty();
  }

  @Test
  void and_of_zones_whose_clock_never_changes_too() throws IOException {
    TreeSet<String> changing = new TreeSet<>();
    zones().forEach(zone -> changing.add(zone.name()));
    TreeSet<String> all = new TreeSet<>();
    for (String line : Files.readAllLines(SharedData.path("tz/zone1970.tab"))) {
      if (!line.startsWith("#")) {
        all.add(line.split("\t")[2]);
      }
    }
    assertThat(all).hasSizeGreaterThan(300);
    Random random = new Random(11);
    for (String name : all) {
      if (changing.contains(name) || NEW.contains(name)) {
        continue;
      }
      // Which offset it is the file does not say; that it stays the same it does.
      int offset = ZoneId.of(name).getRules().getOffset(FROM).getTotalSeconds();
      Zone zone = new Zone(name, new TreeMap<>(Map.of(0L, offset)));
      for (int n = 0; n < 20; n++) {
        long due = random.nextLong(FROM.getEpochSecond(), UNTIL.getEpochSecond());
        ContactPolicy.Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        assertThat(
                new OpenHours(window, ZoneId.of(name), WorkingTime.MONDAY_TO_FRIDAY)
                    .opening(Instant.ofEpochSecond(due)))
            .as("%s, %s", name, LocalTime.ofSecondOfDay(zone.wall(due)))
            .isEqualTo(Instant.ofEpochSecond(zone.opening(window, due)));
      }
    }
  }
}
