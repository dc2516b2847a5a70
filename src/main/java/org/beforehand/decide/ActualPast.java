package org.beforehand.decide;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/** What a condition read of the customer's history, in words. */
final class ActualPast {

  private static final String DAYS = "History\\.days\\((\\d+)";

  private final History history;
  private final ZoneId zone;

  ActualPast(History history, ZoneId zone) {
    this.history = history;
    this.zone = zone;
  }

  /** The moment of deciding. */
  Instant now() {
    return history.asOf();
  }

  /** How to find in a condition's code what it reads, and how to say what is there. */
  Map<String, Function<MatchResult, String>> reads() {
    Map<String, Function<MatchResult, String>> all = new LinkedHashMap<>();
    all.put(
        "\\bcount\\(\\s*\"([^\"]+)\",\\s*" + DAYS,
        found -> count(found.group(1), number(found, 2)));
    all.put("\\boutages\\(" + DAYS, found -> outages(number(found, 1)));
    all.put(
        "\\bgivenLess\\(\"[^\"]+\",\\s*\"(\\w+)\",\\s*" + DAYS,
        found -> given(found.group(1), number(found, 2)));
    all.put("\\bgivenAnything\\(", found -> lastGift());
    all.put("\\btickets\\b|\\bticketOpenFor\\(", found -> tickets());
    all.put(
        "\\bwithoutService\\((?:\"([^\"]+)\",\\s*)?" + DAYS,
        found -> without(found.group(1), number(found, 2)));
    all.put(
        "\\bsent\\(\"([^\"]+)\"",
        found ->
            lastContact(
                "\"" + found.group(1) + "\" was",
                "sent",
                one -> found.group(1).equals(one.message())));
    all.put(
        "\\bheardFrom\\(\"([^\"]+)\"",
        found ->
            lastContact(
                "the campaign \"" + found.group(1) + "\" was",
                "heard from",
                one -> one.campaign().equals(found.group(1))));
    all.put("\\bcontacted\\(", found -> lastContact("we were", "heard from", one -> true));
    return all;
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private String count(String type, int days) {
    if (type.equals(History.ACTIVITY)) {
      return lastTime(type)
          .map(at -> "the customer was last active on " + Words.moment(at, zone))
          .orElse("the customer had not been active");
    }
    int n = history.count(type, History.days(days));
    String counted = "the customer had " + Words.counted(n, type) + " in " + Words.last(days);
    return n > 0
        ? counted
        : lastTime(type)
            .map(at -> counted + ", the last on " + Words.moment(at, zone))
            .orElse(counted);
  }

  private Optional<Instant> lastTime(String type) {
    return history.times().getOrDefault(type, List.of()).stream()
        .filter(at -> !at.isAfter(now()))
        .max(Comparator.naturalOrder());
  }

  private String outages(int days) {
    int n = history.outages(History.days(days));
    return "the customer had been told of "
        + (n == 1 ? "1 outage" : n + " outages")
        + " in "
        + Words.last(days);
  }

  private String given(String currency, int days) {
    Instant from = now().minus(History.days(days));
    Money sum =
        history.gifts().stream()
            .filter(gift -> gift.money().currency().equals(currency) && gift.at().isAfter(from))
            .map(Gift::money)
            .reduce(Money.zero(currency), Money::plus);
    return "the customer had been given " + sum + " in " + Words.last(days);
  }

  private String lastGift() {
    return history.gifts().stream()
        .max(Comparator.comparing(Gift::at))
        .map(gift -> "the customer was last given something on " + Words.moment(gift.at(), zone))
        .orElse("the customer had been given nothing");
  }

  private String tickets() {
    int n = history.tickets().size();
    return history.tickets().values().stream()
        .min(Comparator.naturalOrder())
        .map(
            since ->
                (n == 1 ? "1 ticket was open, since " : n + " tickets were open, one since ")
                    + Words.moment(since, zone))
        .orElse("no ticket was open");
  }

  private String without(@Nullable String service, int days) {
    return "the customer had been without "
        + (service == null ? "service" : "\"" + service + "\"")
        + " for "
        + Words.length(
            service == null
                ? history.withoutService(History.days(days))
                : history.withoutService(service, History.days(days)))
        + " in "
        + Words.last(days);
  }

  private String lastContact(String who, String what, Predicate<Contact> which) {
    return history.contacts().stream()
        .filter(one -> one.state().counts() && which.test(one))
        .map(Contact::at)
        .max(Comparator.naturalOrder())
        .map(at -> who + " last " + what + " on " + Words.moment(at, zone))
        .orElse(who + " not " + what + " before");
  }
}
