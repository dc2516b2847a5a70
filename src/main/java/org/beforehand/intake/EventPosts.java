package org.beforehand.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;

/** Events as they are posted: one result for each, in order, and good ones kept. */
final class EventPosts {
  private static final String EXPECTED =
      "Content-Type: expected application/cloudevents+json, application/cloudevents-batch+json, or"
          + " application/json with the ce- headers of a binary event, in UTF-8";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Batches that run beside the gatherer; more would only wait for each other's connections. */
  private static final int BATCHES = 4;

  private final Door door;
  private final Gatherer gatherer;
  private final InstantSource clock;
  private final EventReader reader = new EventReader();
  private final Semaphore batches = new Semaphore(BATCHES);

  EventPosts(Door door, Gatherer gatherer, InstantSource clock) {
    this.door = door;
    this.gatherer = gatherer;
    this.clock = clock;
  }

  /** Takes the events of one request. */
  Answer post(Map<String, String> headers, byte[] body) {
    String contentType = BinaryHeaders.contentType(headers);
    String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean structured = media.startsWith("application/cloudevents");
    boolean binary = !structured && BinaryHeaders.anyIn(headers);
    boolean empty = contentType.isEmpty() && body.length == 0;
    if (!(structured || binary) || !(Attributes.json(contentType) || binary && empty)) {
      return Answer.problem(
          Answer.UNSUPPORTED,
          EXPECTED + ", found " + (contentType.isEmpty() ? "nothing" : Text.shown(contentType)));
    }
    if (structured && !EventReader.knows(media)) {
      return Answer.problem(Answer.UNSUPPORTED, EXPECTED + ", found " + Text.shown(contentType));
    }
    Instant now = clock.instant();
    List<Read> reads = reader.request(headers, body, now);
    String unreadable = EventReader.unreadable(reads);
    if (unreadable != null) {
      return Answer.problem(Answer.BAD_REQUEST, unreadable);
    }
    try {
      return EventReader.batched(media) ? batch(reads, now) : single(reads.get(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.unavailable();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException unstored) {
      return Answer.unavailable();
    }
  }

  private Answer single(Read read)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (read instanceof Read.Bad bad) {
      return Answer.problem(Answer.BAD_REQUEST, bad.reason(), List.of(result(bad)));
    }
    Receipt receipt = wait(gatherer, (Read.Good) read);
    return receipt.outcome() == Receipt.Outcome.REFUSED
        ? Answer.problem(Answer.BAD_REQUEST, receipt.detail(), List.of(result(receipt)))
        : Answer.good(Answer.ACCEPTED, Map.of("results", List.of(result(receipt))));
  }

  static Receipt wait(Gatherer gatherer, Read.Good event)
      throws InterruptedException, ExecutionException, TimeoutException {
    return gatherer.post(event).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Answer batch(List<Read> reads, Instant now) throws InterruptedException {
    List<Read.Good> goods = new ArrayList<>();
    reads.forEach(
        read -> {
          if (read instanceof Read.Good good) {
            goods.add(good);
          }
        });
    List<Receipt> receipts = goods.isEmpty() ? List.of() : accept(goods, now);
    List<Map<String, Object>> results = new ArrayList<>();
    int next = 0;
    for (Read read : reads) {
      results.add(read instanceof Read.Bad bad ? result(bad) : result(receipts.get(next++)));
    }
    return Answer.good(Answer.ACCEPTED, Map.of("results", results));
  }

  private List<Receipt> accept(List<Read.Good> goods, Instant now) throws InterruptedException {
    if (!batches.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new RejectedExecutionException("too many batches");
    }
    try {
      return door.accept(goods, now, none -> {});
    } finally {
      batches.release();
    }
  }

  private static Map<String, Object> result(Receipt receipt) {
    return result(
        receipt.key(),
        receipt.outcome().name().toLowerCase(Locale.ROOT),
        switch (receipt.outcome()) {
          case ACCEPTED, WAITING, PARKED -> Answer.ACCEPTED;
          case REPEATED -> Answer.OK;
          case CONFLICT -> 409;
          case REFUSED -> Answer.BAD_REQUEST;
        },
        receipt.detail());
  }

  private static Map<String, Object> result(Read.Bad bad) {
    return result(bad.key(), "refused", Answer.BAD_REQUEST, bad.reason());
  }

  private static Map<String, Object> result(
      Event.@Nullable Key key, String outcome, int status, String detail) {
    Map<String, Object> result = new LinkedHashMap<>();
    if (key != null) {
      result.put("source", key.source());
      result.put("id", key.id());
    }
    result.put("outcome", outcome);
    result.put("status", status);
    result.put("detail", detail);
    return result;
  }
}
