package org.beforehand.deliver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was captured instead of sent.
 *
 * @param messageId its Message-ID, without angle brackets
 * @param at the mail's own date
 * @param recipient the bare address
 * @param language a language tag such as {@code nb} or {@code en-GB}
 */
public record CapturedMail(
    String messageId,
    Instant at,
    String recipient,
    @Nullable String recipientName,
    String subject,
    String text,
    String html,
    String language) {}
