package org.beforehand.fact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happened to the customer before, as far as the rules at hand ask for it. Windows are rolling
 * and reach back from {@code asOf}.
 *
 * @param asOf the instant windows are counted back from
 * @param times per event type, when it happened
 * @param contacts every recent outreach, newest first
 * @param gifts what the customer was given, without what was withdrawn before it left
 * @param tickets those that were opened and not closed since, by number, and since when
 * @param outages what outages meant to the customer
 * @param recalled events with what they said
 */
public record History(
    Instant asOf,
    Map<String, List<Instant>> times,
    List<Contact> contacts,
    List<Gift> gifts,
    Map<String, Instant> tickets,
    OutageHistory outages,
    Recalled recalled) {

  /** What rules that look at gifts ask for, beside the event types that others count. */
  public static final String GIFTS = "gifts";

  /** What rules that look at open tickets ask for. */
  public static final String TICKETS = "tickets";

  /** What rules that add up the time without service ask for. */
  public static final String INTERRUPTIONS = "interruptions";

  /** What rules that compare estimates with those the customer was told ask for. */
  public static final String ESTIMATES = "estimates";

  /** Counted like an event type: whatever the customer did, see {@link Event#ofCustomersOwn}. */
  public static final String ACTIVITY = "activity";

  private static final String TICKET = "ticket";

  public History(Instant asOf, Map<String, List<Instant>> times, List<Contact> contacts) {
    this(asOf, times, contacts, List.of());
  }

  public History(
      Instant asOf, Map<String, List<Instant>> times, List<Contact> contacts, List<Gift> gifts) {
    this(asOf, times, contacts, gifts, Map.of(), OutageHistory.NONE, Recalled.NONE);
  }

  /** The longest look back a rule may ask for: every number of days that sentences take. */
  public static final Duration LONGEST = Duration.ofDays(1_000);

  /** The same history one event later. */
  public History after(Event event) {
    Map<String, List<Instant>> grown = times;
    for (String type :
        event.ofCustomersOwn() ? List.of(event.type(), ACTIVITY) : List.of(event.type())) {
      List<Instant> known = grown.get(type);
      if (known != null) {
        List<Instant> more = new ArrayList<>(known);
        more.add(event.time());
        grown = new HashMap<>(grown);
        grown.put(type, List.copyOf(more));
      }
    }
    return new History(
        asOf, grown, contacts, gifts, ticketsAfter(event), outages, recalled.after(event));
  }

  private Map<String, Instant> ticketsAfter(Event event) {
    String ticket = event.word(TICKET);
    boolean opened = event.type().equals("ticket.opened");
    if (ticket == null || !opened && !event.type().equals("ticket.closed")) {
      return tickets;
    }
    Map<String, Instant> open = new HashMap<>(tickets);
    if (opened) {
      open.put(ticket, event.time());
    } else {
      open.remove(ticket);
    }
    return Map.copyOf(open);
  }

  /** The same history with windows counted back from another instant. */
  public History asOf(Instant at) {
    return new History(at, times, contacts, gifts, tickets, outages, recalled);
  }

  /** The same history with outreach that was just decided, newest first, and what it gives. */
  public History with(List<Contact> decided, List<Gift> given) {
    List<Gift> allGifts = new ArrayList<>(given);
    allGifts.addAll(gifts);
    List<Contact> allContacts = new ArrayList<>(decided);
    allContacts.addAll(contacts);
    return new History(
        asOf, times, List.copyOf(allContacts), List.copyOf(allGifts), tickets, outages, recalled);
  }

  /** The same history with each contact as it has become. */
  public History with(UnaryOperator<Contact> become) {
    return new History(
        asOf, times, contacts.stream().map(become).toList(), gifts, tickets, outages, recalled);
  }

  /** The same history as if there had never been these contacts. */
  public History without(Set<Long> numbers) {
    return new History(
        asOf,
        times,
        contacts.stream().filter(contact -> !numbers.contains(contact.id())).toList(),
        gifts,
        tickets,
        outages,
        recalled);
  }

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

  /** Whether anything was given within {@code window} up to now, in whatever currency. */
  public boolean givenAnything(Duration window) {
    Instant from = asOf.minus(window);
    return gifts.stream().anyMatch(gift -> gift.at().isAfter(from));
  }

  /** Whether this message was sent within {@code window}; what still waits to leave counts too. */
  public boolean sent(String message, Duration window) {
    return contacted(one -> message.equals(one.message()), window);
  }

  /** Whether this campaign wrote or called within {@code window}; what still waits counts too. */
  public boolean heardFrom(String campaign, Duration window) {
    return contacted(one -> one.campaign().equals(campaign), window);
  }

  /** Whether anybody wrote or called within {@code window}; what still waits counts too. */
  public boolean contacted(Duration window) {
    return contacted(one -> true, window);
  }

  private boolean contacted(Predicate<Contact> which, Duration window) {
    Instant from = asOf.minus(window);
    return contacts.stream()
        .anyMatch(one -> one.state().reaches() && one.at().isAfter(from) && which.test(one));
  }

  /** Whether the customer was told, in writing or by phone, of this episode of the incident. */
  public boolean toldOf(Incident incident) {
    return told(incident, one -> one.stage() == null || !one.stage().closes());
  }

  /** Whether the customer was told that this episode of the incident is over. */
  public boolean toldOver(Incident incident) {
    return told(incident, one -> one.stage() != null && one.stage().closes());
  }

  private boolean told(Incident incident, Predicate<Contact> which) {
    return contacts.stream()
        .anyMatch(
            one ->
                incident.id().equals(one.incident())
                    && one.state().told()
                    && !one.at().isBefore(incident.openedAt())
                    && which.test(one));
  }

  /** Whether the customer was told when to expect service back. */
  public boolean estimateTold(Incident incident) {
    return outages.estimates().containsKey(incident.id());
  }

  /** Whether the estimate is by more than so many minutes another than the customer was told. */
  public boolean estimateMoved(Incident incident, int minutes) {
    Instant before = outages.estimates().get(incident.id());
    return before != null
        && incident.eta() != null
        && Duration.between(before, incident.eta()).abs().compareTo(Duration.ofMinutes(minutes))
            > 0;
  }

  /** How long the customer was without any service within {@code window}, overlaps once. */
  public Duration withoutService(Duration window) {
    return outages.without(null, asOf.minus(window), asOf);
  }

  /** How long the customer was without this service within {@code window}, overlaps once. */
  public Duration withoutService(String service, Duration window) {
    return outages.without(service, asOf.minus(window), asOf);
  }

  /** Whether a ticket has been open for so long. */
  public boolean ticketOpenFor(Duration time) {
    return tickets.values().stream().anyMatch(since -> !since.isAfter(asOf.minus(time)));
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
