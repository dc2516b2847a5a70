package org.beforehand.intake;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;

/**
 * Reads events in every mode of CloudEvents 1.0 over JSON: structured, batch and binary, and the
 * lines of a file. Nothing is thrown for bad input: it becomes a {@link Read.Bad} that says where
 * and what was expected. {@code received} stands in for a time that was left out.
 */
public final class EventReader {
  private static final String ONE = "application/cloudevents+json";
  private static final String BATCH = "application/cloudevents-batch+json";

  /**
   * Reads an HTTP request: structured or batch by its content type, else binary.
   *
   * @param headers any case; only {@code ce-*} and the content type are looked at
   * @return one result per event; at least one, unless an empty batch was sent
   */
  public List<Read> request(Map<String, String> headers, byte[] body, Instant received) {
    String contentType = BinaryHeaders.contentType(headers);
    String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (media.startsWith("application/cloudevents") && !Attributes.json(contentType)) {
      return List.of(bad(0, contentTypeExpected(contentType), null));
    }
    if (media.equals(BATCH)) {
      return batch(body, received);
    }
    if (media.equals(ONE)) {
      return List.of(structured(body, 0, received));
    }
    if (BinaryHeaders.anyIn(headers)) {
      return List.of(binary(headers, body, received));
    }
    return List.of(bad(0, contentTypeExpected(contentType), null));
  }

  /** Whether this media type says how its events are written, in a way we read. */
  static boolean knows(String media) {
    return media.equals(ONE) || batched(media);
  }

  static boolean batched(String media) {
    return media.equals(BATCH);
  }

  /** Why the body as a whole cannot be read, or null where it can, whatever its events are like. */
  static @Nullable String unreadable(List<Read> reads) {
    return !reads.isEmpty()
            && reads.get(reads.size() - 1) instanceof Read.Bad bad
            && StrictJson.wholeBody(bad.reason())
        ? bad.reason()
        : null;
  }

  /**
   * Reads one event in structured mode.
   *
   * @param json UTF-8
   * @param place the index or line to report for a bad one
   */
  public Read structured(byte[] json, long place, Instant received) {
    try {
      return members(StrictJson.object(json), place, received);
    } catch (Refused refused) {
      return bad(place, refused.reason(), null);
    }
  }

  /** Reads a JSON array of events; one result per element, in order. */
  public List<Read> batch(byte[] json, Instant received) {
    List<Read> results = new ArrayList<>();
    StrictJson.array(
        json,
        new StrictJson.Elements() {
          @Override
          public void good(int index, Map<String, Object> element) {
            results.add(members(element, index, received));
          }

          @Override
          public void bad(int index, String reason) {
            results.add(EventReader.bad(index, reason, null));
          }
        });
    return results;
  }

  /**
   * Reads one event in binary mode.
   *
   * @param headers with {@code ce-*} (HTTP) or {@code ce_*} (Kafka) attributes
   * @param body the data, a JSON object, or empty
   */
  public Read binary(Map<String, String> headers, byte[] body, Instant received) {
    Event.Key key = null;
    try {
      Map<String, Object> members = BinaryHeaders.members(headers);
      key = Attributes.key(members);
      if (body.length > 0 && jsonBody(members)) {
        members.put("data", dataOf(body));
      }
      return members(members, 0, received);
    } catch (Refused refused) {
      return bad(0, refused.reason(), key);
    }
  }

  /**
   * Reads a file of events, one at a time and in bounded memory. In CSV, {@code data.NAME} columns
   * are the data, nested by further dots; what looks like a number (without a leading zero) is one.
   *
   * @param in UTF-8; the caller closes it
   * @return in the stream's order; fails with UncheckedIOException if the stream does
   */
  public Iterator<Read> rows(InputStream in, Format format, ColumnMap map, Instant received) {
    return new Records(in, format, map, RecordKind.EVENT).each(entry -> row(entry, received));
  }

  Read row(Records.Entry entry, Instant received) {
    return entry.problem() == null
        ? members(entry.data(), entry.line(), received)
        : bad(entry.line(), entry.problem(), null);
  }

  /** Reads the members of a structured event. */
  Read members(Map<String, Object> members, long place, Instant received) {
    try {
      return Attributes.event(members, received);
    } catch (Refused refused) {
      return bad(place, refused.reason(), Attributes.key(members));
    }
  }

  private static boolean jsonBody(Map<String, Object> members) {
    return !(members.get("datacontenttype") instanceof String type) || Attributes.json(type);
  }

  private static Map<String, Object> dataOf(byte[] body) throws Refused {
    try {
      return StrictJson.object(body);
    } catch (Refused refused) {
      throw new Refused("data: " + refused.reason());
    }
  }

  private static Read.Bad bad(long place, String reason, Event.@Nullable Key key) {
    return new Read.Bad(place, reason, key);
  }

  private static String contentTypeExpected(String found) {
    return "Content-Type: expected "
        + ONE
        + " or "
        + BATCH
        + " in UTF-8, or the ce- headers of a binary event, found "
        + (found.isEmpty() ? "nothing" : Text.shown(found));
  }
}
