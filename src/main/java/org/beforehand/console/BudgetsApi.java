package org.beforehand.console;

import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beforehand.decide.ContactPolicy;
import org.beforehand.decide.Rulebooks;
import org.beforehand.goodwill.Budget;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Standing;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What there is to give, what of it is gone, and every movement. */
@RestController
@RequestMapping("/api/budgets")
final class BudgetsApi {

  private final Rulebooks rulebooks;
  private final Budgets budgets;
  private final Approvals approvals;
  private final InstantSource clock;

  BudgetsApi(Rulebooks rulebooks, Budgets budgets, Approvals approvals, InstantSource clock) {
    this.rulebooks = rulebooks;
    this.budgets = budgets;
    this.approvals = approvals;
    this.clock = clock;
  }

  /**
   * A budget as the policy has it.
   *
   * @param amount in each period; null where it covers everybody
   */
  record Line(
      String name,
      @Nullable String owner,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable String per,
      List<Period> periods) {}

  /** How it stands in a period; the one that runs is there in any case. */
  record Period(
      LocalDate begins,
      String currency,
      BigDecimal toppedUp,
      BigDecimal reserved,
      BigDecimal spent,
      @Nullable BigDecimal left) {

    static Period of(Standing standing, Budget.@Nullable Amount amount, Budget budget) {
      String currency = standing.account().currency();
      boolean same = amount != null && amount.money().currency().equals(currency);
      return new Period(
          standing.account().period(),
          currency,
          standing.money(standing.toppedUp()).amount(),
          standing.money(standing.reserved()).amount(),
          standing.money(standing.spent()).amount(),
          same ? standing.left(budget) : null);
    }
  }

  @GetMapping
  Map<String, Object> list() {
    List<Standing> standings = budgets.standings();
    ContactPolicy policy = rulebooks.current().policy();
    return Map.of(
        "budgets",
        policy.budgets().values().stream().map(one -> line(one, standings, policy)).toList());
  }

  private Line line(Budget budget, List<Standing> standings, ContactPolicy policy) {
    Budget.Amount amount = budget.amount();
    List<Standing> its =
        new ArrayList<>(
            standings.stream()
                .filter(one -> one.account().budget().equals(budget.name()))
                .toList());
    if (amount != null) {
      Budget.Account now = budget.account(clock.instant(), policy.zone());
      if (its.stream().noneMatch(one -> one.account().equals(now))) {
        its.add(0, Standing.untouched(now));
      }
    }
    return new Line(
        budget.name(),
        budget.owner(),
        amount == null ? null : amount.money().amount(),
        amount == null ? null : amount.money().currency(),
        amount == null ? null : amount.per().name().toLowerCase(Locale.ROOT),
        its.stream().map(one -> Period.of(one, amount, budget)).toList());
  }

  @GetMapping("/{name}/ledger")
  Map<String, Object> ledger(
      @PathVariable String name,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(defaultValue = "100") int limit) {
    int most = Listing.within(limit);
    return Listing.part(
        "ledger", budgets.ledger(name, before, most), most, Budgets.Movement::number);
  }

  @Operation(
      summary = "Adds to a budget in the period that runs",
      description =
          """
          What is more than the caller's role may grant at once is asked for instead: then the \
          answer is a 202 with the request, which somebody else grants under /api/approvals before \
          it expires, at the latest with the period.""")
  @PostMapping("/{name}/top-up")
  ResponseEntity<Object> topUp(
      @PathVariable String name,
      @RequestBody Map<String, Object> body,
      @RequestAttribute(Member.ATTRIBUTE) Member who) {
    Asked asked = Asked.of(body, "amount", "why");
    return approvals
        .topUp(name, Amounts.read(asked, "amount"), asked.text("why"), who, clock.instant())
        .<ResponseEntity<Object>>map(
            request -> ResponseEntity.accepted().body(ApprovalLine.of(request, approvals)))
        .orElseGet(() -> ResponseEntity.ok(list()));
  }
}
