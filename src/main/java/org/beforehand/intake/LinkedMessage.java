package org.beforehand.intake;

import java.util.Locale;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * The message whose link a customer follows.
 *
 * @param incident the one it is about, or null
 * @param language the customer's; English where nobody knows
 */
public record LinkedMessage(
    long outreach, String customer, Purpose purpose, @Nullable String incident, Locale language) {}
