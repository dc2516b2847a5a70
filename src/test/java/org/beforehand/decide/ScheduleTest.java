package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.Schedule.Leap;
import org.beforehand.decide.Schedule.Occurrence;
import org.beforehand.decide.Schedule.Yearly;
import org.beforehand.fact.WorkingTime;
import org.junit.jupiter.api.Test;

/** When it is time, on clocks that are changed, and how authors say so. */
class ScheduleTest {

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

  private static Schedule read(String schedule) {
    return campaign("schedule: " + schedule).schedule();
  }

  private static Campaign campaign(String lines) {
    return CampaignFile.read(
        "wishes",
        "title: T\nowner: o\npurpose: goodwill\nstatus: live\nkey: event\n" + lines + "\n");
  }

  private static void refused(String lines, String... parts) {
    assertThatThrownBy(() -> campaign(lines))
        .isInstanceOfSatisfying(
            RulesRefused.class,
            refused ->
                assertThat(refused.problems().get(0).toString())
                    .startsWith("wishes/campaign.yaml:6")
                    .contains(parts));
  }

  private static List<String> names(List<Occurrence> occurrences) {
    return occurrences.stream().map(one -> one.name() + (one.today() ? " today" : "")).toList();
  }

  private static Instant at(String local, ZoneId zone) {
    return java.time.LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  @Test
  void each_kind_of_schedule_is_read_and_heard_of() {
    assertThat(read("{on: birthday, at: \"09:00\"}"))
        .isEqualTo(new Yearly(Yearly.Of.BIRTHDAY, LocalTime.of(9, 0), Leap.FEB_28));
    assertThat(read("{on: anniversary, at: \"10:15\", leap: mar-01}"))
        .isEqualTo(new Yearly(Yearly.Of.ANNIVERSARY, LocalTime.of(10, 15), Leap.MAR_01));
    assertThat(read("{inactive: 60d, at: \"10:00\"}"))
        .isEqualTo(new Schedule.Inactive(Duration.ofDays(60), LocalTime.of(10, 0)));
    assertThat(campaign("schedule: {cron: \"0 9 1 * *\"}").triggers())
        .containsExactly("schedule.wishes");
    assertThat(
            campaign("triggers: [order.paid]\nschedule: {on: birthday, at: \"09:00\"}").triggers())
        .containsExactly("order.paid", "birthday");
    assertThat(campaign("triggers: [order.paid]\nexpiry: day").expiry()).isNull();
  }

  @Test
  void working_days_before_the_birthday_are_counted_back_from_it_over_weekends() {
    Yearly four = (Yearly) read("{on: birthday, before: 4 working days, at: \"09:00\"}");
    // Tuesday 10 March 2026: Wednesday, Thursday, Friday, and the fourth is Monday.
    assertThat(four.celebratedOn(LocalDate.of(2026, 3, 10), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("03-14", "03-15", "03-16");
    assertThat(four.celebratedOn(LocalDate.of(2026, 3, 11), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("03-17");
    assertThat(four.celebratedOn(LocalDate.of(2026, 3, 14), WorkingTime.MONDAY_TO_FRIDAY))
        .isEmpty();
    Yearly one = (Yearly) read("{on: birthday, before: 1 working day, at: \"09:00\"}");
    assertThat(one.celebratedOn(LocalDate.of(2026, 2, 27), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("02-28", "02-29", "03-01", "03-02");
    // Every day of every year is somebody's, once.
    List<String> days = new java.util.ArrayList<>();
    LocalDate.of(2027, 12, 1)
        .datesUntil(LocalDate.of(2029, 1, 31))
        .forEach(day -> days.addAll(four.celebratedOn(day, WorkingTime.MONDAY_TO_FRIDAY)));
    assertThat(java.util.Collections.frequency(days, "06-15")).isEqualTo(1);
    assertThat(days.stream().filter(day -> day.startsWith("07-")).distinct().count()).isEqualTo(31);
    assertThat(four.data(LocalDate.of(2026, 12, 29), OSLO)).doesNotContainKey("year");
  }

  @Test
  void what_is_wrong_with_a_schedule_is_said_with_its_place() {
    refused("schedule: {on: christmas, at: \"09:00\"}", "birthday, anniversary");
    refused("schedule: {on: birthday}", "expected one of {on: birthday");
    refused("schedule: {on: birthday, at: \"09:07\"}", "quarter of an hour", "09:07");
    refused("schedule: {on: birthday, at: nine}", "quarter of an hour", "nine");
    refused("schedule: {on: birthday, at: \"09:00\", leap: feb-29}", "feb-28 or mar-01");
    refused("schedule: {on: birthday, cron: \"0 9 * * *\"}", "expected one of");
    refused("schedule: {inactive: 90m, at: \"09:00\"}", "whole days");
    refused("schedule: {cron: \"0 0 9 1 * *\"}", "five fields", "0 0 9 1 * *");
    refused("schedule: {cron: \"0 25 * * *\"}", "no crontab");
    refused("schedule: {cron: \"0 9 30 2 *\"}", "no such day");
    refused("schedule: {cron: \"* * * * *\"}", "every quarter of an hour");
    refused("schedule: {on: birthday, before: 4 days, at: \"09:00\"}", "4 working days", "4 days");
    refused("schedule: {on: anniversary, before: 4 working days, at: \"09:00\"}", "birthday");
    refused("schedule: {inactive: 60d, before: 4 working days, at: \"09:00\"}", "expected one of");
    refused("schedule: {wen: birthday}", "wen");
    assertThatThrownBy(
            () ->
                CampaignFile.read(
                    "wishes",
                    "title: T\nowner: o\npurpose: goodwill\nstatus: live\nkey: event.year\n"
                        + "schedule: {on: birthday, before: 4 working days, at: \"09:00\"}\n"))
        .hasMessageContaining("event.date");
  }

  @Test
  void without_triggers_there_must_be_a_schedule() {
    assertThatThrownBy(() -> campaign(""))
        .isInstanceOfSatisfying(
            RulesRefused.class,
            refused -> assertThat(refused.problems().get(0).toString()).contains("triggers"));
  }

  @Test
  void at_the_first_look_only_today_counts() {
    Schedule nine = read("{on: birthday, at: \"09:00\"}");
    assertThat(nine.since(null, at("2026-03-12T08:59", OSLO), OSLO)).isEmpty();
    assertThat(names(nine.since(null, at("2026-03-12T09:00", OSLO), OSLO)))
        .containsExactly("2026-03-12 today");
    assertThat(names(nine.since(null, at("2026-03-12T23:59", OSLO), OSLO)))
        .containsExactly("2026-03-12 today");
  }

  @Test
  void whatever_was_missed_since_the_last_time_is_named_but_no_more_than_can_be_read() {
    Schedule nine = read("{on: birthday, at: \"09:00\"}");
    assertThat(names(nine.since("2026-03-09", at("2026-03-12T08:00", OSLO), OSLO)))
        .containsExactly("2026-03-10", "2026-03-11");
    assertThat(names(nine.since("2026-03-11", at("2026-03-12T15:00", OSLO), OSLO)))
        .containsExactly("2026-03-12 today");
    assertThat(names(nine.since("2026-03-12", at("2026-03-12T15:00", OSLO), OSLO))).isEmpty();
    assertThat(nine.since("1999-01-01", at("2026-03-12T15:00", OSLO), OSLO)).hasSize(100);
  }

  @Test
  void an_hour_that_the_clock_skips_comes_later_and_one_that_comes_twice_counts_once() {
    Schedule early = read("{on: birthday, at: \"02:30\"}");
    // In Oslo, 29 March 2026 has no half past two, and 25 October has two.
    assertThat(early.since("2026-03-28", Instant.parse("2026-03-29T01:15:00Z"), OSLO)).isEmpty();
    assertThat(early.after(Instant.parse("2026-03-29T01:00:00Z"), OSLO))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(names(early.since("2026-03-28", Instant.parse("2026-03-29T01:30:00Z"), OSLO)))
        .containsExactly("2026-03-29 today");
    assertThat(early.after(Instant.parse("2026-10-24T12:00:00Z"), OSLO))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    assertThat(early.after(Instant.parse("2026-10-25T00:30:00Z"), OSLO))
        .isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
    // On Samoa there was no 30 December 2011 at all.
    ZoneId apia = ZoneId.of("Pacific/Apia");
    Schedule nine = read("{on: birthday, at: \"09:00\"}");
    assertThat(names(nine.since("2011-12-29", at("2011-12-31T09:00", apia), apia)))
        .containsExactly("2011-12-30 today", "2011-12-31 today");
  }

  @Test
  void those_born_on_the_29th_of_february_celebrate_by_the_stated_policy() {
    Yearly before = (Yearly) read("{on: birthday, at: \"09:00\"}");
    Yearly after = (Yearly) read("{on: birthday, at: \"09:00\", leap: mar-01}");
    assertThat(before.celebratedOn(LocalDate.of(2026, 2, 28), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("02-28", "02-29");
    assertThat(before.celebratedOn(LocalDate.of(2026, 3, 1), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("03-01");
    assertThat(after.celebratedOn(LocalDate.of(2026, 2, 28), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("02-28");
    assertThat(after.celebratedOn(LocalDate.of(2026, 3, 1), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("03-01", "02-29");
    for (Yearly either : List.of(before, after)) {
      assertThat(either.celebratedOn(LocalDate.of(2028, 2, 28), WorkingTime.MONDAY_TO_FRIDAY))
          .containsExactly("02-28");
      assertThat(either.celebratedOn(LocalDate.of(2028, 2, 29), WorkingTime.MONDAY_TO_FRIDAY))
          .containsExactly("02-29");
      assertThat(either.celebratedOn(LocalDate.of(2028, 3, 1), WorkingTime.MONDAY_TO_FRIDAY))
          .containsExactly("03-01");
    }
  }

  @Test
  void a_29th_of_february_comes_once_every_year_and_so_does_every_other_day() {
    for (String written :
        List.of(
            "{on: birthday, at: \"09:00\"}",
            "{on: birthday, at: \"09:00\", leap: mar-01}",
            "{on: anniversary, at: \"09:00\"}")) {
      Yearly yearly = (Yearly) read(written);
      for (int year = 2024; year <= 2028; year++) {
        List<String> days = new ArrayList<>();
        LocalDate.of(year, 1, 1)
            .datesUntil(LocalDate.of(year + 1, 1, 1))
            .forEach(day -> days.addAll(yearly.celebratedOn(day, WorkingTime.MONDAY_TO_FRIDAY)));
        assertThat(days).as("%s in %d", written, year).hasSize(366).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void before_the_day_every_birthday_has_its_turn_once_whatever_holidays_there_are() {
    Yearly four = (Yearly) read("{on: birthday, before: 4 working days, at: \"09:00\"}");
    Holidays holidays = Cases.policy("holidays: {company: NO, also: [\"12-24\"]}\n").holidays();
    for (WorkingTime there : List.of(holidays.at(OSLO), holidays.at(ZoneId.of("Asia/Tokyo")))) {
      List<String> days = new ArrayList<>();
      // From the first day whose turn is a birthday of 2025 to the last whose turn is one of 2028.
      for (LocalDate day = LocalDate.of(2024, 12, 1); day.getYear() < 2029; day = day.plusDays(1)) {
        days.addAll(four.celebratedOn(day, there));
      }
      assertThat(days.stream().filter("02-29"::equals)).hasSize(4);
      assertThat(days.stream().filter("05-17"::equals)).hasSize(4);
      assertThat(days.stream().filter("07-01"::equals)).hasSize(4);
    }
    // In 2027 the 17th of May is a Monday on which nobody in Norway works.
    assertThat(four.celebratedOn(LocalDate.of(2027, 5, 12), holidays.at(OSLO)))
        .containsExactly("05-19");
    assertThat(four.celebratedOn(LocalDate.of(2027, 5, 12), WorkingTime.MONDAY_TO_FRIDAY))
        .containsExactly("05-18");
  }

  @Test
  void a_crontab_may_say_several_times_a_day_and_only_the_last_is_followed() {
    Schedule cron = read("{cron: \"0 9,15 * * 1-5\"}");
    // A Friday, and the Monday after.
    assertThat(names(cron.since("2026-03-13T09:00", at("2026-03-16T16:00", OSLO), OSLO)))
        .containsExactly("2026-03-13T15:00", "2026-03-16T09:00 today", "2026-03-16T15:00 today");
  }
}
