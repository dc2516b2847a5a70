package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Resolution;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Member;
import org.beforehand.studio.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for somebody's yes: gestures, and more money for budgets. */
@RestController
@RequestMapping("/api/approvals")
final class ApprovalsApi {

  /** As many as somebody decides at once. */
  private static final int MOST = 500;

  private final Approvals approvals;
  private final InstantSource clock;

  ApprovalsApi(Approvals approvals, InstantSource clock) {
    this.approvals = approvals;
    this.clock = clock;
  }

  private ApprovalLine line(Request request) {
    return ApprovalLine.of(request, approvals);
  }

  @GetMapping
  Map<String, Object> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    List<ApprovalLine> lines =
        approvals.latest(state(state), before, most).stream().map(this::line).toList();
    return Listing.part("approvals", lines, most, ApprovalLine::id);
  }

  private static Request.@Nullable State state(@Nullable String written) {
    try {
      return written == null ? null : Request.State.of(written);
    } catch (IllegalArgumentException none) {
      throw Asked.wrong("state: expected open, decided or expired");
    }
  }

  @GetMapping("/{id}")
  ApprovalLine read(@PathVariable long id) {
    return line(approvals.find(id));
  }

  @Operation(
      summary = "Decides one",
      description =
          """
          "choice" is one of its choices: "grant" gives what the rules gave, "top-up" adds what is \
          missing and gives it, "smaller" gives everybody what fits, "next-period" gives it when \
          the budget's next period begins, "drop" gives nothing. Whoever asked for it does not \
          decide it. One that is decided or expired, \
          and a choice for which there is too little money, is a 409 and changes nothing.
          """)
  @PostMapping("/{id}")
  ApprovalLine decide(
      @PathVariable long id,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "choice", "why");
    return line(approvals.decide(id, choice(asked), why(asked), who, clock.instant()));
  }

  @Operation(
      summary = "Decides several in the same way",
      description = "Each by itself: the answer says of each what became of it.")
  @PostMapping
  Map<String, Object> decideAll(
      @RequestBody Map<String, Object> body, @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "ids", "choice", "why");
    Resolution choice = choice(asked);
    List<Object> results = new ArrayList<>();
    for (long id : asked.numbers("ids", MOST)) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("id", id);
      try {
        Request request = approvals.decide(id, choice, why(asked), who, clock.instant());
        result.put("state", request.state().word());
      } catch (Refused refused) {
        result.put("refused", String.valueOf(refused.getMessage()));
      }
      results.add(result);
    }
    return Map.of("results", results);
  }

  private static Resolution choice(Asked asked) {
    return Resolution.of(asked.text("choice"))
        .orElseThrow(
            () -> asked.wrong("choice", "one of " + String.join(", ", Resolution.words())));
  }

  private static String why(Asked asked) {
    String why = asked.perhapsText("why");
    return why == null ? "" : why;
  }
}
