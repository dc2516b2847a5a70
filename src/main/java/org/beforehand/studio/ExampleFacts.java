package org.beforehand.studio;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.deliver.MessageFacts;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Money;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/** What a message is filled in with where it is looked at, and nothing gave rise to it. */
final class ExampleFacts {

  private static final Instant AT = Instant.parse("2026-03-12T13:30:00Z");
  private static final BigDecimal SOME = BigDecimal.valueOf(12);

  private static final Map<String, Object> DATA =
      Map.ofEntries(
          Map.entry("ticket", "T-104512"),
          Map.entry("topic", "slow line"),
          Map.entry("channel", "phone"),
          Map.entry("queue", "first line"),
          Map.entry("waited", SOME),
          Map.entry("agent", "Aino"),
          Map.entry("order", "A-104512"),
          Map.entry("days", SOME),
          Map.entry("total", SOME),
          Map.entry("currency", "NOK"),
          Map.entry("survey", "csat"),
          Map.entry("score", SOME),
          Map.entry("about", "ticket:T-104512"),
          Map.entry("measure", "data"),
          Map.entry("previous", SOME),
          Map.entry("current", SOME),
          Map.entry("sku", "R-12"),
          Map.entry("quantity", SOME));

  private ExampleFacts() {}

  /** Everything a message can ask for has a value. */
  static MessageFacts everythingKnown(MessageFacts.Company company) {
    return facts(customer(), ZoneOffset.UTC, company, MessageFacts.EXAMPLE_LINK, known(AT), AT);
  }

  /** An outage of which nobody knows how long it will take, which is most of them. */
  static MessageFacts noEstimate(MessageFacts.Company company) {
    Incident unknown = incident(AT, null, false);
    return facts(customer(), ZoneOffset.UTC, company, MessageFacts.EXAMPLE_LINK, unknown, AT);
  }

  /**
   * Everything that the company does not know of this customer is an example, and happens now.
   *
   * @param unsubscribe the example link, or null for a kind that cannot be ended
   */
  static MessageFacts of(
      Customer customer,
      ZoneId zone,
      MessageFacts.Company company,
      @Nullable String unsubscribe,
      Instant now) {
    return facts(customer, zone, company, unsubscribe, known(now), now);
  }

  private static MessageFacts facts(
      Customer customer,
      ZoneId zone,
      MessageFacts.Company company,
      @Nullable String unsubscribe,
      Incident incident,
      Instant now) {
    return new MessageFacts(
            customer,
            new Event("example", "1", "birthday", new Subject.OfCustomer(customer.id()), now, DATA),
            incident,
            zone,
            company,
            new MessageFacts.Gift(
                Money.of("150", "NOK"), MessageFacts.EXAMPLE_CODE, now.plus(Duration.ofDays(90))),
            unsubscribe)
        .answeredAt(MessageFacts.EXAMPLE_STILL_OUT);
  }

  private static Incident known(Instant now) {
    return incident(now, now.plus(Duration.ofHours(4)), true);
  }

  private static Incident incident(Instant now, @Nullable Instant eta, boolean planned) {
    return new Incident(
        "N-7",
        "broadband",
        "a cut cable",
        planned,
        Incident.Status.OPEN,
        1,
        1,
        eta,
        now.minus(Duration.ofHours(20)),
        0,
        Set.of(),
        now.plus(Duration.ofHours(1)),
        now.plus(Duration.ofHours(4)),
        now,
        new Incident.Background(null, now, Map.of("en", "Technicians are on their way.")));
  }

  private static Customer customer() {
    return new Customer(
        "kari",
        "Kari Nordmann",
        "Kari",
        "kari@example.org",
        "+4790000000",
        null,
        null,
        MonthDay.of(3, 12),
        1976,
        LocalDate.of(2020, 3, 12),
        "gold",
        false,
        List.of(),
        Set.of(),
        Map.of());
  }
}
