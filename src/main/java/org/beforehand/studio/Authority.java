package org.beforehand.studio;

import org.beforehand.decide.ContactPolicy;
import org.beforehand.fact.Money;
import org.beforehand.goodwill.Budget;

/** Who may say yes to money, and to how much of it at once, as {@code contact-policy.yaml} says. */
final class Authority {

  private Authority() {}

  /**
   * @throws Refused if this member does not decide about the budget
   */
  static void mustDecide(Budget budget, Member who) {
    Budget.Asking asking = budget.asking();
    if (!asking.named()) {
      who.mustBe("decide about money", Role.APPROVER);
    } else if (!asking.approvers().contains(who.name())
        && !asking.deputies().contains(who.name())) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          "only those whom contact-policy.yaml names decide about the budget \""
              + budget.name()
              + "\"");
    }
  }

  /** Whether this member may grant so much at once; the policy's limit is in one currency. */
  static boolean covers(ContactPolicy policy, Member who, Money total) {
    Money most = policy.mayGrant().get(who.role().word());
    return most == null
        || !total.positive()
        || most.currency().equals(total.currency()) && !most.lessThan(total);
  }

  /**
   * What is more than that, somebody else has to grant.
   *
   * @throws Refused if it is
   */
  static void mustCover(ContactPolicy policy, Member who, Money total) {
    if (!covers(policy, who, total)) {
      throw new Refused(
          Refused.Why.NOT_ALLOWED,
          "it comes to "
              + total
              + ", and "
              + who.name()
              + ", an "
              + who.role().word()
              + ", may grant up to "
              + policy.mayGrant().get(who.role().word())
              + " at once: somebody who may grant more has to decide");
    }
  }
}
