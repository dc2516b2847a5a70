package org.beforehand.deliver;

/**
 * What a message centre reports of a text message it had taken.
 *
 * @param peer what it called the message when it took it
 * @param delivered whether the phone has it; else it never will
 * @param reason the centre's own word for that, such as {@code EXPIRED}
 */
public record TextReport(String peer, boolean delivered, String reason) {}
