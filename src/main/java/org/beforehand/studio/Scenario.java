package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Silences;
import org.beforehand.fact.Money;

/**
 * An example beside the rules: a customer, what happened before, what happens now, and what is to
 * come of it.
 *
 * @param campaign whose outcome is looked at; others may propose things too
 * @param line where it begins in {@code scenarios.yaml}
 * @param heldOut whether the customer is one of those the campaign leaves out
 * @param left how much is left of budgets, where it says so; of the others there is enough
 * @param silences what is silenced
 * @param dossier what is known when it happens, by itself not yet counted
 * @param moments how it speaks of time
 * @param expected every proposal of the campaign; empty where no rule is to propose anything
 * @param then how it goes on
 */
record Scenario(
    String campaign,
    String name,
    int line,
    boolean heldOut,
    Map<String, Money> left,
    Silences silences,
    Dossier dossier,
    Happening happening,
    Instant at,
    Moments moments,
    List<Expectation> expected,
    List<Sequel> then) {

  /** A field of an outcome, and what it is to be; compared as text. */
  record Expectation(Map<String, String> fields) {

    boolean metBy(Map<String, String> actual) {
      return fields.entrySet().stream()
          .allMatch(field -> field.getValue().equals(actual.get(field.getKey())));
    }

    @Override
    public String toString() {
      return shown(fields);
    }
  }

  /** {@code {action: call, verdict: send}}, as an author would write it. */
  static String shown(Map<String, String> fields) {
    StringBuilder shown = new StringBuilder("{");
    fields.forEach(
        (field, value) ->
            shown.append(shown.length() == 1 ? "" : ", ").append(field).append(": ").append(value));
    return shown.append('}').toString();
  }
}
