package org.beforehand.customer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a company sends it: the profile, the consents it states, and what was left out.
 *
 * @param consents one per purpose the record mentions
 * @param warnings what was kept out and why, without the value; the rest of the record stands
 */
public record CustomerRecord(Customer customer, List<Consent> consents, List<String> warnings) {
  /** The fields a record may have, in the order in which they are written. */
  public static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "given",
          "email",
          "phone",
          "locale",
          "zone",
          "birthday",
          "since",
          "tier",
          "deceased",
          "preferred",
          "consent",
          "scopes",
          "trait");

  static final String ANY = "any";
  static final String PROOF = "proof";

  /** What may be said of one purpose: a word on any channel or on single ones, and its proof. */
  public static final List<String> CONSENT_WORDS = List.of(ANY, "email", "sms", "call", PROOF);

  /** The purposes a customer can consent to; what they requested needs no consent. */
  public static final List<String> PURPOSES = List.of("service", "care", "goodwill", "marketing");

  /** The most scopes one customer may depend on. */
  public static final int MOST_SCOPES = 1000;

  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
  private static final List<String> CHANNELS = List.of("email", "sms", "call");

  /**
   * Reads a record. An e-mail address or phone number that cannot be one, and a birthday in the
   * future or more than 120 years before {@code at}, are kept out with a warning.
   *
   * @param data text, numbers as BigDecimal, booleans, lists and maps
   * @param at the record's instant, which its consents bear
   * @param source who recorded the consents: a route, a form, a file
   * @throws BadRecord if a field is unknown, has the wrong type or cannot be understood
   */
  public static CustomerRecord read(Map<String, Object> data, Instant at, String source)
      throws BadRecord {
    RecordFields fields = new RecordFields(data);
    fields.onlyKnown(FIELDS);
    List<String> warnings = new ArrayList<>();
    String id = fields.text("id");
    if (id == null) {
      throw new BadRecord("id", "expected text of 1 to 200 characters, found nothing");
    }
    LocalDate born = null;
    MonthDay birthday = null;
    String birthdayText = fields.text("birthday");
    if (birthdayText != null) {
      birthday = RecordDates.birthday(birthdayText);
      born = birthdayText.startsWith("--") ? null : LocalDate.parse(birthdayText);
      if (born != null && RecordDates.implausible(born, at, warnings)) {
        born = null;
        birthday = null;
      }
    }
    Customer customer =
        new Customer(
            id,
            fields.text("name"),
            fields.text("given"),
            email(fields.text("email"), warnings),
            phone(fields.text("phone"), warnings),
            locale(fields.text("locale")),
            zone(fields.text("zone")),
            birthday,
            born == null ? null : born.getYear(),
            since(fields.text("since")),
            fields.text("tier"),
            fields.yes("deceased"),
            preferred(fields.texts("preferred", CHANNELS.size())),
            Collections.unmodifiableSet(new TreeSet<>(fields.texts("scopes", MOST_SCOPES))),
            traits(fields.map("trait")));
    return new CustomerRecord(
        customer, consents(fields.map("consent"), at, source), List.copyOf(warnings));
  }

  /**
   * Reads what {@link #json} wrote, without checking it again: for profiles on their way from the
   * database.
   *
   * @param at the instant its consents bear
   * @throws IllegalArgumentException if the text is not such a record
   */
  public static CustomerRecord parse(String json, Instant at, String source) {
    return StoredCustomer.parse(json, at, source);
  }

  /** The record as {@link #read} takes it, fields in the order of {@link #FIELDS}. */
  public Map<String, Object> toData() {
    return StoredCustomer.data(this);
  }

  /** The record as one line of JSON; equal records give equal text. */
  public String json() {
    return StoredCustomer.json(this);
  }

  private static @Nullable String email(@Nullable String text, List<String> warnings) {
    if (text == null) {
      return null;
    }
    String address = EmailAddress.normalised(text.strip());
    if (address == null) {
      warnings.add("email: not an address that mail can be sent to; kept out");
    }
    return address;
  }

  private static @Nullable String phone(@Nullable String text, List<String> warnings) {
    if (text == null) {
      return null;
    }
    if (!PhoneNumber.plausible(text)) {
      warnings.add("phone: expected 5 to 15 digits such as +47 22 12 34 56; kept out");
      return null;
    }
    return text.strip();
  }

  private static @Nullable Locale locale(@Nullable String text) throws BadRecord {
    if (text == null) {
      return null;
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
      if (!locale.getLanguage().isEmpty()) {
        return locale;
      }
    } catch (IllformedLocaleException notALocale) {
      // Reported below, like a tag without a language.
    }
    throw new BadRecord("locale", "expected a language tag such as en-GB, " + found(text));
  }

  private static @Nullable ZoneId zone(@Nullable String text) throws BadRecord {
    if (text == null) {
      return null;
    }
    if (!ZONES.contains(text)) {
      throw new BadRecord("zone", "expected a time zone such as Europe/Oslo, " + found(text));
    }
    return ZoneId.of(text);
  }

  private static @Nullable LocalDate since(@Nullable String text) throws BadRecord {
    try {
      return text == null ? null : RecordDates.date(text);
    } catch (DateTimeException notADate) {
      throw new BadRecord("since", "expected a date such as 2019-05-01, " + found(text));
    }
  }

  private static List<Channel> preferred(List<String> words) throws BadRecord {
    List<Channel> channels = new ArrayList<>(words.size());
    for (String word : words) {
      if (!CHANNELS.contains(word)) {
        throw new BadRecord("preferred", "expected email, sms or call, " + found(word));
      }
      Channel channel = Channel.valueOf(word.toUpperCase(Locale.ROOT));
      if (!channels.contains(channel)) {
        channels.add(channel);
      }
    }
    return List.copyOf(channels);
  }

  private static List<Consent> consents(Map<?, ?> map, Instant at, String source) throws BadRecord {
    for (Object word : map.keySet()) {
      if (!(word instanceof String purpose) || !PURPOSES.contains(purpose)) {
        String text = String.valueOf(word);
        throw new BadRecord(
            "consent." + RecordFields.shown(text), "not a purpose" + Spelling.hint(text, PURPOSES));
      }
    }
    List<Consent> consents = new ArrayList<>(map.size());
    for (String word : PURPOSES) {
      Object value = map.get(word);
      if (value != null) {
        Purpose purpose = Purpose.valueOf(word.toUpperCase(Locale.ROOT));
        if (value instanceof Map<?, ?> words) {
          consents.addAll(byChannel("consent." + word, words, purpose, at, source));
        } else {
          boolean granted = RecordFields.truth("consent." + word, value);
          consents.add(new Consent(purpose, granted, at, source));
        }
      }
    }
    return List.copyOf(consents);
  }

  /** {@code {"email": true, "sms": false, "proof": "form 12"}}, perhaps with a word on any. */
  private static List<Consent> byChannel(
      String field, Map<?, ?> words, Purpose purpose, Instant at, String source) throws BadRecord {
    for (Object word : words.keySet()) {
      String text = String.valueOf(word);
      if (!CONSENT_WORDS.contains(text)) {
        throw new BadRecord(
            field + "." + RecordFields.shown(text),
            "not a channel" + Spelling.hint(text, CONSENT_WORDS));
      }
    }
    Object proof = words.get(PROOF);
    if (proof != null) {
      if (!(proof instanceof String)) {
        throw new BadRecord(field + "." + PROOF, "expected a text");
      }
      RecordFields.storable(field + "." + PROOF, proof, 0);
    }
    List<Consent> consents = new ArrayList<>();
    for (String word : CONSENT_WORDS) {
      Object value = word.equals(PROOF) ? null : words.get(word);
      if (value != null) {
        consents.add(
            new Consent(
                purpose,
                word.equals(ANY) ? null : Channel.of(word),
                RecordFields.truth(field + "." + word, value),
                at,
                source,
                (String) proof));
      }
    }
    return consents;
  }

  private static Map<String, Object> traits(Map<?, ?> map) throws BadRecord {
    Map<String, Object> traits = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = entry.getValue();
      if (entry.getKey() instanceof String name && value != null) {
        traits.put(name, value);
      }
    }
    RecordFields.storable("trait", traits, 0);
    return Collections.unmodifiableMap(traits);
  }

  private static String found(@Nullable String text) {
    return "found \"" + RecordFields.shown(text == null ? "" : text) + "\"";
  }
}
