package org.beforehand.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.beforehand.goodwill.Request;
import org.beforehand.goodwill.Resolution;
import org.beforehand.studio.Approvals;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody is asked.
 *
 * @param kind gestures, that are given together; gesture; or top-up, more money for the budget
 * @param campaign whose rule gives; null of a top-up
 * @param asks whom the rule asks, in its own words
 * @param askedBy who asked for it, and does not answer it; null where a rule gives it by itself
 * @param why why more money is asked for; null of gestures
 * @param left what was left of the budget when it was asked
 * @param deciders those who may decide; empty: every approver
 */
record ApprovalLine(
    long id,
    String kind,
    String state,
    String budget,
    @Nullable String campaign,
    @Nullable String incident,
    @Nullable String asks,
    @Nullable String askedBy,
    @Nullable String why,
    BigDecimal amount,
    @Nullable BigDecimal left,
    String currency,
    long gestures,
    long customers,
    List<String> choices,
    List<String> deciders,
    Instant at,
    Instant expires,
    @Nullable Decided decided) {

  /** What was chosen. */
  record Decided(String choice, String by, String why, Instant at) {
    static @Nullable Decided of(Request.@Nullable Decided decided) {
      return decided == null
          ? null
          : new Decided(
              decided.choice().word(), decided.by().who(), decided.by().why(), decided.at());
    }
  }

  static ApprovalLine of(Request request, Approvals approvals) {
    Request.Subject subject = request.subject();
    Request.Giving giving = subject instanceof Request.Giving its ? its : null;
    return new ApprovalLine(
        request.id(),
        kind(subject),
        request.state().word(),
        request.budget(),
        giving == null ? null : giving.campaign(),
        giving == null ? null : giving.incident(),
        giving == null ? null : giving.asks(),
        subject.askedBy(),
        subject instanceof Request.TopUp more ? more.why() : null,
        request.amount().amount(),
        request.available(),
        request.amount().currency(),
        giving == null ? 0 : giving.gestures(),
        giving == null ? 0 : giving.customers(),
        request.choices().stream().map(Resolution::word).toList(),
        approvals.deciders(request.budget()),
        request.at(),
        request.expires(),
        Decided.of(request.decided()));
  }

  private static String kind(Request.Subject subject) {
    if (subject instanceof Request.TopUp) {
      return "top-up";
    }
    return subject instanceof Request.Single ? "gesture" : "gestures";
  }
}
