package org.beforehand.deliver;

import java.time.Instant;

/**
 * A text message that was captured instead of sent.
 *
 * @param recipient the number as networks write it
 * @param parts how many it would be paid for
 * @param language a language tag such as {@code nb} or {@code en-GB}
 */
public record CapturedText(
    String id, Instant at, String recipient, String body, int parts, String language) {}
