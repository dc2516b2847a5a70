package org.beforehand.decide;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Money;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.WorkingTime;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Handover;
import org.beforehand.incident.IncidentTiming;
import org.jspecify.annotations.Nullable;

/**
 * {@code contact-policy.yaml}: the numbers the gates work with.
 *
 * @param company its name, as customers know it
 * @param phone where it can be called
 * @param zone where the company is
 * @param regions where customers live who have no zone of their own; the first that fits counts
 * @param windows tried in order; the first that fits counts
 * @param holidays on which days nobody works, and windows may be closed
 * @param spread how what would leave at the same moment is spread
 * @param calls how many calls the desk can take on; none: however many
 * @param caps all of them hold
 * @param gathering how what is not urgent waits for what else comes
 * @param channels by which channels a matter may go, best first
 * @param consentByDefault the purposes that need no recorded yes
 * @param budgets those that gestures may be for, by name
 * @param holdout whom no campaign contacts but for what they need or asked for
 * @param mostPerPublish how many customers one publication may concern; null: no limit
 * @param badMoments when customers are better left alone
 * @param setAside how long a piece of what is back in stock is kept for somebody who was told
 * @param handover what is done by a route before a message says that it is done
 * @param mayGrant how much staff of a role may grant at once; those of others any amount
 * @param now how things stand in the installation; no part of the file
 */
public record ContactPolicy(
    String company,
    @Nullable String phone,
    ZoneId zone,
    List<Region> regions,
    List<Window> windows,
    Holidays holidays,
    Spread spread,
    List<CallRoom> calls,
    List<Cap> caps,
    Gathering gathering,
    ChannelOrder channels,
    Set<Purpose> consentByDefault,
    IncidentTiming incidents,
    Map<String, Budget> budgets,
    Holdout holdout,
    @Nullable Integer mostPerPublish,
    List<BadMoment> badMoments,
    Duration setAside,
    Handover handover,
    Map<String, Money> mayGrant,
    Circumstances now) {

  /**
   * Reads {@code contact-policy.yaml}.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  public static ContactPolicy read(String text) {
    return PolicyFile.read(text);
  }

  /** Whether there is a moment in which a colleague calls instead. */
  public boolean callsInstead() {
    return badMoments.stream().anyMatch(moment -> moment.then() instanceof BadMoment.Call);
  }

  /** The same policy as things stand. */
  ContactPolicy in(Circumstances these) {
    return with(holdout, these);
  }

  /** The same policy where these are left out. */
  ContactPolicy holdingOut(Holdout these) {
    return with(these, now);
  }

  /** The same policy without caps. */
  ContactPolicy uncapped() {
    return caps.isEmpty() ? this : with(List.of(), gathering, spread, holdout, now);
  }

  /** The same policy where each message leaves by itself and at once. */
  ContactPolicy atOnce() {
    return with(caps, Gathering.NONE, Spread.NONE, holdout, now);
  }

  /** The customer's own zone, else that of their region, else the company's. */
  public ZoneId zoneOf(Customer customer) {
    ZoneId own = customer.zone();
    return own != null
        ? own
        : regions.stream()
            .filter(region -> region.holds(customer))
            .map(Region::zone)
            .findFirst()
            .orElse(zone);
  }

  /** The country a customer lives in, by their zone, else their locale; null where nobody knows. */
  public @Nullable String countryOf(Customer customer) {
    return CountryOfZone.of(customer, zoneOf(customer));
  }

  /** The first instant from {@code from} on at which this customer may get such a message. */
  public Instant opening(Purpose purpose, Channel channel, Customer customer, Instant from) {
    return purpose == Purpose.REQUESTED ? from : hours(purpose, channel, customer).opening(from);
  }

  /** The window of such messages where this customer lives. */
  OpenHours hours(Purpose purpose, Channel channel, Customer customer) {
    ZoneId there = zoneOf(customer);
    return new OpenHours(window(purpose, channel), there, holidays.of(customer, there));
  }

  private ContactPolicy with(Holdout left, Circumstances these) {
    return with(caps, gathering, spread, left, these);
  }

  private ContactPolicy with(
      List<Cap> itsCaps, Gathering gathers, Spread over, Holdout left, Circumstances these) {
    return new ContactPolicy(
        company,
        phone,
        zone,
        regions,
        windows,
        holidays,
        over,
        calls,
        itsCaps,
        gathers,
        channels,
        consentByDefault,
        incidents,
        budgets,
        left,
        mostPerPublish,
        badMoments,
        setAside,
        handover,
        mayGrant,
        these);
  }

  static final String FILE = "contact-policy.yaml";

  /**
   * When a message may leave, in the customer's own zone.
   *
   * @param purpose null for every purpose
   * @param channel null for every channel
   * @param from the first minute
   * @param until the minute after the last; equal to {@code from} for any hour
   * @param days on which days
   */
  public record Window(
      @Nullable Purpose purpose,
      @Nullable Channel channel,
      LocalTime from,
      LocalTime until,
      Days days) {

    boolean fits(Purpose itsPurpose, Channel itsChannel) {
      return (purpose == null || purpose == itsPurpose)
          && (channel == null || channel == itsChannel);
    }

    boolean anyHour() {
      return from.equals(until);
    }
  }

  /**
   * The days a window is open.
   *
   * @param holidays whether also where one of them is a public holiday where the customer lives
   */
  public record Days(Set<DayOfWeek> ofWeek, boolean holidays) {
    static final Days ALL = new Days(EnumSet.allOf(DayOfWeek.class), true);
    static final Days WORKING = new Days(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), false);

    public Days {
      ofWeek = Set.copyOf(ofWeek);
    }

    boolean hold(LocalDate day, WorkingTime there) {
      return ofWeek.contains(day.getDayOfWeek()) && (holidays || !there.isHoliday(day));
    }
  }

  /**
   * At most so many contacts within any window of this length.
   *
   * @param purposes those that count, and that it holds for
   * @param channels the same; empty for all
   * @param reserved how much of it is kept for a purpose; lower ones have the rest
   */
  public record Cap(
      Set<Purpose> purposes,
      Set<Channel> channels,
      int most,
      Duration within,
      Map<Purpose, Integer> reserved) {

    boolean concerns(Purpose purpose, Channel channel) {
      return purposes.contains(purpose) && (channels.isEmpty() || channels.contains(channel));
    }
  }

  Window window(Purpose purpose, Channel channel) {
    return windows.stream()
        .filter(window -> window.fits(purpose, channel))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last window fits everything"));
  }
}
