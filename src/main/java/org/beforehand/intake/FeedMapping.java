package org.beforehand.intake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a feed's fields is what. A field is named by its path, with dots.
 *
 * @param array the names that lead to the array of outages; empty where it is the whole document
 * @param closed null where a row of the feed always is an outage that still stands
 */
record FeedMapping(
    List<String> array,
    String outage,
    @Nullable TimeField start,
    @Nullable TimeField eta,
    @Nullable TimeField updated,
    TextField service,
    @Nullable TextField cause,
    @Nullable String customers,
    List<Scope> scopes,
    @Nullable Closed closed) {

  /** What the incident of this name may be called at most, and a scope, a service and a cause. */
  private static final int LONGEST = 200;

  private static final int LONGEST_ID = 100;

  /** A field that holds a time. */
  record TimeField(String field, FeedTime form) {}

  /** A field that holds a text, or the same text for all rows. */
  record TextField(String text, boolean constant) {}

  /** A scope: the field's value between two texts. */
  record Scope(String before, String field, String after) {}

  /** The field and its values, in small letters, that say that an outage is over. */
  record Closed(String field, Set<String> values) {}

  /** The outage's id, where it can be read, whatever else is wrong with the row; else null. */
  @Nullable String id(Map<String, Object> row) {
    String id = text(row, outage);
    return id == null || id.length() > LONGEST_ID || Text.hasControl(id) ? null : id;
  }

  /**
   * The row as an outage.
   *
   * @throws Refused naming the field and what was expected
   */
  FeedOutage read(String id, Map<String, Object> row) throws Refused {
    String named = service.constant() ? service.text() : text(row, service.text());
    if (named == null || named.length() > LONGEST) {
      throw new Refused(service.text() + ": expected a service of 1 to 200 characters");
    }
    String why = cause == null ? null : cause.constant() ? cause.text() : text(row, cause.text());
    return new FeedOutage(
        id,
        time(row, start),
        time(row, eta),
        time(row, updated),
        named,
        why == null || why.length() <= LONGEST ? why : why.substring(0, LONGEST - 3) + "...",
        count(row),
        scopes(row),
        closed(row));
  }

  private static @Nullable Instant time(Map<String, Object> row, @Nullable TimeField of)
      throws Refused {
    Object value = of == null ? null : value(row, of.field());
    return of == null || value == null || value.toString().isBlank()
        ? null
        : of.form().read(value, of.field());
  }

  private @Nullable Long count(Map<String, Object> row) throws Refused {
    String text = customers == null ? null : text(row, customers);
    if (text == null) {
      return null;
    }
    try {
      long count = new BigDecimal(text).longValueExact();
      if (count >= 0) {
        return count;
      }
    } catch (ArithmeticException | NumberFormatException unlike) {
      // Said below.
    }
    throw new Refused(customers + ": expected how many customers, found " + Text.shown(text));
  }

  private List<String> scopes(Map<String, Object> row) throws Refused {
    Set<String> found = new LinkedHashSet<>();
    for (Scope scope : scopes) {
      for (Object value : each(value(row, scope.field()))) {
        String text = text(value);
        if (text != null) {
          found.add(scope.before() + text + scope.after());
        }
      }
    }
    if (found.isEmpty()) {
      throw new Refused(
          scopes.get(0).field() + ": expected what the outage touches, found nothing");
    }
    for (String scope : found) {
      if (scope.length() > LONGEST || Text.hasControl(scope)) {
        throw new Refused("scopes: expected at most 200 characters and no control characters");
      }
    }
    return List.copyOf(found);
  }

  private boolean closed(Map<String, Object> row) {
    String status = closed == null ? null : text(row, closed.field());
    return status != null && closed != null && closed.values().contains(lower(status));
  }

  static String lower(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  private static List<Object> each(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    return value == null ? List.of() : List.of(value);
  }

  private static @Nullable String text(Map<String, Object> row, String field) {
    Object value = value(row, field);
    return value == null ? null : text(value);
  }

  /** Null where it is blank, or neither a text nor a number. */
  private static @Nullable String text(Object value) {
    if (value instanceof BigDecimal number) {
      BigDecimal plain = number.stripTrailingZeros();
      return plain.toPlainString();
    }
    return value instanceof String text && !text.isBlank() ? text.strip() : null;
  }

  private static @Nullable Object value(Map<String, Object> row, String field) {
    Object value = row.get(field);
    if (value != null || field.indexOf('.') < 0) {
      return value;
    }
    Object inner = row;
    for (String name : field.split("\\.")) {
      inner = inner instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return inner;
  }
}
