package org.beforehand.decide;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Purpose;
import org.beforehand.incident.IncidentTiming;
import org.jspecify.annotations.Nullable;

/**
 * {@code contact-policy.yaml}: the numbers the gates work with.
 *
 * @param company its name, as customers know it
 * @param phone where it can be called
 * @param zone where the company is: the zone of customers who have none of their own
 * @param windows tried in order; the first that fits counts
 * @param caps all of them hold
 * @param gathering how what is not urgent waits for what else comes
 * @param channels per purpose, best first
 * @param consentByDefault the purposes that need no recorded yes
 * @param budgets the names of the budgets that gestures may be for
 * @param holdout whom no campaign contacts but for what they need or asked for
 * @param mostPerPublish how many customers one publication may concern; null: no limit
 * @param now how things stand in the installation; no part of the file
 */
public record ContactPolicy(
    String company,
    @Nullable String phone,
    ZoneId zone,
    List<Window> windows,
    List<Cap> caps,
    Gathering gathering,
    Map<Purpose, List<Channel>> channels,
    Set<Purpose> consentByDefault,
    IncidentTiming incidents,
    Set<String> budgets,
    Holdout holdout,
    @Nullable Integer mostPerPublish,
    Circumstances now) {

  /**
   * Reads {@code contact-policy.yaml}.
   *
   * @throws RulesRefused naming the line and what was expected
   */
  public static ContactPolicy read(String text) {
    return PolicyFile.read(text);
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
    return caps.isEmpty() ? this : with(List.of(), gathering, holdout, now);
  }

  /** The same policy where each message leaves by itself and at once. */
  ContactPolicy atOnce() {
    return with(caps, Gathering.NONE, holdout, now);
  }

  private ContactPolicy with(Holdout left, Circumstances these) {
    return with(caps, gathering, left, these);
  }

  private ContactPolicy with(
      List<Cap> itsCaps, Gathering gathers, Holdout left, Circumstances these) {
    return new ContactPolicy(
        company,
        phone,
        zone,
        windows,
        itsCaps,
        gathers,
        channels,
        consentByDefault,
        incidents,
        budgets,
        left,
        mostPerPublish,
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
   * @param workingDays whether Saturdays and Sundays are left out
   */
  public record Window(
      @Nullable Purpose purpose,
      @Nullable Channel channel,
      LocalTime from,
      LocalTime until,
      boolean workingDays) {

    boolean fits(Purpose itsPurpose, Channel itsChannel) {
      return (purpose == null || purpose == itsPurpose)
          && (channel == null || channel == itsChannel);
    }

    boolean anyHour() {
      return from.equals(until);
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
