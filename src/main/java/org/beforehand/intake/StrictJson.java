package org.beforehand.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON under limits: 256 KB an object, 32 levels, 65,536 characters a text, 128 a name, 40 digits a
 * number. Duplicate names and anything after the end are refused. A null is the same as absent.
 *
 * <p>The limits are kept here and not left to the parser, so that an error can name its place and a
 * batch can go on after a bad element; the parser's own, wider ones only guard what it buffers.
 */
final class StrictJson {
  static final int LARGEST = 256 * 1024;
  private static final int LARGEST_BATCH = 16 * 1024 * 1024;
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 65_536;
  private static final int LONGEST_NAME = 128;
  private static final int MOST_DIGITS = 40;
  private static final int LARGEST_EXPONENT = 100;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxStringLength(LARGEST)
                  .maxNumberLength(1000)
                  .maxNameLength(1000)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final String NOT_JSON = "not JSON: ";
  private static final String NO_ARRAY = "expected a JSON array";
  private static final String AFTER_ARRAY = "expected nothing after the JSON array";

  /** Marks a null until its object is complete, so that a duplicate of it is still seen. */
  private static final Object NULL = new Object();

  private final JsonParser in;

  /** How deep the array lies whose elements are read. */
  private final int base;

  private int depth;

  private StrictJson(JsonParser in, int base) {
    this.in = in;
    this.base = base;
  }

  /** What a batch gives for each element. */
  interface Elements {
    void good(int index, Map<String, Object> element);

    void bad(int index, String reason);
  }

  /** Reads one object, alone in {@code json}, which is UTF-8. */
  static Map<String, Object> object(byte[] json) throws Refused {
    if (json.length > LARGEST) {
      throw new Refused("expected at most 256 KB, found " + json.length + " bytes");
    }
    try (JsonParser parser = JSON.createParser(utf8(json), 0, json.length)) {
      StrictJson reading = new StrictJson(parser, 0);
      Map<String, Object> object = reading.wholeObject(parser.nextToken());
      if (parser.nextToken() != null) {
        throw new Refused("expected nothing after the JSON object");
      }
      return object;
    } catch (IOException broken) {
      throw new Refused(syntax(broken, json));
    }
  }

  /**
   * Reads an array of objects. An element that breaks a limit does not stop the rest; broken syntax
   * does, since nobody knows where the next element begins.
   */
  static void array(byte[] json, Elements to) {
    array(json, List.of(), to);
  }

  /**
   * The same for an array somewhere in an object, which must be whole to its end.
   *
   * @param path the names that lead to the array; empty where it is the whole document
   */
  static void array(byte[] json, List<String> path, Elements to) {
    int index = 0;
    if (json.length > LARGEST_BATCH) {
      to.bad(0, "expected at most 16 MB, found " + json.length + " bytes");
      return;
    }
    try (JsonParser parser = JSON.createParser(utf8(json), 0, json.length)) {
      if (!enter(parser, path)) {
        to.bad(0, NO_ARRAY + (path.isEmpty() ? "" : " at " + String.join(".", path)));
        return;
      }
      JsonToken token = parser.nextToken();
      while (token != JsonToken.END_ARRAY) {
        StrictJson reading = new StrictJson(parser, path.size() + 1);
        try {
          to.good(index, reading.element(token));
        } catch (Refused refused) {
          reading.leave();
          to.bad(index, refused.reason());
        }
        index++;
        token = parser.nextToken();
      }
      for (int open = path.size(); open > 0; open--) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        to.bad(index, AFTER_ARRAY);
      }
    } catch (IOException broken) {
      to.bad(index, syntax(broken, json) + "; nothing after this could be read");
    }
  }

  /** Moves to the array's beginning; false if there is none. */
  private static boolean enter(JsonParser parser, List<String> path) throws IOException {
    JsonToken token = parser.nextToken();
    for (String name : path) {
      if (token != JsonToken.START_OBJECT) {
        return false;
      }
      String found = parser.nextFieldName();
      while (found != null && !found.equals(name)) {
        parser.nextToken();
        parser.skipChildren();
        found = parser.nextFieldName();
      }
      if (found == null) {
        return false;
      }
      token = parser.nextToken();
    }
    return token == JsonToken.START_ARRAY;
  }

  /** Whether this reason is about the body and not about one element of it. */
  static boolean wholeBody(String reason) {
    return reason.startsWith(NOT_JSON)
        || reason.startsWith(NO_ARRAY)
        || reason.startsWith(AFTER_ARRAY);
  }

  /** Without this, Jackson would guess UTF-16 and UTF-32 from zero bytes. */
  private static byte[] utf8(byte[] json) throws IOException {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0 || json[i] == (byte) 0xfe || json[i] == (byte) 0xff) {
        throw new IOException("expected UTF-8");
      }
    }
    return json;
  }

  private Map<String, Object> element(@Nullable JsonToken token) throws IOException, Refused {
    long from = in.currentTokenLocation().getByteOffset();
    Map<String, Object> element = wholeObject(token);
    long bytes = in.currentLocation().getByteOffset() - from;
    if (bytes > LARGEST) {
      throw new Refused("expected at most 256 KB, found " + bytes + " bytes");
    }
    return element;
  }

  /** Moves on to the end of the element that was being read. */
  private void leave() throws IOException {
    while (!in.getParsingContext().inArray() || in.getParsingContext().getNestingDepth() > base) {
      if (in.nextToken() == null) {
        return;
      }
    }
  }

  private Map<String, Object> wholeObject(@Nullable JsonToken token) throws IOException, Refused {
    if (token != JsonToken.START_OBJECT) {
      throw new Refused("expected a JSON object");
    }
    return object();
  }

  private Map<String, Object> object() throws IOException, Refused {
    deeper();
    Map<String, Object> object = new LinkedHashMap<>();
    boolean nulls = false;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      if (name.length() > LONGEST_NAME) {
        throw new Refused(place() + ": expected names of at most " + LONGEST_NAME + " characters");
      }
      Text.storable(name, "a name");
      JsonToken token = in.nextToken();
      Object value = token == JsonToken.VALUE_NULL ? NULL : value(token);
      if (object.put(name, value) != null) {
        throw new Refused(place() + ": given twice");
      }
      nulls |= value == NULL;
    }
    if (nulls) {
      object.values().removeIf(value -> value == NULL);
    }
    depth--;
    return Collections.unmodifiableMap(object);
  }

  private List<Object> list() throws IOException, Refused {
    deeper();
    List<Object> list = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      if (token != JsonToken.VALUE_NULL) {
        list.add(value(token));
      }
    }
    depth--;
    return Collections.unmodifiableList(list);
  }

  private Object value(JsonToken token) throws IOException, Refused {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      default -> text();
    };
  }

  private String text() throws IOException, Refused {
    String text = in.getText();
    if (text.length() > LONGEST_TEXT) {
      throw new Refused(
          place() + ": expected at most " + LONGEST_TEXT + " characters, found " + text.length());
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        // Only now is the place worth building.
        Text.storable(text, place());
        break;
      }
    }
    return text;
  }

  private BigDecimal number() throws IOException, Refused {
    if (in.getTextLength() > MOST_DIGITS) {
      throw new Refused(place() + ": expected a number of at most " + MOST_DIGITS + " digits");
    }
    BigDecimal number = in.getDecimalValue();
    if (Math.abs(number.scale()) > LARGEST_EXPONENT) {
      throw new Refused(place() + ": expected an exponent of at most " + LARGEST_EXPONENT);
    }
    return number;
  }

  private void deeper() throws Refused {
    if (++depth > DEEPEST) {
      throw new Refused(place() + ": expected at most " + DEEPEST + " levels of nesting");
    }
  }

  /** Such as {@code data.items.0.price}. */
  private String place() {
    String pointer = in.getParsingContext().pathAsPointer().toString();
    String place = pointer.isEmpty() ? "JSON" : pointer.substring(1).replace('/', '.');
    return place.length() <= 100 ? place : place.substring(0, 100) + "...";
  }

  /** In our words: the parser's name classes and what it calls its source. */
  private static String syntax(IOException broken, byte[] json) {
    if (!(broken instanceof JsonProcessingException syntax)) {
      return NOT_JSON + broken.getMessage();
    }
    JsonLocation at = syntax.getLocation();
    String where =
        NOT_JSON
            + (at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ");
    if (broken instanceof StreamConstraintsException) {
      return where + "expected shorter names and numbers, and less nesting";
    }
    int index = at == null ? -1 : (int) at.getByteOffset();
    if (broken instanceof JsonEOFException || index < 0 || index >= json.length) {
      return where + "it ends before everything that was begun is closed";
    }
    boolean plain = json[index] > ' ' && json[index] < 127;
    return where
        + "found "
        + (plain ? (char) json[index] + ", which" : "what")
        + " cannot stand here; a comma, a quotation mark or a bracket may be missing before it";
  }
}
