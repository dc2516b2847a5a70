package org.beforehand.customer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading of one record's fields; every error names the field and what was expected. */
record RecordFields(Map<String, Object> data) {
  static final int LONGEST_TEXT = 200;
  private static final int LONGEST_TRAIT_TEXT = 65_536;
  private static final int DEEPEST = 32;

  /** Refuses fields that are not among {@code known}. */
  void onlyKnown(Collection<String> known) throws BadRecord {
    for (String field : data.keySet()) {
      if (!known.contains(field)) {
        throw new BadRecord(
            shown(field), "not a field of a customer" + Spelling.hint(field, known));
      }
    }
  }

  /** One line of 1 to 200 characters; null where absent or blank. */
  @Nullable String text(String field) throws BadRecord {
    Object value = data.get(field);
    return value == null ? null : emptyAsNull(line(field, value));
  }

  boolean yes(String field) throws BadRecord {
    Object value = data.get(field);
    return value != null && truth(field, value);
  }

  /** A list of texts, each 1 to 200 characters; empty where absent. */
  List<String> texts(String field, int most) throws BadRecord {
    Object value = data.get(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new BadRecord(field, "expected a list of texts, found " + kind(value));
    }
    if (list.size() > most) {
      throw new BadRecord(field, "expected at most " + most + " entries, found " + list.size());
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object each : list) {
      String text = line(field, each);
      if (text.isBlank()) {
        throw new BadRecord(field, "expected entries of 1 to 200 characters, found an empty one");
      }
      texts.add(text);
    }
    return texts;
  }

  Map<?, ?> map(String field) throws BadRecord {
    Object value = data.get(field);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadRecord(field, "expected an object, found " + kind(value));
    }
    return map;
  }

  static boolean truth(String field, Object value) throws BadRecord {
    if (!(value instanceof Boolean truth)) {
      throw new BadRecord(field, "expected true or false, found " + kind(value));
    }
    return truth;
  }

  /** Refuses what the database cannot keep, at any depth. */
  static void storable(String field, @Nullable Object value, int depth) throws BadRecord {
    if (depth > DEEPEST) {
      throw new BadRecord(field, "expected at most " + DEEPEST + " levels of nesting");
    }
    if (value instanceof String text) {
      if (text.length() > LONGEST_TRAIT_TEXT) {
        throw new BadRecord(field, "expected at most " + LONGEST_TRAIT_TEXT + " characters");
      }
      wellFormed(field, text);
    } else if (value instanceof List<?> list) {
      for (Object each : list) {
        storable(field, each, depth + 1);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        if (!(each.getKey() instanceof String name) || name.isEmpty() || name.length() > 128) {
          throw new BadRecord(field, "expected names of 1 to 128 characters");
        }
        wellFormed(field, name);
        storable(field + "." + shown(name), each.getValue(), depth + 1);
      }
    } else if (!(value instanceof BigDecimal || value instanceof Boolean)) {
      throw new BadRecord(field, "expected text, a number, true or false, a list or an object");
    }
  }

  private static String line(String field, Object value) throws BadRecord {
    if (!(value instanceof String text)) {
      throw new BadRecord(field, "expected text, found " + kind(value));
    }
    if (text.length() > LONGEST_TEXT) {
      throw new BadRecord(
          field, "expected 1 to " + LONGEST_TEXT + " characters, found " + text.length());
    }
    wellFormed(field, text);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new BadRecord(
            field, "expected one line of text, found a control character at position " + (i + 1));
      }
    }
    return text;
  }

  private static void wellFormed(String field, String text) throws BadRecord {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new BadRecord(field, "expected text without the character U+0000");
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new BadRecord(field, "expected whole characters, found half a surrogate pair");
        }
        i++;
      }
    }
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isBlank() ? null : text;
  }

  static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  static String kind(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof Number) {
      return "a number";
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    return value instanceof List ? "a list" : "an object";
  }
}
