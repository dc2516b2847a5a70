package org.beforehand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A utility's public outage feed in a week of storm, as somebody saw it who looked at it 554 times:
 * as the changes from one look to the next, or as what each look saw.
 */
public final class StormFeed {

  /** The source gives no more rows than this. */
  public static final int LIMIT = 2_000;

  /** From when to when it had more: what was missing then may have been there. */
  public static final Instant CAPPED_FROM = Instant.parse("2024-02-05T18:04:00Z");

  public static final Instant CAPPED_UNTIL = Instant.parse("2024-02-06T04:23:00Z");

  /** The file that describes the feed with its real fields. */
  public static final String MAPPING =
      """
      feed: pge
      every: 20m
      incident: pge-
      fields:
        outage: F_OUTAGE_ID
        start: {field: OUTAGE_START, time: epoch-millis}
        eta: {field: CURRENT_ETOR, time: epoch-millis}
        updated: {field: LAST_UPDATE, time: epoch-millis}
        service: =power
        cause: OUTAGE_CAUSE
        customers: EST_CUSTOMERS
        scopes:
          - circuit:{OUTAGE_CIRCUIT_ID}
      confirm: {snapshots: 3, time: 10m}
      doubt: {limit: 2000, share: 30, few: 20, believe-shrunk: 1h}
      """;

  /** The same, looked at so often. */
  public static String mapping(Duration every) {
    return MAPPING.replace("every: 20m", "every: " + every.toSeconds() + "s");
  }

  private static final String CHANGES = "outages/pge_storm_2024-02-04_11.jsonl.gz";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An outage as the source writes it, and as a reader of JSON gives it. */
  private record Outage(JsonNode json, Map<String, Object> row) {
    static Outage of(JsonNode json) {
      return new Outage(json, StormFeed.row(json));
    }
  }

  /** What one look saw. */
  public record Look(Instant at, List<Map<String, Object>> rows, List<JsonNode> outages) {

    private static Look of(Instant at, Map<String, Outage> standing) {
      return new Look(
          at,
          standing.values().stream().map(Outage::row).toList(),
          standing.values().stream().map(Outage::json).toList());
    }

    private Look at(Instant poll) {
      return new Look(poll, rows, outages);
    }

    /** The same look at some of the outages, chosen by their ids. */
    public Look only(Predicate<String> chosen) {
      List<Integer> kept =
          IntStream.range(0, outages.size())
              .filter(i -> chosen.test(outages.get(i).get("F_OUTAGE_ID").asText()))
              .boxed()
              .toList();
      return new Look(
          at, kept.stream().map(rows::get).toList(), kept.stream().map(outages::get).toList());
    }

    /** The document that the source served. */
    public byte[] json() {
      ArrayNode array = JSON.createArrayNode();
      array.addAll(outages);
      try {
        return JSON.writeValueAsBytes(array);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private StormFeed() {}

  /** All changes in order, each with when it was seen. */
  public static void changes(BiConsumer<Instant, JsonNode> to) throws IOException {
    changes(Instant.MAX, to);
  }

  /** Those seen before an instant. */
  public static void changes(Instant until, BiConsumer<Instant, JsonNode> to) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.path(CHANGES))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        Instant at = OffsetDateTime.parse(row.get("seen_at").asText()).toInstant();
        if (!at.isBefore(until)) {
          return;
        }
        to.accept(at, row);
      }
    }
  }

  /** All looks in order. */
  public static void looks(Consumer<Look> to) throws IOException {
    looks(Instant.MAX, to);
  }

  /** Those before an instant. */
  public static void looks(Instant until, Consumer<Look> to) throws IOException {
    Map<String, Outage> standing = new LinkedHashMap<>();
    Instant[] last = new Instant[1];
    changes(
        until,
        (at, row) -> {
          if (last[0] != null && !at.equals(last[0])) {
            to.accept(Look.of(last[0], standing));
          }
          last[0] = at;
          apply(row, standing);
        });
    to.accept(Look.of(last[0], standing));
  }

  /**
   * The week as a poller sees it that looks every so often, at whatever the source then has; and a
   * few looks more at the last of it. It finds nothing when the day begins, and the feed the next
   * time.
   */
  public static void polls(Duration every, int more, Consumer<Look> to) throws IOException {
    Look[] there = new Look[1];
    Instant[] due = {StormDay.MORNING.plus(every)};
    looks(
        look -> {
          while (there[0] != null && due[0].isBefore(look.at())) {
            to.accept(there[0].at(due[0]));
            due[0] = due[0].plus(every);
          }
          there[0] = look;
        });
    for (int i = 0; i <= more; i++) {
      to.accept(there[0].at(due[0].plus(every.multipliedBy(i))));
    }
  }

  /** The outage that a change is about. */
  public static String outage(JsonNode change) {
    return change.has("outage")
        ? change.get("outage").get("F_OUTAGE_ID").asText()
        : change.path("F_OUTAGE_ID").asText();
  }

  private static void apply(JsonNode change, Map<String, Outage> standing) {
    String outage = outage(change);
    switch (change.get("change").asText()) {
      case "opened" -> standing.put(outage, Outage.of(change.get("outage")));
      case "closed" -> standing.remove(outage);
      case "changed" -> {
        ObjectNode now = standing.get(outage).json().deepCopy();
        change
            .get("diff")
            .fields()
            .forEachRemaining(each -> now.set(each.getKey(), each.getValue().get(1)));
        standing.put(outage, Outage.of(now));
      }
      default -> throw new IllegalStateException(change.toString());
    }
  }

  private static Map<String, Object> row(JsonNode outage) {
    Map<String, Object> row = new LinkedHashMap<>();
    outage
        .fields()
        .forEachRemaining(
            each -> {
              JsonNode value = each.getValue();
              if (value.isNumber()) {
                row.put(each.getKey(), value.decimalValue());
              } else if (value.isTextual()) {
                row.put(each.getKey(), value.textValue());
              }
            });
    return row;
  }
}
