package org.beforehand.deliver;

import java.time.Instant;
import java.util.Locale;

/**
 * A finished text message to one person.
 *
 * @param id stable over every attempt
 * @param to the number as networks write it (E.164)
 * @param address the same number as the customer's record has it
 * @param body what it says
 */
public record Text(String id, String to, String address, String body, Locale language, Instant at)
    implements Letter {}
