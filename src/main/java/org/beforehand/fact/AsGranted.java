package org.beforehand.fact;

import org.jspecify.annotations.Nullable;

/**
 * What a rule inserts to give what a colleague granted: how much, and what for, is what the event
 * says.
 *
 * @param message the message that promises it
 * @param kind what the rule gives; what is granted of another kind it leaves to other rules
 * @param days how many days a code for it is good for; of a credit 0
 * @param budget which of the policy's budgets it is for
 */
public record AsGranted(String message, GestureKind kind, int days, String budget) {

  /**
   * @param kind {@code credit}, {@code voucher} or {@code discount}
   */
  public AsGranted(String message, String kind, int days, String budget) {
    this(message, GestureKind.of(kind), days, budget);
  }

  /** The gesture that this comes to; null where the event grants nothing of this kind. */
  public Proposal.@Nullable Gesture of(Event event) {
    Grant grant = Grant.of(event);
    return grant == null || grant.kind() != kind
        ? null
        : new Proposal.Gesture(message, grant.value(), grant.reason())
            .from(budget)
            .grantedBy(grant, days);
  }
}
