package org.beforehand.decide;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * For whom there is no money. No part of the rules, but handed to the gates together with them.
 * While a batch is decided everybody is taken to get what rules give; whoever decides then takes
 * the money, and decides again for those there is none for.
 *
 * @param refused there is none for these
 * @param left how much is left of budgets of which that is known; of the others there is enough
 */
public record Funds(Set<Want> refused, Map<String, Money> left) {

  static final Funds ENOUGH = new Funds(Set.of(), Map.of());

  /** A gesture that a rule wants to make. */
  public record Want(String customer, String rule, String key) {}

  /** The same without money for these either. */
  Funds refusing(Set<Want> these) {
    Set<Want> all = new HashSet<>(refused);
    all.addAll(these);
    return new Funds(Set.copyOf(all), left);
  }

  /** The same where so much is left. */
  Funds leaving(Map<String, Money> these) {
    Map<String, Money> all = new HashMap<>(left);
    all.putAll(these);
    return new Funds(refused, Map.copyOf(all));
  }

  boolean cover(Want want, String budget, Money money) {
    @Nullable Money rest = left.get(budget);
    return !refused.contains(want) && (rest == null || !rest.lessThan(money));
  }
}
