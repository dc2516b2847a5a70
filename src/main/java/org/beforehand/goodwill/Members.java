package org.beforehand.goodwill;

import java.util.List;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;

/** Gestures that wait for the same, all in one currency. */
record Members(List<Member> all, String currency) {

  /** One of them. */
  record Member(long outreach, String customer, Money money, GestureKind kind) {}

  /** Whether less of each could be given: nobody writes half a note. */
  boolean divisible() {
    return all.stream().noneMatch(one -> one.kind() == GestureKind.NOTE);
  }

  boolean none() {
    return all.isEmpty();
  }

  long count() {
    return all.size();
  }

  long customers() {
    return all.stream().map(Member::customer).distinct().count();
  }

  Money total() {
    return all.stream().map(Member::money).reduce(Money.zero(currency), Money::plus);
  }

  List<Long> outreach() {
    return all.stream().map(Member::outreach).toList();
  }
}
