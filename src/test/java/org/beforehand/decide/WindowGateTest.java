package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.SharedData;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.WorkingTime;
import org.junit.jupiter.api.Test;

/** Nothing leaves outside the customer's own hours, whatever is done to the customer's clock. */
class WindowGateTest {

  private static final List<ContactPolicy.Window> WINDOWS =
      List.of(
          Cases.DAY,
          Cases.window("01:30", "02:10"),
          Cases.window("02:30", "05:00"),
          Cases.window("00:00", "00:45"),
          Cases.window("22:00", "23:59"),
          workingDays("08:00", "21:00"),
          workingDays("00:00", "00:00"));

  private static final List<String> ODD =
      List.of(
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "Africa/Casablanca",
          "Antarctica/Troll",
          "Asia/Kathmandu",
          "America/Santiago",
          "Africa/Cairo",
          "Asia/Gaza",
          "Asia/Beirut",
          "Pacific/Chatham",
          "America/Nuuk",
          "America/Havana",
          "Atlantic/Azores",
          "Europe/Oslo",
          "America/St_Johns",
          "Pacific/Kwajalein");

  private static ContactPolicy.Window workingDays(String from, String until) {
    return new ContactPolicy.Window(
        null, null, LocalTime.parse(from), LocalTime.parse(until), ContactPolicy.Days.WORKING);
  }

  private static Instant opening(ContactPolicy.Window window, String zone, String due) {
    return opening(window, ZoneId.of(zone), Instant.parse(due));
  }

  private static Instant opening(ContactPolicy.Window window, ZoneId zone, Instant due) {
    return new OpenHours(window, zone, WorkingTime.MONDAY_TO_FRIDAY).opening(due);
  }

  @Test
  void within_the_hours_it_leaves_at_once_and_otherwise_at_the_next_opening() {
    assertThat(opening(Cases.DAY, "Europe/Oslo", "2026-01-14T07:00:00Z"))
        .isEqualTo("2026-01-14T07:00:00Z");
    assertThat(opening(Cases.DAY, "Europe/Oslo", "2026-01-14T06:59:59Z"))
        .isEqualTo("2026-01-14T07:00:00Z");
    assertThat(opening(Cases.DAY, "Europe/Oslo", "2026-01-14T19:59:59Z"))
        .isEqualTo("2026-01-14T19:59:59Z");
    assertThat(opening(Cases.DAY, "Europe/Oslo", "2026-01-14T20:00:00Z"))
        .isEqualTo("2026-01-15T07:00:00Z");
  }

  @Test
  void a_night_on_which_the_clock_is_changed_ends_when_the_wall_says_so() {
    // Eleven hours from 21:00 to 08:00, ten in spring and twelve in autumn.
    assertThat(opening(Cases.DAY, "Europe/Oslo", "2026-03-28T20:00:00Z"))
        .isEqualTo("2026-03-29T06:00:00Z");
    assertThat(opening(Cases.DAY, "Europe/Oslo", "2026-10-24T19:00:00Z"))
        .isEqualTo("2026-10-25T07:00:00Z");
  }

  @Test
  void a_skipped_opening_hour_opens_when_it_is_over() {
    // On 29 March 2026 Oslo goes from 02:00 to 03:00 at 01:00 UTC.
    assertThat(opening(Cases.window("02:30", "05:00"), "Europe/Oslo", "2026-03-29T00:30:00Z"))
        .isEqualTo("2026-03-29T01:00:00Z");
  }

  @Test
  void a_window_that_is_skipped_whole_waits_for_the_next_day() {
    assertThat(opening(Cases.window("02:10", "02:50"), "Europe/Oslo", "2026-03-29T00:30:00Z"))
        .isEqualTo("2026-03-30T00:10:00Z");
  }

  @Test
  void a_skipped_closing_hour_closes_when_the_clock_jumps_past_it() {
    // 01:30-02:30: at 01:00 UTC the wall shows 03:00, which is past the end.
    assertThat(opening(Cases.window("01:30", "02:30"), "Europe/Oslo", "2026-03-29T01:10:00Z"))
        .isEqualTo("2026-03-29T23:30:00Z");
  }

  @Test
  void a_repeated_hour_is_judged_by_what_the_wall_shows() {
    // On 25 October 2026 Oslo shows 02:00-03:00 twice, from 00:00 and from 01:00 UTC.
    ContactPolicy.Window window = Cases.window("02:30", "02:45");
    assertThat(opening(window, "Europe/Oslo", "2026-10-25T00:00:00Z"))
        .isEqualTo("2026-10-25T00:30:00Z");
    assertThat(opening(window, "Europe/Oslo", "2026-10-25T00:50:00Z"))
        .isEqualTo("2026-10-25T01:30:00Z");
    assertThat(opening(window, "Europe/Oslo", "2026-10-25T01:45:00Z"))
        .isEqualTo("2026-10-26T01:30:00Z");
  }

  @Test
  void a_day_that_a_zone_left_out_is_no_day_to_send_on() {
    // Apia went from Thursday 29 to Saturday 31 December 2011.
    assertThat(opening(Cases.DAY, "Pacific/Apia", "2011-12-30T09:00:00Z"))
        .isEqualTo("2011-12-30T18:00:00Z");
    assertThat(opening(workingDays("08:00", "21:00"), "Pacific/Apia", "2011-12-30T09:00:00Z"))
        .isEqualTo("2012-01-01T18:00:00Z");
  }

  @Test
  void calls_wait_from_friday_night_to_monday_morning() {
    assertThat(opening(workingDays("08:00", "21:00"), "Europe/Oslo", "2026-03-13T20:30:00Z"))
        .isEqualTo("2026-03-16T07:00:00Z");
    assertThat(opening(workingDays("00:00", "00:00"), "Europe/Oslo", "2026-03-13T23:30:00Z"))
        .isEqualTo("2026-03-15T23:00:00Z");
  }

  @Test
  void the_opening_is_the_first_minute_the_wall_allows_around_every_change_of_odd_clocks() {
    for (String name : ODD) {
      ZoneId zone = ZoneId.of(name);
      for (Instant change : changes(zone)) {
        for (ContactPolicy.Window window : WINDOWS) {
          for (int minutes = -1800; minutes <= 1800; minutes += 173) {
            Instant due = change.plus(Duration.ofMinutes(minutes));
            Instant expected = due;
            while (!allows(window, LocalDateTime.ofInstant(expected, zone))) {
              expected = expected.plusSeconds(60);
            }
            assertThat(opening(window, zone, due))
                .as("%s %s %s", name, window, due)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void every_zone_keeps_its_hours_by_the_time_zone_data_of_others() throws IOException {
    Map<String, TreeMap<Instant, Integer>> offsets = zdump();
    int judged = 0;
    for (var zone : offsets.entrySet()) {
      for (Instant change : zone.getValue().keySet()) {
        // Where the two data sets are of different years, neither is wrong.
        if (!agree(zone.getKey(), zone.getValue(), change)) {
          continue;
        }
        for (ContactPolicy.Window window : WINDOWS) {
          Instant opens = opening(window, ZoneId.of(zone.getKey()), change);
          var offset = zone.getValue().floorEntry(opens);
          if (!opens.isAfter(change.plus(Duration.ofDays(5))) && offset != null) {
            assertThat(allows(window, local(opens, offset.getValue())))
                .as("%s %s %s", zone.getKey(), window, opens)
                .isTrue();
            judged++;
          }
        }
      }
    }
    assertThat(judged).isGreaterThan(15_000);
  }

  @Test
  void what_the_customer_asked_for_is_never_held_back() {
    Candidate night = Cases.candidate(Purpose.REQUESTED, Instant.parse("2026-03-12T02:00:00Z"));
    assertThat(new WindowGate().judge(night, Cases.dossier(), Cases.policy(), night.due()))
        .isInstanceOf(Verdict.Send.class);
    Candidate care = Cases.candidate(Purpose.CARE, Instant.parse("2026-03-12T02:00:00Z"));
    assertThat(new WindowGate().judge(care, Cases.dossier(), Cases.policy(), care.due()))
        .isEqualTo(new Verdict.Hold(Instant.parse("2026-03-12T07:00:00Z"), Reason.QUIET_HOURS));
  }

  private static boolean allows(ContactPolicy.Window window, LocalDateTime local) {
    boolean day =
        window.days().equals(ContactPolicy.Days.ALL)
            || local.getDayOfWeek() != DayOfWeek.SATURDAY
                && local.getDayOfWeek() != DayOfWeek.SUNDAY;
    LocalTime time = local.toLocalTime();
    return day
        && (window.from().equals(window.until())
            || time.compareTo(window.from()) >= 0 && time.compareTo(window.until()) < 0);
  }

  private static List<Instant> changes(ZoneId zone) {
    List<Instant> changes = new ArrayList<>();
    ZoneOffsetTransition next =
        zone.getRules().nextTransition(Instant.parse("2024-01-01T00:00:00Z"));
    while (next != null && changes.size() < 6) {
      changes.add(next.getInstant());
      next = zone.getRules().nextTransition(next.getInstant());
    }
    ZoneOffsetTransition last =
        zone.getRules().previousTransition(Instant.parse("2024-01-01T00:00:00Z"));
    if (last != null) {
      changes.add(last.getInstant());
    }
    if (zone.getId().equals("Pacific/Apia")) {
      changes.add(Instant.parse("2011-12-30T10:00:00Z"));
    }
    if (zone.getId().equals("Pacific/Kwajalein")) {
      changes.add(Instant.parse("1993-08-21T12:00:00Z"));
    }
    return changes;
  }

  private static boolean agree(String zone, TreeMap<Instant, Integer> offsets, Instant around) {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      return false;
    }
    for (int days = 0; days <= 5; days++) {
      Instant instant = around.plus(Duration.ofDays(days));
      int ours = ZoneId.of(zone).getRules().getOffset(instant).getTotalSeconds();
      if (ours != offsets.floorEntry(instant).getValue()) {
        return false;
      }
    }
    return true;
  }

  private static LocalDateTime local(Instant instant, int offset) {
    return LocalDateTime.ofInstant(instant.plusSeconds(offset), ZoneOffset.UTC);
  }

  /** Per zone, the offset that holds from an instant on. */
  private static Map<String, TreeMap<Instant, Integer>> zdump() throws IOException {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ROOT);
    Map<String, TreeMap<Instant, Integer>> offsets = new TreeMap<>();
    for (String line : Files.readAllLines(SharedData.path("tz/zdump_2024_2030.txt"))) {
      String[] words = line.split("\\s+");
      Instant from =
          LocalDateTime.parse(String.join(" ", words[2], words[3], words[4], words[5]), time)
              .toInstant(ZoneOffset.UTC);
      int offset = Integer.parseInt(words[words.length - 1].replace("gmtoff=", ""));
      offsets.computeIfAbsent(words[0], zone -> new TreeMap<>()).put(from, offset);
    }
    return offsets;
  }
}
