package org.beforehand.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The body of a request: an object with fields of these names and no others. */
final class Asked {

  private final Map<String, Object> fields;

  private Asked(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** No body is one without fields. */
  static Asked of(@Nullable Map<String, Object> body, String... names) {
    Map<String, Object> fields = body == null ? Map.of() : body;
    List<String> known = Arrays.asList(names);
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw wrong(name + ": expected only " + String.join(", ", known));
      }
    }
    return new Asked(fields);
  }

  @Nullable String perhapsText(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(name + ": expected a text");
    }
    if (value != null && value.toString().indexOf('\0') >= 0) {
      throw wrong(name + ": expected a text, found a NUL in it");
    }
    return (String) value;
  }

  String text(String name) {
    String value = perhapsText(name);
    if (value == null || value.isBlank()) {
      throw wrong(name + ": expected a text, found none");
    }
    return value;
  }

  @Nullable Long perhapsNumber(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= 0) {
        return number;
      }
    }
    throw wrong(name + ": expected a whole number, 0 or more");
  }

  <E extends Enum<E>> E word(String name, E otherwise) {
    String value = perhapsText(name);
    if (value == null) {
      return otherwise;
    }
    E[] words = Objects.requireNonNull(otherwise.getDeclaringClass().getEnumConstants());
    for (E word : words) {
      if (word.name().toLowerCase(Locale.ROOT).equals(value)) {
        return word;
      }
    }
    List<String> expected =
        Arrays.stream(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    throw wrong(name + ": expected " + String.join(" or ", expected));
  }

  /** Texts by name; null for one that is taken away. */
  Map<String, @Nullable String> texts(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(name + ": expected an object, each path with the text of its file, or null");
    }
    Map<String, @Nullable String> texts = new TreeMap<>();
    map.forEach(
        (key, text) -> {
          if (text != null && !(text instanceof String)) {
            throw wrong(name + "." + key + ": expected the text of the file, or null");
          }
          texts.put(key.toString(), (String) text);
        });
    return texts;
  }

  static ResponseStatusException wrong(String what) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, what);
  }
}
