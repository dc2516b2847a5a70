package org.beforehand.studio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation costs the company.
 *
 * @param given by campaign and currency
 * @param calls by day and skill
 * @param drawn what of each budget was drawn on, by period
 */
public record Load(List<Given> given, List<Calls> calls, List<Drawn> drawn) {

  /** Gestures of one campaign in one currency, and what they come to. */
  public record Given(String campaign, String currency, long gestures, BigDecimal amount) {}

  /**
   * What came of a budget in one period.
   *
   * @param reserved for what had not left yet
   * @param waits what gestures come to that wait for money or for somebody's yes
   */
  public record Drawn(
      String budget,
      @Nullable LocalDate period,
      String currency,
      BigDecimal spent,
      BigDecimal reserved,
      BigDecimal waits) {}

  /** Calls to be made on one day, of the customers' own, by those with this skill. */
  public record Calls(LocalDate day, String skill, long calls) {}
}
