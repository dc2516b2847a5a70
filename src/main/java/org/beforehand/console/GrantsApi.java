package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Sayings;
import org.beforehand.fact.GestureKind;
import org.beforehand.studio.GrantAnswer;
import org.beforehand.studio.Granting;
import org.beforehand.studio.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What colleagues give customers by hand. */
@RestController
@RequestMapping("/api/gestures")
final class GrantsApi {

  private static final int LONGEST = 100;
  private static final int LONGEST_WHY = 500;

  private final Granting granting;
  private final InstantSource clock;

  GrantsApi(Granting granting, InstantSource clock) {
    this.granting = granting;
    this.clock = clock;
  }

  /**
   * What was decided.
   *
   * @param state given, waits or refused
   * @param campaign whose rule gives it; null where none does
   * @param due from when on the customer hears of it
   * @param approval the number under /api/approvals; null where nobody is asked
   * @param said why it is refused, or does not leave at once, as somebody could read it out
   */
  record Answer(
      String id,
      String state,
      String customer,
      @Nullable String campaign,
      String kind,
      BigDecimal value,
      BigDecimal cost,
      String currency,
      @Nullable Instant due,
      @Nullable Long approval,
      @Nullable String gate,
      @Nullable String reason,
      @Nullable String said) {}

  @Operation(
      summary = "Gives a customer something by hand",
      description =
          """
          "kind" is credit, voucher or discount, as far as a campaign's rules give it; "value" is \
          such as "10 EUR"; "cost" what a voucher or discount costs us, else the same; "reason" is \
          for the books, "why" for the audit. The "id", or the header Idempotency-Key, is the \
          caller's own: the same one again answers the same and gives nothing again, with another \
          body it is a 409. "state" is "given", "waits" for the approval of that number because it \
          is more than the caller's role may grant at once, or "refused", with the gate's sentence.
          """)
  @PostMapping
  Answer grant(
      @RequestBody Map<String, Object> body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String header,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked =
        Asked.of(body, "id", "customer", "kind", "value", "cost", "campaign", "reason", "why");
    Kind kind = asked.perhapsWord("kind", Kind.class);
    if (kind == null) {
      throw asked.wrong("kind", "credit, voucher or discount");
    }
    Granting.Wish wish =
        new Granting.Wish(
            id(asked, header),
            asked.text("customer"),
            GestureKind.valueOf(kind.name()),
            Amounts.read(asked, "value"),
            asked.has("cost") ? Amounts.read(asked, "cost") : null,
            asked.perhapsText("campaign"),
            asked.line("reason", LONGEST),
            asked.line("why", LONGEST_WHY));
    return answer(wish, granting.grant(wish, who, clock.instant()));
  }

  /** What may be granted by hand; a note is written, not granted. */
  enum Kind {
    CREDIT,
    VOUCHER,
    DISCOUNT
  }

  private static String id(Asked asked, @Nullable String header) {
    if (header == null || asked.has("id")) {
      String id = asked.line("id", LONGEST);
      if (header != null && !header.equals(id)) {
        throw asked.wrong("id", "the same as the header Idempotency-Key");
      }
      return id;
    }
    if (header.isBlank() || header.length() > LONGEST) {
      throw Asked.wrong("Idempotency-Key: expected a text of 1 to " + LONGEST + " characters");
    }
    return header;
  }

  private static Answer answer(Granting.Wish wish, GrantAnswer answer) {
    if (answer instanceof GrantAnswer.Given given) {
      Reason waits = given.waitsFor();
      String said = waits == null ? null : Sayings.of(waits);
      return answer(wish, "given", given.campaign(), given.due(), null, null, waits, said);
    } else if (answer instanceof GrantAnswer.Waits waits) {
      Reason reason = Reason.AWAITING_APPROVAL;
      return answer(
          wish,
          "waits",
          waits.campaign(),
          null,
          waits.approval(),
          "budget",
          reason,
          Sayings.of(reason));
    } else if (answer instanceof GrantAnswer.No no) {
      String said = Sayings.of(no.reason(), no.moment());
      return answer(wish, "refused", no.campaign(), null, null, no.gate(), no.reason(), said);
    }
    String said = "There is no rule by which this is given to this customer.";
    return answer(wish, "refused", null, null, null, null, null, said);
  }

  private static Answer answer(
      Granting.Wish wish,
      String state,
      @Nullable String campaign,
      @Nullable Instant due,
      @Nullable Long approval,
      @Nullable String gate,
      @Nullable Reason reason,
      @Nullable String said) {
    return new Answer(
        wish.id(),
        state,
        wish.customer(),
        campaign,
        wish.kind().word(),
        wish.value().amount(),
        wish.costing().amount(),
        wish.value().currency(),
        due,
        approval,
        gate,
        reason == null ? null : reason.word(),
        said);
  }
}
