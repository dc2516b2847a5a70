package org.beforehand.customer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/** One pass over the tokens of one stored record. Nothing is checked: we wrote it. */
final class StoredCustomerTokens {
  /** Few values in many rows; bounded, because a record may name any well-formed locale. */
  private static final Map<String, Locale> LOCALES = new ConcurrentHashMap<>();

  private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();
  private static final int MOST_LOCALES = 2000;

  private final JsonParser in;
  private final Instant at;
  private final String source;
  private @Nullable String id;
  private @Nullable String name;
  private @Nullable String given;
  private @Nullable String email;
  private @Nullable String phone;
  private @Nullable Locale locale;
  private @Nullable ZoneId zone;
  private @Nullable MonthDay birthday;
  private @Nullable Integer birthYear;
  private @Nullable LocalDate since;
  private @Nullable String tier;
  private boolean deceased;
  private List<Channel> preferred = List.of();
  private List<Consent> consents = List.of();
  private Set<String> scopes = Set.of();
  private Map<String, Object> traits = Map.of();

  StoredCustomerTokens(JsonParser in, Instant at, String source) {
    this.in = in;
    this.at = at;
    this.source = source;
  }

  CustomerRecord record() throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("expected an object");
    }
    for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
      in.nextToken();
      take(field);
    }
    if (id == null) {
      throw new IllegalArgumentException("expected an id");
    }
    return new CustomerRecord(
        new Customer(
            id, name, given, email, phone, locale, zone, birthday, birthYear, since, tier, deceased,
            preferred, scopes, traits),
        consents,
        List.of());
  }

  private void take(String field) throws IOException {
    switch (field) {
      case "id" -> id = in.getText();
      case "name" -> name = in.getText();
      case "given" -> given = in.getText();
      case "email" -> email = in.getText();
      case "phone" -> phone = in.getText();
      case "locale" -> locale = locale(in.getText());
      case "zone" -> zone = zone(in.getText());
      case "birthday" -> birthday(in.getText());
      case "since" -> since = date(in.getText());
      case "tier" -> tier = in.getText();
      case "deceased" -> deceased = in.getBooleanValue();
      case "preferred" -> preferred = channels();
      case "consent" -> consents = consents();
      case "scopes" -> scopes = scopes();
      case "trait" -> traits = object();
      default -> in.skipChildren();
    }
  }

  private void birthday(String text) {
    if (text.startsWith("--")) {
      birthday = MonthDay.of(number(text, 2, 4), number(text, 5, 7));
    } else {
      birthday = MonthDay.of(number(text, 5, 7), number(text, 8, 10));
      birthYear = number(text, 0, 4);
    }
  }

  private static LocalDate date(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private List<Channel> channels() throws IOException {
    List<Channel> channels = new ArrayList<>(3);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      channels.add(
          switch (in.getText()) {
            case "email" -> Channel.EMAIL;
            case "sms" -> Channel.SMS;
            default -> Channel.CALL;
          });
    }
    return Collections.unmodifiableList(channels);
  }

  /** Of each purpose what is said of any channel first. */
  private static final Comparator<Consent> IN_ORDER =
      Comparator.comparing(Consent::purpose)
          .thenComparing(Consent::channel, Comparator.nullsFirst(Comparator.naturalOrder()));

  private void byChannel(Purpose purpose, List<Consent> found) throws IOException {
    Map<String, Boolean> words = new LinkedHashMap<>();
    String proof = null;
    for (String word = in.nextFieldName(); word != null; word = in.nextFieldName()) {
      in.nextToken();
      if (word.equals(CustomerRecord.PROOF)) {
        proof = in.getText();
      } else {
        words.put(word, in.getBooleanValue());
      }
    }
    for (Map.Entry<String, Boolean> one : words.entrySet()) {
      Channel channel = one.getKey().equals(CustomerRecord.ANY) ? null : Channel.of(one.getKey());
      found.add(new Consent(purpose, channel, one.getValue(), at, source, proof));
    }
  }

  private List<Consent> consents() throws IOException {
    List<Consent> found = new ArrayList<>(4);
    for (String word = in.nextFieldName(); word != null; word = in.nextFieldName()) {
      Purpose purpose = Purpose.valueOf(word.toUpperCase(Locale.ROOT));
      if (in.nextToken() == JsonToken.START_OBJECT) {
        byChannel(purpose, found);
      } else {
        found.add(new Consent(purpose, in.getBooleanValue(), at, source));
      }
    }
    // Stored in alphabetical order, stated in the order of the purposes.
    Consent[] ordered = found.toArray(new Consent[0]);
    Arrays.sort(ordered, IN_ORDER);
    return Collections.unmodifiableList(Arrays.asList(ordered));
  }

  private Set<String> scopes() throws IOException {
    Set<String> found = new LinkedHashSet<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      found.add(in.getText());
    }
    return Collections.unmodifiableSet(found);
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      map.put(name, value());
    }
    return Collections.unmodifiableMap(map);
  }

  private Object value() throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(value());
        }
        yield Collections.unmodifiableList(list);
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDecimalValue();
      default -> in.getText();
    };
  }

  private static ZoneId zone(String id) {
    return ZONES.computeIfAbsent(id, ZoneId::of);
  }

  private static Locale locale(String tag) {
    Locale known = LOCALES.get(tag);
    if (known == null) {
      known = Locale.forLanguageTag(tag);
      if (LOCALES.size() < MOST_LOCALES) {
        LOCALES.put(tag, known);
      }
    }
    return known;
  }
}
