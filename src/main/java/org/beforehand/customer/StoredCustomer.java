package org.beforehand.customer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Customer;
import org.jspecify.annotations.Nullable;

/** The canonical text of a record. It is parsed for every event, hence by token and unchecked. */
final class StoredCustomer {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private StoredCustomer() {}

  static Map<String, Object> data(CustomerRecord record) {
    Customer customer = record.customer();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", customer.id());
    put(data, "name", customer.name());
    put(data, "given", customer.given());
    put(data, "email", customer.email());
    put(data, "phone", customer.phone());
    Locale locale = customer.locale();
    put(data, "locale", locale == null ? null : locale.toLanguageTag());
    ZoneId zone = customer.zone();
    put(data, "zone", zone == null ? null : zone.getId());
    MonthDay birthday = customer.birthday();
    Integer year = customer.birthYear();
    if (birthday != null) {
      put(data, "birthday", (year == null ? birthday : birthday.atYear(year)).toString());
    }
    LocalDate since = customer.since();
    put(data, "since", since == null ? null : since.toString());
    put(data, "tier", customer.tier());
    put(data, "deceased", customer.deceased() ? true : null);
    if (!customer.preferred().isEmpty()) {
      data.put("preferred", customer.preferred().stream().map(Channel::word).toList());
    }
    if (!record.consents().isEmpty()) {
      Map<String, Object> consent = new LinkedHashMap<>();
      for (Consent each : record.consents()) {
        consent.merge(each.purpose().word(), said(each), StoredCustomer::both);
      }
      data.put("consent", consent);
    }
    if (!customer.scopes().isEmpty()) {
      data.put("scopes", List.copyOf(customer.scopes()));
    }
    if (!customer.traits().isEmpty()) {
      data.put("trait", customer.traits());
    }
    return data;
  }

  /** A plain yes or no, unless there is more to it. */
  private static Object said(Consent one) {
    if (one.channel() == null && one.proof() == null) {
      return one.granted();
    }
    Map<String, Object> said = new TreeMap<>();
    said.put(one.channel() == null ? CustomerRecord.ANY : one.channel().word(), one.granted());
    put(said, CustomerRecord.PROOF, one.proof());
    return said;
  }

  private static Object both(Object some, Object other) {
    Map<String, Object> both = new TreeMap<>();
    for (Object one : List.of(some, other)) {
      if (one instanceof Map<?, ?> map) {
        map.forEach((name, value) -> both.put((String) name, value));
      } else {
        both.put(CustomerRecord.ANY, one);
      }
    }
    return both;
  }

  private static void put(Map<String, Object> data, String field, @Nullable Object value) {
    if (value != null) {
      data.put(field, value);
    }
  }

  static String json(CustomerRecord record) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, Object> field : data(record).entrySet()) {
        out.writeFieldName(field.getKey());
        write(out, field.getValue());
      }
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("a StringWriter never fails", impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object each : list) {
        write(out, each);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      // Sorted, since a map's own order must not make two equal records differ.
      for (Map.Entry<String, Object> each : sorted(map).entrySet()) {
        out.writeFieldName(each.getKey());
        write(out, each.getValue());
      }
      out.writeEndObject();
    } else {
      throw new IllegalArgumentException("not a value of a record: " + value.getClass());
    }
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put((String) name, value));
    return sorted;
  }

  static CustomerRecord parse(String json, Instant at, String source) {
    try (JsonParser in = JSON.createParser(json)) {
      return new StoredCustomerTokens(in, at, source).record();
    } catch (IOException | RuntimeException notOurs) {
      throw new IllegalArgumentException("not a stored customer record", notOurs);
    }
  }
}
