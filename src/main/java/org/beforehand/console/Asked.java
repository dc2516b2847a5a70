package org.beforehand.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The body of a request: an object with fields of these names and no others. */
final class Asked {

  private static final Pattern TIME = Pattern.compile("(\\d{1,4})(m|h|d)");

  private final String place;
  private final Map<String, Object> fields;

  private Asked(String place, Map<String, Object> fields) {
    this.place = place;
    this.fields = fields;
  }

  /** No body is one without fields. */
  static Asked of(@Nullable Map<String, Object> body, String... names) {
    return of("", body == null ? Map.of() : body, names);
  }

  private static Asked of(String place, Map<String, Object> fields, String... names) {
    List<String> known = Arrays.asList(names);
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw wrong(place + name + ": expected only " + String.join(", ", known));
      }
    }
    return new Asked(place, fields);
  }

  @Nullable String perhapsText(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(place + name + ": expected a text");
    }
    if (value != null && value.toString().indexOf('\0') >= 0) {
      throw wrong(place + name + ": expected a text, found a NUL in it");
    }
    return (String) value;
  }

  String text(String name) {
    String value = perhapsText(name);
    if (value == null || value.isBlank()) {
      throw wrong(place + name + ": expected a text, found none");
    }
    return value;
  }

  /** A text of one line. */
  String line(String name, int longest) {
    String value = text(name);
    if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
      throw wrong(name, "a text of one line, of at most " + longest + " characters");
    }
    return value;
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  /** An object with fields of these names and no others; null where there is none. */
  @Nullable Asked perhapsObject(String name, String... names) {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(place + name + ": expected an object with " + String.join(", ", names));
    }
    Map<String, Object> inner = new TreeMap<>();
    map.forEach((key, one) -> inner.put(key.toString(), one));
    return of(place + name + ".", inner, names);
  }

  /** A number that may be broken; null where there is none. */
  @Nullable Double perhapsShare(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      double share = number.doubleValue();
      if (share >= 0 && share <= 1) {
        return share;
      }
    }
    throw wrong(place + name + ": expected a share from 0 to 1, such as 0.05");
  }

  /** A time such as 12h; null where there is none. */
  @Nullable Duration perhapsTime(String name, Duration longest) {
    String text = perhapsText(name);
    return text == null ? null : time(place + name, text, longest);
  }

  /** Minutes, hours or days, such as 7d. */
  static Duration time(String name, String text, Duration longest) {
    Matcher written = TIME.matcher(text);
    if (written.matches()) {
      long n = Long.parseLong(written.group(1));
      Duration time =
          switch (written.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
          };
      if (!time.isZero() && time.compareTo(longest) <= 0) {
        return time;
      }
    }
    throw wrong(name + ": expected a time such as 12h or 7d, at most " + longest.toDays() + "d");
  }

  /** Fails with a sentence about one of its fields. */
  ResponseStatusException wrong(String name, String expected) {
    return wrong(place + name + ": expected " + expected);
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
    throw wrong(place + name + ": expected a whole number, 0 or more");
  }

  /** A time with its offset; null where there is none. */
  @Nullable Instant perhapsInstant(String name) {
    String text = perhapsText(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw wrong(place + name + ": expected a time such as 2026-03-12T18:00:00+01:00");
    }
  }

  <E extends Enum<E>> E word(String name, E otherwise) {
    E word = perhapsWord(name, otherwise.getDeclaringClass());
    return word == null ? otherwise : word;
  }

  /** One of the words of an enumeration, in small letters; null where there is none. */
  <E extends Enum<E>> @Nullable E perhapsWord(String name, Class<E> type) {
    String value = perhapsText(name);
    if (value == null) {
      return null;
    }
    E[] words = Objects.requireNonNull(type.getEnumConstants());
    for (E word : words) {
      if (word.name().toLowerCase(Locale.ROOT).equals(value)) {
        return word;
      }
    }
    List<String> expected =
        Arrays.stream(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    throw wrong(place + name + ": expected " + String.join(" or ", expected));
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

  /** At least one whole number, each once, and at most so many. */
  List<Long> numbers(String name, int most) {
    Set<Long> numbers = new LinkedHashSet<>();
    if (fields.get(name) instanceof List<?> list) {
      for (Object one : list) {
        if (!(one instanceof Integer || one instanceof Long)) {
          throw wrong(name + ": expected a list of whole numbers");
        }
        numbers.add(((Number) one).longValue());
      }
    }
    if (numbers.isEmpty() || numbers.size() > most) {
      throw wrong(name + ": expected a list of 1 to " + most + " whole numbers");
    }
    return List.copyOf(numbers);
  }

  /** Texts in their order, each once; null where the field is absent. */
  @Nullable List<String> perhapsList(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw wrong(name + ": expected a list of texts");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object text : list) {
      if (!(text instanceof String) || text.toString().indexOf('\0') >= 0) {
        throw wrong(name + ": expected a list of texts");
      }
      texts.add(text.toString());
    }
    return List.copyOf(texts);
  }

  static ResponseStatusException wrong(String what) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, what);
  }
}
