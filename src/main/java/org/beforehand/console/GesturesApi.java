package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.beforehand.goodwill.Fulfilment;
import org.beforehand.goodwill.GestureBook;
import org.beforehand.goodwill.Owed;
import org.beforehand.studio.Handovers;
import org.beforehand.studio.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers are given and what they are owed, and how far that is done. */
@RestController
@RequestMapping("/api")
final class GesturesApi {

  private static final Duration LONGEST = Duration.ofDays(365);

  private final GestureBook book;
  private final Owed owed;
  private final Handovers handovers;
  private final InstantSource clock;

  GesturesApi(GestureBook book, Owed owed, Handovers handovers, InstantSource clock) {
    this.book = book;
    this.owed = owed;
    this.handovers = handovers;
    this.clock = clock;
  }

  /**
   * A gesture; its code is never shown.
   *
   * @param value what it is worth to the customer
   * @param cost what it costs us
   * @param until the first instant at which its code is no longer good
   */
  record Line(
      long id,
      String customer,
      @Nullable String campaign,
      String kind,
      String reason,
      BigDecimal value,
      BigDecimal cost,
      String currency,
      @Nullable String budget,
      String state,
      Instant at,
      @Nullable Instant until,
      @Nullable Instant used,
      @Nullable String usedFor,
      @Nullable Handed fulfilment) {

    static Line of(GestureBook.Line one) {
      return new Line(
          one.number(),
          one.customer(),
          one.campaign(),
          one.kind().word(),
          one.reason(),
          one.value().amount(),
          one.cost().amount(),
          one.cost().currency(),
          one.budget(),
          one.state().word(),
          one.at(),
          one.until(),
          one.used(),
          one.usedFor(),
          Handed.of(one.handed()));
    }
  }

  /** How it is being done by a route. */
  record Handed(
      String key,
      String state,
      int tries,
      @Nullable String reference,
      @Nullable String detail,
      Instant due) {
    static @Nullable Handed of(GestureBook.@Nullable Handed one) {
      return one == null
          ? null
          : new Handed(
              one.key(), one.state().word(), one.tries(), one.reference(), one.detail(), one.due());
    }
  }

  /**
   * What is owed.
   *
   * @param late whether it was to be paid by now
   * @param fulfilment the key its payment is handed over with
   */
  record Debt(
      long id,
      String customer,
      String campaign,
      String reason,
      BigDecimal amount,
      String currency,
      Instant dueBy,
      boolean late,
      String state,
      int tries,
      @Nullable String detail,
      @Nullable Instant paid,
      String fulfilment) {

    static Debt of(Owed.Standing one, Instant now) {
      Owed.Debt debt = one.debt();
      return new Debt(
          one.number(),
          debt.id().customer(),
          debt.id().campaign(),
          debt.id().reason(),
          debt.money().amount(),
          debt.money().currency(),
          debt.dueBy(),
          one.paid() == null && !debt.dueBy().isAfter(now),
          one.state().word(),
          one.tries(),
          one.detail(),
          one.paid(),
          one.key());
    }
  }

  @GetMapping("/gestures")
  Map<String, Object> gestures(
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    List<Line> lines =
        book.latest(customer, state(state), before, most, clock.instant()).stream()
            .map(Line::of)
            .toList();
    return Listing.part("gestures", lines, most, Line::id);
  }

  private static GestureBook.@Nullable State state(@Nullable String written) {
    try {
      return written == null ? null : GestureBook.State.of(written);
    } catch (IllegalArgumentException none) {
      throw Asked.wrong(
          "state: expected one of "
              + String.join(
                  ", ",
                  List.of(GestureBook.State.values()).stream()
                      .map(GestureBook.State::word)
                      .toList()));
    }
  }

  @Operation(
      summary = "What is owed by law or contract",
      description = "\"unpaidWithin\", such as 2d, leaves what is unpaid and due within that time.")
  @GetMapping("/owed")
  Map<String, Object> owed(
      @RequestParam(required = false) @Nullable String customer,
      @RequestParam(required = false) @Nullable String unpaidWithin,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    Instant now = clock.instant();
    Instant by =
        unpaidWithin == null ? null : now.plus(Asked.time("unpaidWithin", unpaidWithin, LONGEST));
    List<Debt> debts =
        owed.latest(customer, by, before, most).stream().map(one -> Debt.of(one, now)).toList();
    return Listing.part("owed", debts, most, Debt::id);
  }

  /** What somebody found out. */
  enum Found {
    RETRY,
    DONE,
    REFUSED
  }

  @Operation(
      summary = "Says what is to become of something that could not be done",
      description =
          """
          "found": "retry" hands it over again, "done" says that it was done, "refused" that it \
          never will be: then nothing is said to the customer, and the money goes back.""")
  @PostMapping("/fulfilments/{key}")
  Map<String, Object> decide(
      @PathVariable String key,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "found", "why");
    Found found = asked.perhapsWord("found", Found.class);
    if (found == null) {
      throw asked.wrong("found", "retry, done or refused");
    }
    Fulfilment.State to =
        switch (found) {
          case RETRY -> Fulfilment.State.DUE;
          case DONE -> Fulfilment.State.DONE;
          case REFUSED -> Fulfilment.State.REFUSED;
        };
    handovers.decide(key, to, asked.text("why"), who, clock.instant());
    return Map.of("key", key, "state", to.word());
  }
}
