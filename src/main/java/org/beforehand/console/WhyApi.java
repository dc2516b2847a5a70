package org.beforehand.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.beforehand.fact.Event;
import org.beforehand.studio.Account;
import org.beforehand.studio.Why;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Why a customer got something, or did not: as JSON, or as a document in plain words. */
@RestController
final class WhyApi {

  private final Why why;
  private final InstantSource clock;

  WhyApi(Why why, InstantSource clock) {
    this.why = why;
    this.clock = clock;
  }

  /** The event by which a question may be asked. */
  record About(@Nullable String source, @Nullable String event, @Nullable String incident) {
    Event.@Nullable Key key() {
      if ((source == null) != (event == null)) {
        throw wrong("event: expected both source and event, or neither");
      }
      return source == null || event == null ? null : new Event.Key(source, event);
    }
  }

  /** The period a question is about; what is not said is up to now, and thirty days. */
  record Period(@Nullable String from, @Nullable String to, @Nullable String at) {}

  @GetMapping("/api/why")
  ResponseEntity<Object> why(
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String campaign,
      About about,
      Period period,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(required = false, name = "Accept") @Nullable String accept)
      throws JsonProcessingException {
    Event.Key event = about.key();
    String whose = customer;
    if (whose == null && event != null) {
      whose = why.customerOf(event);
    }
    if (whose == null) {
      throw wrong("customer: expected a customer's id, or an event's source and event");
    }
    Instant to = instant("to", period.to() == null ? period.at() : period.to(), clock.instant());
    Instant from = instant("from", period.from(), to.minus(Why.USUAL));
    Account account =
        why.answer(new Why.Question(whose, campaign, event, about.incident(), from, to));
    return "text".equals(format) || accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE)
        ? ResponseEntity.ok()
            .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
            .body(account.document(clock.instant()))
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(account);
  }

  private static Instant instant(String name, @Nullable String text, Instant otherwise) {
    try {
      return text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw wrong(name + ": expected a time such as 2026-03-12T10:00:00Z");
    }
  }

  private static ResponseStatusException wrong(String what) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, what);
  }
}
