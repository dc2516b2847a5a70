package org.beforehand.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;

/** A customer's record as it is put: it becomes an event like any other. */
final class CustomerPuts {
  private static final String SOURCE = "/api/customers";

  private final Gatherer gatherer;
  private final InstantSource clock;
  private final Supplier<String> ids;

  /**
   * @param ids a new one each time, for the events
   */
  CustomerPuts(Gatherer gatherer, InstantSource clock, Supplier<String> ids) {
    this.gatherer = gatherer;
    this.clock = clock;
    this.ids = ids;
  }

  Answer put(String id, String contentType, byte[] body) {
    if (!Attributes.json(contentType)) {
      return Answer.problem(
          Answer.UNSUPPORTED,
          "Content-Type: expected application/json in UTF-8, found "
              + (contentType.isEmpty() ? "nothing" : Text.shown(contentType)));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Map<String, Object> data;
    List<String> warnings;
    try {
      data = new LinkedHashMap<>(StrictJson.object(body));
      if (!id.equals(data.getOrDefault("id", id))) {
        return Answer.problem(
            Answer.BAD_REQUEST, "id: expected none, or the one in the address, " + Text.shown(id));
      }
      data.put("id", id);
      warnings = CustomerRecord.read(data, now, SOURCE).warnings();
    } catch (Refused refused) {
      return Answer.problem(Answer.BAD_REQUEST, refused.reason());
    } catch (BadRecord bad) {
      return Answer.problem(Answer.BAD_REQUEST, String.valueOf(bad.getMessage()));
    }
    return put(id, data, warnings, now);
  }

  private Answer put(String id, Map<String, Object> data, List<String> warnings, Instant now) {
    Subject subject = new Subject.OfCustomer(id);
    Read.Good event =
        new Read.Good(
            new Event(SOURCE, ids.get(), CustomerReader.UPDATED, subject, now, data),
            Fingerprint.of(CustomerReader.UPDATED, subject, now, data));
    try {
      Receipt receipt = EventPosts.wait(gatherer, event);
      return switch (receipt.outcome()) {
        case ACCEPTED, REPEATED, WAITING ->
            Answer.good(Answer.OK, Map.of("id", id, "warnings", warnings));
        case PARKED ->
            Answer.good(Answer.ACCEPTED, Map.of("id", id, "warnings", List.of(receipt.detail())));
        case REFUSED, CONFLICT -> Answer.problem(Answer.BAD_REQUEST, receipt.detail());
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.unavailable();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException unstored) {
      return Answer.unavailable();
    }
  }
}
