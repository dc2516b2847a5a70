package org.beforehand.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Purpose;
import org.junit.jupiter.api.Test;

class CustomerRecordTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");

  @Test
  void a_full_record_is_read_field_by_field() throws BadRecord {
    CustomerRecord record = CustomerRecord.read(full(), AT, "crm");
    Customer customer = record.customer();
    assertThat(customer.id()).isEqualTo("C-1");
    assertThat(customer.locale()).isEqualTo(Locale.forLanguageTag("nb-NO"));
    assertThat(customer.zone()).isEqualTo(ZoneId.of("Europe/Oslo"));
    assertThat(customer.birthday()).isEqualTo(MonthDay.of(2, 29));
    assertThat(customer.birthYear()).isEqualTo(1984);
    assertThat(customer.since()).isEqualTo(LocalDate.of(2019, 5, 1));
    assertThat(customer.preferred()).containsExactly(Channel.SMS, Channel.EMAIL);
    assertThat(customer.scopes()).containsExactly("area:7010", "circuit:1201");
    assertThat(customer.trait("plan")).isEqualTo("fibre");
    assertThat(record.consents())
        .containsExactly(
            new Consent(Purpose.SERVICE, true, AT, "crm"),
            new Consent(Purpose.MARKETING, false, AT, "crm"));
    assertThat(record.warnings()).isEmpty();
  }

  @Test
  void only_the_id_is_required() throws BadRecord {
    CustomerRecord record = CustomerRecord.read(Map.of("id", "C-1"), AT, "crm");
    assertThat(record.json()).isEqualTo("{\"id\":\"C-1\"}");
    assertThat(record.customer().deceased()).isFalse();
  }

  @Test
  void what_is_written_is_read_back_the_same() throws BadRecord {
    CustomerRecord record = CustomerRecord.read(full(), AT, "crm");
    CustomerRecord parsed = CustomerRecord.parse(record.json(), AT, "crm");
    assertThat(parsed).isEqualTo(record);
    assertThat(parsed.json()).isEqualTo(record.json());
    assertThat(CustomerRecord.read(record.toData(), AT, "crm")).isEqualTo(record);
    assertThat(record.toData().keySet()).containsSequence("id", "name", "given", "email");
  }

  @Test
  void the_order_in_which_a_record_was_sent_does_not_show_in_its_text() throws BadRecord {
    Map<String, Object> reversed = new LinkedHashMap<>();
    List<String> names = new java.util.ArrayList<>(full().keySet());
    Collections.reverse(names);
    names.forEach(name -> reversed.put(name, full().get(name)));
    assertThat(CustomerRecord.read(reversed, AT, "crm").json())
        .isEqualTo(CustomerRecord.read(full(), AT, "crm").json());
  }

  @Test
  void errors_say_where_and_what_was_expected() {
    refused("id", null, "id: expected text of 1 to 200 characters, found nothing");
    refused("id", " ", "id: expected text of 1 to 200 characters, found nothing");
    refused("id", new BigDecimal(7), "id: expected text, found a number");
    refused("id", "a\tb", "id: expected one line of text, found a control character at position 2");
    refused("id", "x".repeat(201), "id: expected 1 to 200 characters, found 201");
    refused("name", "a\ud800b", "name: expected whole characters, found half a surrogate pair");
    refused("name", "a\u0000b", "name: expected text without the character U+0000");
    refused(
        "birthday",
        "9/3/84",
        "birthday: expected a date such as 1984-03-09 or --03-09, found \"9/3/84\"");
    refused(
        "birthday",
        "1984-02-30",
        "birthday: expected a date such as 1984-03-09 or --03-09, found \"1984-02-30\"");
    refused("since", "+12019-01-01", "since: expected a date such as 2019-05-01, found");
    refused("zone", "+01:00", "zone: expected a time zone such as Europe/Oslo, found \"+01:00\"");
    refused("zone", "Europe/Olso", "zone: expected a time zone");
    refused("locale", "norsk bokmål", "locale: expected a language tag such as en-GB");
    refused("deceased", "yes", "deceased: expected true or false, found text");
    refused("preferred", List.of("fax"), "preferred: expected email, sms or call, found \"fax\"");
    refused("preferred", "sms", "preferred: expected a list of texts, found text");
    refused("consent", Map.of("marketting", true), "consent.marketting: not a purpose; did you");
    refused("consent", Map.of("requested", true), "consent.requested: not a purpose");
    refused("consent", Map.of("care", "yes"), "consent.care: expected true or false, found text");
    refused("scopes", List.of(""), "scopes: expected entries of 1 to 200 characters");
    refused("scopes", Collections.nCopies(1001, "a:1"), "scopes: expected at most 1000 entries");
    refused("trait", "x", "trait: expected an object, found text");
    refused("trait", Map.of("a", Map.of("b", "\udc00")), "trait.a.b: expected whole characters");
    refused("birtday", "x", "birtday: not a field of a customer; did you mean \"birthday\"?");
  }

  @Test
  void an_implausible_birthday_is_kept_out_with_a_warning() throws BadRecord {
    for (String birthday : List.of("2026-03-03", "1905-12-31", "0001-01-01")) {
      CustomerRecord record =
          CustomerRecord.read(Map.of("id", "C", "birthday", birthday), AT, "crm");
      assertThat(record.customer().birthday()).isNull();
      assertThat(record.customer().birthYear()).isNull();
      assertThat(record.warnings()).singleElement().asString().startsWith("birthday: ");
    }
    assertThat(CustomerRecord.read(Map.of("id", "C", "birthday", "2026-03-01"), AT, "").warnings())
        .isEmpty();
    assertThat(
            CustomerRecord.read(Map.of("id", "C", "birthday", "--02-29"), AT, "")
                .customer()
                .birthday())
        .isEqualTo(MonthDay.of(2, 29));
  }

  @Test
  void an_address_that_cannot_be_one_is_kept_out_and_not_repeated() throws BadRecord {
    CustomerRecord record =
        CustomerRecord.read(Map.of("id", "C", "email", "ola@", "phone", "none"), AT, "crm");
    assertThat(record.customer().email()).isNull();
    assertThat(record.customer().phone()).isNull();
    assertThat(record.warnings()).hasSize(2).noneMatch(warning -> warning.contains("ola"));
  }

  @Test
  void an_underscore_in_a_locale_is_accepted() throws BadRecord {
    assertThat(
            CustomerRecord.read(Map.of("id", "C", "locale", "pt_BR"), AT, "").customer().locale())
        .isEqualTo(Locale.forLanguageTag("pt-BR"));
  }

  private static void refused(String field, Object value, String message) {
    Map<String, Object> data = full();
    if (value == null) {
      data.remove(field);
    } else {
      data.put(field, value);
    }
    assertThatThrownBy(() -> CustomerRecord.read(data, AT, "crm"))
        .isInstanceOf(BadRecord.class)
        .hasMessageStartingWith(message);
  }

  private static Map<String, Object> full() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", "C-1");
    data.put("name", "Åse \"Bø\" 😀");
    data.put("given", "Åse");
    data.put("email", "Ase@Example.NO");
    data.put("phone", "+47 22 12 34 56");
    data.put("locale", "nb-NO");
    data.put("zone", "Europe/Oslo");
    data.put("birthday", "1984-02-29");
    data.put("since", "2019-05-01");
    data.put("tier", "gold");
    data.put("deceased", true);
    data.put("preferred", List.of("sms", "email"));
    data.put("consent", Map.of("marketing", false, "service", true));
    data.put("scopes", List.of("circuit:1201", "area:7010"));
    data.put(
        "trait",
        Map.of("plan", "fibre", "charges", new BigDecimal("29.85"), "deep", Map.of("b", true)));
    return data;
  }
}
