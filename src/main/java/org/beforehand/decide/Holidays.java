package org.beforehand.decide;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.beforehand.fact.Customer;
import org.beforehand.fact.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * {@code holidays} in {@code contact-policy.yaml}: on which days nobody works, where a customer
 * lives. That is the country their own zone is named for, else that of their locale, which may be
 * the language of somebody who lives elsewhere; else the company's.
 */
public final class Holidays {

  /** No day is a holiday anywhere. */
  static final Holidays NONE = new Holidays(null, Set.of());

  /** So many days of a company's own leave enough to work on. */
  private static final int MOST = 60;

  private final @Nullable String company;
  private final Set<String> also;
  private final Map<String, WorkingTime> known = new ConcurrentHashMap<>();

  private Holidays(@Nullable String company, Set<String> also) {
    this.company = company;
    this.also = also;
  }

  /**
   * Reads {@code none}, or {@code {company: NO, also: ["12-24", "2026-05-15"]}}.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  static Holidays read(@Nullable YamlNode written) {
    if (written == null || !written.isMapping() && written.text().equals("none")) {
      return NONE;
    }
    if (!written.isMapping()) {
      throw written.refused("expected none or {company: NO}, found \"" + written.text() + "\"");
    }
    Map<String, YamlNode> fields = written.fields("company", "also");
    YamlNode company = written.required(fields, "company");
    if (!PublicHolidays.countries().contains(company.text())) {
      throw company.refused(
          "expected a country of two letters such as NO, found \"" + company.text() + "\"");
    }
    Set<String> also = new HashSet<>();
    YamlNode days = fields.get("also");
    if (days != null) {
      days.items().forEach(day -> also.add(day(day)));
    }
    if (days != null && also.size() > MOST) {
      throw days.refused("expected at most " + MOST + " days, found " + also.size());
    }
    return new Holidays(company.text(), Set.copyOf(also));
  }

  private static String day(YamlNode written) {
    String text = written.text();
    try {
      return text.length() == 5
          ? MonthDay.parse("--" + text).toString().substring(2)
          : LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      throw written.refused(
          "expected days such as \"12-24\" for every year or \"2026-05-15\" for one, found \""
              + text
              + "\"");
    }
  }

  /**
   * On which days and in which hours people work where this customer lives.
   *
   * @param zone the customer's, or the company's where that is unknown
   */
  public WorkingTime of(Customer customer, ZoneId zone) {
    return in(CountryOfZone.of(customer, zone));
  }

  /** Whether the zone is named for a place in one country, as UTC is not. */
  public static boolean saysWhere(ZoneId zone) {
    return CountryOfZone.of(zone) != null;
  }

  /** The same for all who live in a zone that says where. */
  public WorkingTime at(ZoneId zone) {
    return in(CountryOfZone.of(zone));
  }

  /** The same by the country of a customer's locale. */
  public Map<String, WorkingTime> byCountry() {
    Map<String, WorkingTime> all = new TreeMap<>();
    if (company != null) {
      PublicHolidays.countries().forEach(country -> all.put(country, in(country)));
    }
    return all;
  }

  /** Where nobody knows the country it is the company's. */
  private WorkingTime in(@Nullable String country) {
    return company == null
        ? WorkingTime.MONDAY_TO_FRIDAY
        : known.computeIfAbsent(country == null ? company : country, this::calendar);
  }

  private WorkingTime calendar(String country) {
    boolean hasOwn = PublicHolidays.countries().contains(country);
    return new WorkingTime(day -> alsoClosed(day) || hasOwn && PublicHolidays.on(day, country));
  }

  private boolean alsoClosed(LocalDate day) {
    if (also.isEmpty()) {
      return false;
    }
    String date = day.toString();
    return also.contains(date) || also.contains(date.substring(5));
  }
}
