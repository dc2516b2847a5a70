package org.beforehand.fact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the customer before, as far as the rules at hand ask for it.
 *
 * @param asOf the instant windows are counted back from
 * @param times per event type, when it happened
 * @param contacts every recent outreach, newest first
 * @param gifts what the customer was given, without what was withdrawn before it left
 */
public record History(
    Instant asOf, Map<String, List<Instant>> times, List<Contact> contacts, List<Gift> gifts) {

  /** What rules that look at gifts ask for, beside the event types that others count. */
  public static final String GIFTS = "gifts";

  public History(Instant asOf, Map<String, List<Instant>> times, List<Contact> contacts) {
    this(asOf, times, contacts, List.of());
  }

  /** The longest look back a rule may ask for. */
  public static final Duration LONGEST = Duration.ofDays(400);

  /** How often {@code type} happened within {@code window} up to now; the window is rolling. */
  public int count(String type, Duration window) {
    Instant from = asOf.minus(window);
    int n = 0;
    for (Instant time : times.getOrDefault(type, List.of())) {
      if (time.isAfter(from) && !time.isAfter(asOf)) {
        n++;
      }
    }
    return n;
  }

  /** The outages the customer was told of within {@code window} up to now. */
  public int outages(Duration window) {
    Instant from = asOf.minus(window);
    return (int)
        contacts.stream()
            .filter(one -> one.stage() != null && one.stage().equals(Stage.OPENED))
            .filter(one -> one.state().told())
            .filter(one -> one.at().isAfter(from) && !one.at().isAfter(asOf))
            .count();
  }

  /** Whether the gifts of that currency within {@code window} up to now come to less than this. */
  public boolean givenLess(String amount, String currency, Duration window) {
    Instant from = asOf.minus(window);
    Money sum =
        gifts.stream()
            .filter(gift -> gift.money().currency().equals(currency) && gift.at().isAfter(from))
            .map(Gift::money)
            .reduce(Money.zero(currency), Money::plus);
    return sum.lessThan(Money.of(amount, currency));
  }

  /** The day so many years ago, where somebody lives; in UTC where nobody knows. */
  public static LocalDate yearsBefore(Instant now, @Nullable ZoneId zone, int years) {
    return LocalDate.ofInstant(now, zone == null ? ZoneOffset.UTC : zone).minusYears(years);
  }

  /** Whole days, for rules: {@code history.count("call.dropped", History.days(7))}. */
  public static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
