package org.beforehand.fact;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the company last described them. Only the identifier is certain.
 *
 * @param id the company's own identifier
 * @param name full name, as written by the company
 * @param given the name to greet with
 * @param email an address that passed validation
 * @param phone as given
 * @param locale language and region of messages
 * @param zone where the customer lives, for every hour and date that concerns them; null where the
 *     company did not say
 * @param birthday month and day; the year is {@code birthYear} where known
 * @param birthYear year of birth, where known
 * @param since first day as a customer
 * @param tier the company's own grading
 * @param deceased nobody deceased is ever contacted
 * @param preferred channels in the customer's order
 * @param scopes what the customer depends on, such as {@code circuit:1201}
 * @param traits anything else the company knows, and what rules remembered over it
 * @param working when people work where the customer lives; no part of the record
 */
public record Customer(
    String id,
    @Nullable String name,
    @Nullable String given,
    @Nullable String email,
    @Nullable String phone,
    @Nullable Locale locale,
    @Nullable ZoneId zone,
    @Nullable MonthDay birthday,
    @Nullable Integer birthYear,
    @Nullable LocalDate since,
    @Nullable String tier,
    boolean deceased,
    List<Channel> preferred,
    Set<String> scopes,
    Map<String, Object> traits,
    WorkingTime working) {

  /** As the company describes them. */
  public Customer(
      String id,
      @Nullable String name,
      @Nullable String given,
      @Nullable String email,
      @Nullable String phone,
      @Nullable Locale locale,
      @Nullable ZoneId zone,
      @Nullable MonthDay birthday,
      @Nullable Integer birthYear,
      @Nullable LocalDate since,
      @Nullable String tier,
      boolean deceased,
      List<Channel> preferred,
      Set<String> scopes,
      Map<String, Object> traits) {
    this(
        id,
        name,
        given,
        email,
        phone,
        locale,
        zone,
        birthday,
        birthYear,
        since,
        tier,
        deceased,
        preferred,
        scopes,
        traits,
        WorkingTime.MONDAY_TO_FRIDAY);
  }

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:[.]\\d{1,9})?");
  private static final Set<String> YES = Set.of("yes", "true");

  /** The trait as text, or null where it is absent or not text. */
  public @Nullable String trait(String name) {
    return traits.get(name) instanceof String text ? text : null;
  }

  /** The same customer living in this zone, where people work then. */
  public Customer in(ZoneId other, WorkingTime there) {
    return new Customer(
        id, name, given, email, phone, locale, other, birthday, birthYear, since, tier, deceased,
        preferred, scopes, traits, there);
  }

  /** A trait that names something, as text; null where it is absent or a list. */
  public @Nullable String word(String name) {
    Object value = traits.get(name);
    return value instanceof String || value instanceof Number ? value.toString() : null;
  }

  /** The trait as a number, also where a table has it as text; null where it is none. */
  public @Nullable BigDecimal number(String name) {
    String written = word(name);
    return written != null && NUMBER.matcher(written).matches() ? new BigDecimal(written) : null;
  }

  /** Whether the trait is present. */
  public boolean knows(String name) {
    return traits.get(name) != null;
  }

  /** Whether the trait is true, or says yes as a table has it. */
  public boolean yes(String name) {
    Object value = traits.get(name);
    return Boolean.TRUE.equals(value)
        || value instanceof String text && YES.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether messages are written in this language, such as {@code nb}. */
  public boolean speaks(String language) {
    return locale != null && locale.getLanguage().equals(language);
  }

  /** What the clock shows where the customer lives; in UTC where nobody knows. */
  public LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, zone == null ? ZoneOffset.UTC : zone);
  }

  /** Whether it is a working day there. */
  public boolean workingDay(Instant at) {
    return working.isWorkingDay(local(at).toLocalDate());
  }

  /**
   * Whether the clock there shows this time or later, and not yet that one; from 22:00 to 06:00 is
   * a night.
   */
  public boolean between(Instant at, String from, String until) {
    LocalTime time = local(at).toLocalTime();
    LocalTime begin = LocalTime.parse(from);
    LocalTime end = LocalTime.parse(until);
    boolean begun = !time.isBefore(begin);
    boolean over = !time.isBefore(end);
    return begin.isBefore(end) ? begun && !over : begun || !over;
  }

  /** Whether it is that month there, by its English name in capitals. */
  public boolean inMonth(Instant at, String month) {
    return local(at).getMonth() == Month.valueOf(month.toUpperCase(Locale.ROOT));
  }

  /** Whether the customer has been one for so many days; false where nobody knows since when. */
  public boolean withUs(Instant at, int days) {
    return since != null && !since.plusDays(days).isAfter(local(at).toLocalDate());
  }

  /** Whether the birthday is so many days ahead; 0 for today. */
  public boolean birthdayIn(Instant at, int days) {
    return birthday != null
        && MonthDay.from(local(at).toLocalDate().plusDays(days)).equals(birthday);
  }

  /** The same customer with these traits over what the record says. */
  public Customer with(Map<String, String> remembered) {
    if (remembered.isEmpty()) {
      return this;
    }
    Map<String, Object> all = new HashMap<>(traits);
    all.putAll(remembered);
    return new Customer(
        id,
        name,
        given,
        email,
        phone,
        locale,
        zone,
        birthday,
        birthYear,
        since,
        tier,
        deceased,
        preferred,
        scopes,
        Map.copyOf(all),
        working);
  }

  /** The age the customer reaches in the year of the event, or null where it is not known. */
  public @Nullable Integer age(Event event) {
    return birthYear == null ? null : year(event) - birthYear;
  }

  /** Whether that age is one that is celebrated: 18, and every ten years from 30 on. */
  public boolean roundBirthday(Event event) {
    Integer age = age(event);
    return age != null && (age == 18 || age >= 30 && age % 10 == 0);
  }

  /** How many years the customer has been one on the event's anniversary; 0 where unknown. */
  public int years(Event event) {
    return since == null ? 0 : Math.max(0, year(event) - since.getYear());
  }

  /**
   * A schedule's event says which year it is where the customer lives; one that comes before the
   * birthday may come in the year before.
   */
  private int year(Event event) {
    BigDecimal stated = event.number("year");
    if (stated != null) {
      return stated.intValue();
    }
    LocalDate day = local(event.time()).toLocalDate();
    boolean nextYear =
        event.number(Event.BEFORE) != null
            && birthday != null
            && birthday.isBefore(MonthDay.from(day));
    return nextYear ? day.getYear() + 1 : day.getYear();
  }

  /** 64 evenly spread bits of the identifier: key ranges of sweeps and the locks of batches. */
  public static long hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
