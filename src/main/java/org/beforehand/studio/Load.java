package org.beforehand.studio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a simulation costs the company.
 *
 * @param given by campaign and currency
 * @param calls by day and skill
 */
public record Load(List<Given> given, List<Calls> calls) {

  /** Gestures of one campaign in one currency, and what they come to. */
  public record Given(String campaign, String currency, long gestures, BigDecimal amount) {}

  /** Calls to be made on one day, of the customers' own, by those with this skill. */
  public record Calls(LocalDate day, String skill, long calls) {}
}
