package org.beforehand.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.annotations.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.beforehand.fact.Event;
import org.beforehand.studio.Why;
import org.beforehand.studio.WhyAnswer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Why a customer got something, or did not, and what an incident came to for all its customers: as
 * JSON, or as a document in plain words.
 */
@RestController
final class WhyApi {

  private final Why why;
  private final InstantSource clock;

  WhyApi(Why why, InstantSource clock) {
    this.why = why;
    this.clock = clock;
  }

  /** How many customers are named as examples. */
  private static final int EXAMPLES = 3;

  private static final int MOST_EXAMPLES = 100;

  /** The event, or the incident, by which a question may be asked. */
  record About(
      @Nullable String source,
      @Nullable String event,
      @Nullable String incident,
      @Nullable String examples) {

    int named() {
      try {
        int named = examples == null ? EXAMPLES : Integer.parseInt(examples);
        if (named >= 0 && named <= MOST_EXAMPLES) {
          return named;
        }
      } catch (NumberFormatException notANumber) {
        // Said below, like a number out of bounds.
      }
      throw wrong("examples: expected a number from 0 to " + MOST_EXAMPLES);
    }

    Event.@Nullable Key key() {
      if ((source == null) != (event == null)) {
        throw wrong("event: expected both source and event, or neither");
      }
      return source == null || event == null ? null : new Event.Key(source, event);
    }
  }

  /** The period a question is about; what is not said is up to now, and thirty days. */
  record Period(@Nullable String from, @Nullable String to, @Nullable String at) {}

  @Operation(
      summary =
          "Why a customer, an event's or an incident's customers got something, or did not; as JSON"
              + " or, with Accept: text/plain, as a document")
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
    if (whose == null && about.incident() == null) {
      throw wrong(
          "customer: expected a customer's id, or an event's source and event, or an incident");
    }
    Instant to = instant("to", period.to() == null ? period.at() : period.to(), clock.instant());
    Instant from = instant("from", period.from(), to.minus(Why.USUAL));
    WhyAnswer answer =
        whose != null
            ? why.answer(new Why.Question(whose, campaign, event, about.incident(), from, to))
            : why.answer(
                new Why.AboutIncident(
                    String.valueOf(about.incident()), campaign, from, to, about.named()));
    return "text".equals(format) || accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE)
        ? ResponseEntity.ok()
            .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
            .body(answer.document(clock.instant()))
        : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
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
