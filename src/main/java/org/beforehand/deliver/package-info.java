/**
 * The way out: the outbox and its states, the dispatcher, messages and how they are rendered, the
 * channels and who carries them. Entrance: {@code Outbox} and {@code Dispatcher}. Jakarta Mail is
 * spoken here and nowhere else. This room never decides whether a customer deserves anything; it
 * asks the policy again before each send.
 */
@NullMarked
package org.beforehand.deliver;

import org.jspecify.annotations.NullMarked;
