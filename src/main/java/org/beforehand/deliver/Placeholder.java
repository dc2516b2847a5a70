package org.beforehand.deliver;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beforehand.fact.Incident;
import org.jspecify.annotations.Nullable;

/** Everything a message may ask for, by the word authors write between double braces. */
enum Placeholder {
  CUSTOMER_GIVEN("customer.given", (f, l) -> cut(f.customer().given(), 100)),
  CUSTOMER_NAME("customer.name", (f, l) -> cut(f.customer().name(), 100)),
  /** What the customer reaches on this birthday. */
  CUSTOMER_AGE("customer.age", (f, l) -> count(f.customer().age(f.event()))),
  /** How long the customer has been one, on this anniversary. */
  CUSTOMER_YEARS("customer.years", (f, l) -> count(f.customer().years(f.event()))),
  INCIDENT_SERVICE("incident.service", incident(Incident::service)),
  INCIDENT_CAUSE("incident.cause", incident(Incident::cause)),
  INCIDENT_ETA("incident.eta", time(Incident::eta)),
  INCIDENT_NEXT_UPDATE("incident.next-update", time(Incident::nextUpdate)),
  INCIDENT_OPENED("incident.opened", time(Incident::openedAt)),
  INCIDENT_ENDED("incident.ended", time(Incident::endedAt)),
  INCIDENT_FROM("incident.from", time(Incident::from)),
  INCIDENT_TO("incident.to", time(one -> one.maintenance() ? one.eta() : null)),
  /** The last time that was promised in this episode and passed in vain. */
  INCIDENT_BROKEN_PROMISE("incident.broken-promise", time(one -> one.background().broken())),
  /** What an operator adds, in the language of the message, else in English. */
  INCIDENT_NOTE("incident.note", Placeholder::note),
  EVENT_TICKET("event.ticket"),
  EVENT_TOPIC("event.topic"),
  EVENT_CHANNEL("event.channel"),
  EVENT_QUEUE("event.queue"),
  EVENT_WAITED("event.waited"),
  EVENT_AGENT("event.agent"),
  EVENT_ORDER("event.order"),
  EVENT_INVOICE("event.invoice"),
  EVENT_DAYS("event.days"),
  EVENT_TOTAL("event.total"),
  EVENT_CURRENCY("event.currency"),
  EVENT_SURVEY("event.survey"),
  EVENT_SCORE("event.score"),
  EVENT_ABOUT("event.about"),
  EVENT_MEASURE("event.measure"),
  EVENT_PREVIOUS("event.previous"),
  EVENT_CURRENT("event.current"),
  EVENT_SKU("event.sku"),
  EVENT_QUANTITY("event.quantity"),
  /** What a thing or a device is called. */
  EVENT_NAME("event.name"),
  /** How long a thing is set aside. */
  EVENT_UNTIL("event.until", Placeholder::until),
  GESTURE_AMOUNT(
      "gesture.amount",
      (f, l) -> f.gesture() == null ? null : SpokenMoney.of(f.gesture().amount(), l)),
  GESTURE_CODE("gesture.code", (f, l) -> f.gesture() == null ? null : f.gesture().code()),
  /** The last day on which its code is good. */
  GESTURE_EXPIRES("gesture.expires", Placeholder::lastDay),
  COMPANY_NAME("company.name", (f, l) -> f.company().name()),
  COMPANY_PHONE("company.phone", (f, l) -> f.company().phone()),
  LINK_UNSUBSCRIBE("link.unsubscribe", (f, l) -> f.unsubscribe()),
  LINK_STILL_OUT("link.still-out", (f, l) -> f.stillOut());

  /** Where a value comes from; the locale is the one that times are spoken in. */
  private interface Source {
    @Nullable String value(MessageFacts facts, Locale locale);
  }

  private static final Map<String, Placeholder> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(p -> p.word, p -> p));

  private final String word;
  private final Source source;

  Placeholder(String word, Source source) {
    this.word = word;
    this.source = source;
  }

  /** A field of the event's own data. */
  Placeholder(String word) {
    this(word, (facts, locale) -> field(facts.event().data().get(word.substring(6))));
  }

  /** The placeholder of that word, or null. */
  static @Nullable Placeholder of(String word) {
    return BY_WORD.get(word);
  }

  /** Every word, in the order of declaration. */
  static List<String> words() {
    return Stream.of(values()).map(p -> p.word).toList();
  }

  /**
   * Its value on one line, or null where there is none: text without control characters and without
   * the marks that turn the direction of what follows, at most 500 characters long.
   */
  @Nullable String value(MessageFacts facts, Locale locale) {
    String value = source.value(facts, locale);
    if (value == null) {
      return null;
    }
    String tidy = cut(tidy(value).strip(), 500);
    return tidy == null || tidy.isEmpty() ? null : tidy;
  }

  private static @Nullable String field(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof String text ? text : null;
  }

  private static @Nullable String count(@Nullable Integer years) {
    return years == null || years < 1 ? null : years.toString();
  }

  private static Source incident(Function<Incident, @Nullable String> part) {
    return (facts, locale) -> facts.incident() == null ? null : part.apply(facts.incident());
  }

  private static Source time(Function<Incident, @Nullable Instant> part) {
    return (facts, locale) -> {
      Instant instant = facts.incident() == null ? null : part.apply(facts.incident());
      return instant == null ? null : SpokenTime.of(instant, facts.zone(), locale);
    };
  }

  private static @Nullable String until(MessageFacts facts, Locale locale) {
    String written = facts.event().text("until");
    try {
      return written == null ? null : SpokenTime.of(Instant.parse(written), facts.zone(), locale);
    } catch (DateTimeParseException noTime) {
      return null;
    }
  }

  private static @Nullable String lastDay(MessageFacts facts, Locale locale) {
    Instant until = facts.gesture() == null ? null : facts.gesture().until();
    return until == null ? null : SpokenDay.of(until.minusNanos(1), facts.zone(), locale);
  }

  private static @Nullable String note(MessageFacts facts, Locale locale) {
    Incident incident = facts.incident();
    if (incident == null || incident.background().note().isEmpty()) {
      return null;
    }
    return Languages.understood(new TreeMap<>(incident.background().note()), locale);
  }

  private static String tidy(String value) {
    if (value.chars().noneMatch(c -> c < ' ' || c >= 127)) {
      return value;
    }
    StringBuilder tidy = new StringBuilder(value.length());
    value
        .codePoints()
        .filter(c -> !turnsDirection(c))
        .map(c -> breaksLines(c) ? ' ' : c)
        .forEach(tidy::appendCodePoint);
    return tidy.toString();
  }

  private static boolean turnsDirection(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean breaksLines(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static @Nullable String cut(@Nullable String text, int codePoints) {
    if (text == null || text.codePointCount(0, text.length()) <= codePoints) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, codePoints));
  }
}
