package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a condition looked at, as it was: derived from the condition's code, so that a new sentence
 * over known facts can be explained as soon as it is in the vocabulary. Addresses are not shown,
 * only whether there are any.
 */
final class ActualValues {

  /** A thing a condition may read, and how to say what is there. */
  private record Read(Pattern pattern, Function<MatchResult, String> said) {}

  private final Happening happening;
  private final Dossier dossier;
  private final Event event;
  private final Customer customer;
  private final History history;
  private final List<Read> reads;

  ActualValues(Happening happening, Dossier dossier) {
    this.happening = happening;
    this.dossier = dossier;
    this.event = happening.event();
    this.customer = dossier.customer();
    this.history = dossier.history();
    this.reads = List.copyOf(reads());
  }

  /** In words, such as {@code the caller had waited 100 seconds}. */
  String of(Condition condition) {
    Set<String> said = new LinkedHashSet<>();
    for (Read read : reads) {
      read.pattern()
          .matcher(condition.code())
          .results()
          .forEach(found -> said.add(read.said().apply(found)));
    }
    return said.isEmpty() ? "it was not so at that moment" : String.join("; ", said);
  }

  private List<Read> reads() {
    List<Read> all = new ArrayList<>();
    add(all, "\\btype\\s*==|\\btype\\.", found -> "what happened was " + Words.a(event.type()));
    add(all, "\\bnumber\\(\"([^\"]+)\"\\)", found -> number(found.group(1)));
    add(
        all,
        "\\btext\\(\"([^\"]+)\"\\)",
        found -> field(found.group(1), event.text(found.group(1))));
    add(all, "\\byes\\(\"([^\"]+)\"\\)", found -> yes(found.group(1)));
    add(
        all,
        "\\bcount\\(\\s*\"([^\"]+)\",\\s*History\\.days\\((\\d+)\\)",
        found -> count(found.group(1), Integer.parseInt(found.group(2))));
    add(all, "\\boutages\\(History\\.days\\((\\d+)\\)", found -> outages(number(found, 1)));
    add(
        all,
        "\\bgivenLess\\(\"[^\"]+\",\\s*\"(\\w+)\",\\s*History\\.days\\((\\d+)\\)",
        found -> given(found.group(1), number(found, 2)));
    add(all, "\\btier\\b(?!\")", found -> known("tier", customer.tier()));
    add(all, "\\bsince\\b", found -> since());
    add(all, "\\byears\\(", found -> since());
    add(all, "\\btrait\\(\"([^\"]+)\"\\)", found -> trait(found.group(1)));
    add(all, "\\bphone\\b", found -> reachable("phone number", customer.phone()));
    add(all, "\\bemail\\b", found -> reachable("e-mail address", customer.email()));
    add(all, "\\b(?:roundBirthday|age)\\(", found -> age());
    add(all, "\\bestimateKnown\\(", found -> estimate());
    add(all, "\\blastedAtLeast\\(", found -> lasted());
    add(all, "\\bfirst\\(\\)", found -> announcement());
    add(all, "\\bIncident\\(", found -> incidents());
    return all;
  }

  private static void add(List<Read> all, String pattern, Function<MatchResult, String> said) {
    all.add(new Read(Pattern.compile(pattern), said));
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private String number(String field) {
    Object value = event.number(field);
    return field.equals("waited") && value != null
        ? "the caller had waited " + value + " seconds"
        : field(field, value);
  }

  private String field(String field, @Nullable Object value) {
    return value == null
        ? "the event says nothing of \"" + field + "\""
        : "\"" + field + "\" was " + (value instanceof String ? "\"" + value + "\"" : value);
  }

  private String yes(String field) {
    return "\"" + field + "\" was " + (event.yes(field) ? "true" : "not true");
  }

  private String count(String type, int days) {
    int n = history.count(type, History.days(days));
    return "the customer had " + Words.counted(n, type) + " in " + Words.last(days);
  }

  private String outages(int days) {
    int n = history.outages(History.days(days));
    return "the customer had been told of "
        + (n == 1 ? "1 outage" : n + " outages")
        + " in "
        + Words.last(days);
  }

  private String given(String currency, int days) {
    Instant from = history.asOf().minus(History.days(days));
    Money sum =
        history.gifts().stream()
            .filter(gift -> gift.money().currency().equals(currency) && gift.at().isAfter(from))
            .map(Gift::money)
            .reduce(Money.zero(currency), Money::plus);
    return "the customer had been given " + sum + " in " + Words.last(days);
  }

  private static String known(String what, @Nullable Object value) {
    return value == null ? what + " is not known" : what + " is " + value;
  }

  private String trait(String name) {
    return known("\"" + name + "\"", customer.traits().get(name));
  }

  private String since() {
    return customer.since() == null
        ? "since when the customer is one is not known"
        : "a customer since " + customer.since();
  }

  private static String reachable(String what, @Nullable String address) {
    return (address == null ? "no " : "a ") + what + " is known";
  }

  private String age() {
    Integer age = customer.age(event);
    return age == null ? "the year of birth is not known" : "the customer turns " + age;
  }

  private String estimate() {
    Incident incident = happening.incident();
    return incident == null
        ? "nothing was told of an outage"
        : incident.eta() == null ? "no estimate was known" : "an estimate was known";
  }

  private String lasted() {
    Duration lasted = happening.incident() == null ? null : happening.incident().lasted();
    return lasted == null ? "it was not over" : "it had lasted " + Words.length(lasted);
  }

  private String announcement() {
    return happening.stage() == null
        ? "nothing was announced"
        : "it was announcement number " + Math.max(1, happening.stage().number());
  }

  private String incidents() {
    List<Incident> seen = new ArrayList<>(dossier.openIncidents());
    Incident told = happening.incident();
    if (told != null && seen.stream().noneMatch(one -> one.id().equals(told.id()))) {
      seen.add(told);
    }
    return seen.isEmpty()
        ? "the customer was in no outage"
        : "the customer was in "
            + seen.stream()
                .map(one -> one.id() + " (" + one.service() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
  }
}
