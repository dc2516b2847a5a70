package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beforehand.SharedData;
import org.beforehand.fact.WorkingTime;
import org.junit.jupiter.api.Test;

/** Days on which nobody works, where the customer lives. */
class HolidaysTest {

  private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
  private static final LocalDate MAY_17 = LocalDate.of(2027, 5, 17);

  private static final List<String> COUNTRIES =
      List.of("NO", "SE", "FI", "EE", "DE", "FR", "GB", "US", "PL", "NL");

  /**
   * The working days on which the other calendar and ours do not agree, by country and the other's
   * name, or the date where only ours is closed.
   */
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "GB Easter Monday",
              "no holiday in Scotland, and ours has only those of the whole country",
          "US Columbus Day", "no holiday in half of the states, and few firms close",
          "US 2028-11-10", "Veterans Day is on a Saturday and is made up for on the Friday before",
          "SE eve", "the law counts the eves of Midsummer, Christmas and the New Year as Sundays",
          "FI eve", "the eves of Midsummer and Christmas are days off by every agreement",
          "NL 05-05", "Liberation Day is a holiday, though many firms close only every fifth year");

  private static Holidays holidays(String written) {
    return Cases.policy("holidays: " + written + "\n").holidays();
  }

  private static WorkingTime of(Holidays holidays, String locale, String zone) {
    ZoneId there = ZoneId.of(zone);
    return holidays.of(Cases.customer(there, locale), there);
  }

  @Test
  void the_country_is_that_of_the_zone_else_of_the_locale_else_of_the_company() {
    Holidays norway = holidays("{company: NO}");
    assertThat(of(norway, "nb-NO", "Europe/Stockholm").isWorkingDay(MAY_17)).isTrue();
    assertThat(of(norway, "en-GB", "Europe/Oslo").isWorkingDay(MAY_17)).isFalse();
    assertThat(of(norway, "sv-SE", "UTC").isWorkingDay(MAY_17)).isTrue();
    assertThat(of(norway, "en", "Europe/Oslo").isWorkingDay(MAY_17)).isFalse();
    assertThat(of(norway, "en", "Asia/Calcutta").isWorkingDay(MAY_17)).isTrue();
    assertThat(of(norway, "es-419", "UTC").isWorkingDay(MAY_17)).isFalse();
    assertThat(Cases.policy("").holidays().at(OSLO).isWorkingDay(MAY_17)).isTrue();
    assertThat(holidays("none").at(OSLO).isWorkingDay(MAY_17)).isTrue();
  }

  @Test
  void a_company_closes_on_days_of_its_own() {
    Holidays closed = holidays("{company: NO, also: [\"12-24\", \"2027-05-18\"]}");
    WorkingTime sweden = of(closed, "sv-SE", "Europe/Stockholm");
    assertThat(sweden.dayAfter(LocalDate.of(2026, 12, 23))).isEqualTo("2026-12-28");
    assertThat(sweden.isWorkingDay(LocalDate.of(2027, 5, 18))).isFalse();
    assertThat(sweden.isWorkingDay(LocalDate.of(2028, 5, 18))).isTrue();
  }

  @Test
  void a_new_years_day_on_a_saturday_is_made_up_for_in_the_old_year() {
    WorkingTime there = of(holidays("{company: NO}"), "en-US", "America/New_York");
    assertThat(there.isWorkingDay(LocalDate.of(2027, 12, 31))).isFalse();
    assertThat(there.isWorkingDay(LocalDate.of(2026, 12, 31))).isTrue();
  }

  @Test
  void what_is_written_wrong_is_named_with_its_line() {
    refused("holidays: {company: Norway}", "company: expected a country of two letters such as NO");
    refused("holidays: {also: [\"12-24\"]}", "expected a line \"company: ...\"");
    refused("holidays: {company: NO, also: [\"24.12.\"]}", "expected days such as \"12-24\"");
    refused("holidays: some", "expected none or {company: NO}");
  }

  private static void refused(String line, String why) {
    assertThatThrownBy(() -> Cases.policy(line))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:4")
        .hasMessageContaining(why);
  }

  @Test
  void ten_countries_close_on_the_days_that_others_say_but_for_named_differences()
      throws IOException {
    Map<String, Map<LocalDate, String>> others = others();
    Holidays ours = holidays("{company: NO}");
    Set<String> met = new TreeSet<>();
    for (String country : COUNTRIES) {
      WorkingTime there = of(ours, "en-" + country, "UTC");
      Map<LocalDate, String> its = others.getOrDefault(country, Map.of());
      assertThat(its).as(country).hasSizeGreaterThan(35);
      LocalDate.of(2024, 1, 1)
          .datesUntil(LocalDate.of(2029, 1, 1))
          .filter(day -> WorkingTime.MONDAY_TO_FRIDAY.isWorkingDay(day))
          .filter(day -> there.isHoliday(day) != its.containsKey(day))
          .forEach(day -> met.add(named(country, day, its.get(day))));
    }
    assertThat(met).containsExactlyInAnyOrderElementsOf(DIFFERENT.keySet());
  }

  private static String named(String country, LocalDate day, String name) {
    String date = day.toString().substring(5);
    boolean midsummerEve =
        day.getDayOfWeek() == DayOfWeek.FRIDAY
            && date.compareTo("06-19") >= 0
            && date.compareTo("06-25") <= 0;
    boolean nordic = country.equals("SE") || country.equals("FI");
    if (name != null) {
      return country + " " + name;
    } else if (nordic && (midsummerEve || date.equals("12-24"))
        || country.equals("SE") && date.equals("12-31")) {
      return country + " eve";
    }
    return country + " " + (country.equals("NL") ? date : day);
  }

  /** Per country, what is a public holiday, by name. */
  private static Map<String, Map<LocalDate, String>> others() throws IOException {
    return Files.readAllLines(SharedData.path("holidays/holidays_2024_2028.csv")).stream()
        .map(line -> line.split(",", 6))
        .filter(fields -> fields[4].equals("public"))
        .collect(
            Collectors.groupingBy(
                fields -> fields[0],
                Collectors.toMap(
                    fields -> LocalDate.parse(fields[1].substring(0, 10)),
                    fields -> fields[5],
                    (one, other) -> one,
                    TreeMap::new)));
  }
}
