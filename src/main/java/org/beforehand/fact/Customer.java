package org.beforehand.fact;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    Map<String, Object> traits) {

  /** The trait as text, or null where it is absent or not text. */
  public @Nullable String trait(String name) {
    return traits.get(name) instanceof String text ? text : null;
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
        Map.copyOf(all));
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

  /** A schedule's event says which year it is where the customer lives. */
  private int year(Event event) {
    BigDecimal stated = event.number("year");
    return stated != null
        ? stated.intValue()
        : event.time().atZone(zone == null ? ZoneOffset.UTC : zone).getYear();
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
