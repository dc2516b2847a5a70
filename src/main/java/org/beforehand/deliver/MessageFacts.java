package org.beforehand.deliver;

import java.time.Instant;
import java.time.ZoneId;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a message may speak of.
 *
 * @param customer whom it is for
 * @param event what gave rise to it
 * @param incident the outage or maintenance it is about, as it stands now, or null
 * @param zone the customer's zone, or the company's where the customer's is unknown; every hour in
 *     the message is told in it
 * @param company who writes
 * @param gesture what it promises, or null
 * @param unsubscribe where its reader says that they want no more of its kind, or null
 * @param stillOut where its reader says that service is out all the same, or null
 * @param joined what other mails say that leave as one with it
 */
public record MessageFacts(
    Customer customer,
    Event event,
    @Nullable Incident incident,
    ZoneId zone,
    Company company,
    @Nullable Gift gesture,
    @Nullable String unsubscribe,
    @Nullable String stillOut,
    Joined joined) {

  public MessageFacts(
      Customer customer,
      Event event,
      @Nullable Incident incident,
      ZoneId zone,
      Company company,
      @Nullable Gift gesture,
      @Nullable String unsubscribe) {
    this(customer, event, incident, zone, company, gesture, unsubscribe, null, Joined.NONE);
  }

  public MessageFacts(
      Customer customer, Event event, @Nullable Incident incident, ZoneId zone, Company company) {
    this(customer, event, incident, zone, company, null, null);
  }

  /** The same, where others leave as one with it. */
  MessageFacts with(Joined others) {
    return new MessageFacts(
        customer, event, incident, zone, company, gesture, unsubscribe, stillOut, others);
  }

  /**
   * The same, where its reader can say that service is out all the same; null where they cannot.
   */
  public MessageFacts answeredAt(@Nullable String stillOutLink) {
    return new MessageFacts(
        customer, event, incident, zone, company, gesture, unsubscribe, stillOutLink, joined);
  }

  /**
   * What a message promises.
   *
   * @param code with which its reader uses it, or null
   * @param until the first instant at which that is no longer good, or null
   */
  public record Gift(Money amount, @Nullable String code, @Nullable Instant until) {}

  /** The code of a message that is only tried. */
  public static final String EXAMPLE_CODE = "7KQ2-MXPA-94TD";

  /** Where a link of a message that is only tried would lead. */
  public static final String EXAMPLE_LINK = "https://example.com/p/example";

  /** The same for the link of a message that says that service is back. */
  public static final String EXAMPLE_STILL_OUT = "https://example.com/o/example";

  /**
   * Who writes.
   *
   * @param name as customers know it
   * @param phone where it can be called, or null
   */
  public record Company(String name, @Nullable String phone) {}
}
