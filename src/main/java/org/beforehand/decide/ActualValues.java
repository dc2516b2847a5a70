package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.jspecify.annotations.Nullable;

/**
 * What a condition looked at, as it was: derived from the condition's code, so that a new sentence
 * over known facts can be explained as soon as it is in the vocabulary. Addresses are not shown,
 * only whether there are any.
 */
final class ActualValues {

  /** A thing a condition may read, and how to say what is there. */
  private record Read(String fact, Pattern pattern, Function<MatchResult, String> said) {}

  /** Where a condition begins to look at a fact, and which. */
  private static final Pattern FACT =
      Pattern.compile("\\b(Event|Customer|History|Incident|About)\\(");

  private static final String ANY = "";

  private final Happening happening;
  private final Dossier dossier;
  private final Event event;
  private final Customer customer;
  private final ZoneId zone;
  private final ActualPast past;
  private final List<Read> reads;

  ActualValues(Happening happening, Dossier dossier) {
    this.happening = happening;
    this.dossier = dossier;
    this.event = happening.event();
    this.customer = dossier.customer();
    this.zone = Objects.requireNonNullElse(customer.zone(), ZoneOffset.UTC);
    this.past = new ActualPast(dossier.history(), zone);
    this.reads = List.copyOf(reads());
  }

  /** In words, such as {@code the caller had waited 100 seconds}. */
  String of(Condition condition) {
    Set<String> said = new LinkedHashSet<>();
    for (Read read : reads) {
      read.pattern()
          .matcher(of(read.fact(), condition.code()))
          .results()
          .forEach(found -> said.add(read.said().apply(found)));
    }
    return said.isEmpty() ? "it was not so at that moment" : String.join("; ", said);
  }

  /** What of the code is about that fact: an event and a customer have fields of the same names. */
  private static String of(String fact, String code) {
    if (fact.equals(ANY)) {
      return code;
    }
    StringBuilder its = new StringBuilder();
    List<MatchResult> begins = FACT.matcher(code).results().toList();
    for (int i = 0; i < begins.size(); i++) {
      if (begins.get(i).group(1).equals(fact)) {
        int end = i + 1 < begins.size() ? begins.get(i + 1).start() : code.length();
        its.append(code, begins.get(i).start(), end).append('\n');
      }
    }
    return its.toString();
  }

  private List<Read> reads() {
    List<Read> all = new ArrayList<>();
    ofEvent(all);
    past.reads().forEach((pattern, said) -> add(all, "History", pattern, said));
    ofCustomer(all);
    ofOutage(all);
    return all;
  }

  private void ofEvent(List<Read> all) {
    String of = "Event";
    add(all, of, "\\btype\\s*==|\\btype\\.", found -> "what happened was " + Words.a(event.type()));
    add(all, of, "\\bnumber\\(\"([^\"]+)\"\\)", found -> number(found.group(1)));
    add(all, of, "\\b(?:text|word|knows)\\(\"([^\"]+)\"\\)", found -> field(found.group(1)));
    add(all, of, "\\byes\\(\"([^\"]+)\"\\)", found -> yes(found.group(1)));
    add(
        all,
        of,
        "\\bamountAtLeast\\(\"([^\"]+)\"",
        found -> field(found.group(1)) + "; " + field("currency"));
    add(all, of, "\\bfellBy\\(", found -> field("previous") + "; " + field("current"));
  }

  private void ofCustomer(List<Read> all) {
    String of = "Customer";
    add(all, of, "\\btier\\b(?!\")", found -> known("tier", customer.tier()));
    add(all, of, "\\bsince\\b|\\byears\\(|\\bwithUs\\(", found -> since());
    add(
        all,
        of,
        "\\b(?:trait|word|number|yes|knows)\\(\"([^\"]+)\"\\)",
        found -> trait(found.group(1)));
    add(all, of, "\\bphone\\b", found -> reachable("phone number", customer.phone()));
    add(all, of, "\\bemail\\b", found -> reachable("e-mail address", customer.email()));
    add(all, of, "\\b(?:roundBirthday|age)\\(", found -> age());
    add(all, of, "\\bspeaks\\(", found -> known("language", language()));
    add(all, of, "\\bzone\\.getId\\(", found -> "the time zone is " + zone);
    add(
        all,
        of,
        "\\b(?:workingDay|between|inMonth)\\(",
        found -> "it was " + Words.moment(past.now(), zone) + " where the customer lives");
    add(all, of, "\\bscopes .*\\bcontains\\b|\\bscopes contains\\b", found -> scopes());
  }

  private void ofOutage(List<Read> all) {
    add(all, ANY, "\\bestimateKnown\\(", found -> estimate());
    add(all, ANY, "\\blastedAtLeast\\(", found -> lasted());
    add(all, ANY, "\\bpromiseBroken\\(", found -> promise());
    add(all, ANY, "\\bfirst\\(\\)", found -> announcement());
    add(all, ANY, "\\bIncident\\(", found -> incidents());
  }

  private static void add(
      List<Read> all, String fact, String pattern, Function<MatchResult, String> said) {
    all.add(new Read(fact, Pattern.compile(pattern), said));
  }

  private String number(String field) {
    Object value = event.number(field);
    return field.equals("waited") && value != null
        ? "the caller had waited " + value + " seconds"
        : field(field, value);
  }

  private String field(String field) {
    return field(field, event.data().get(field));
  }

  private static String field(String field, @Nullable Object value) {
    return value == null
        ? "the event says nothing of \"" + field + "\""
        : "\"" + field + "\" was " + (value instanceof String ? "\"" + value + "\"" : value);
  }

  private String yes(String field) {
    return "\"" + field + "\" was " + (event.yes(field) ? "true" : "not true");
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

  private @Nullable String language() {
    return customer.locale() == null ? null : customer.locale().getLanguage();
  }

  private String scopes() {
    return customer.scopes().isEmpty()
        ? "the customer depends on nothing we know of"
        : "the customer depends on "
            + customer.scopes().stream().sorted().collect(Collectors.joining(", "));
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

  private String promise() {
    Incident incident = happening.incident();
    Instant broken = incident == null ? null : incident.background().broken();
    return broken == null
        ? "no promise was broken"
        : "the time that was promised, " + Words.moment(broken, zone) + ", passed in vain";
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
