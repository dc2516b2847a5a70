package org.beforehand.decide;

import org.beforehand.fact.GestureKind;
import org.beforehand.goodwill.Budget;

/**
 * What colleagues may grant by hand, because a rule gives it.
 *
 * @param campaign the campaign whose rule it is
 * @param budget what it is given from
 */
public record Grantable(String campaign, GestureKind kind, Budget budget) {}
