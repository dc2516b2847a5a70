package org.beforehand.fact;

import java.time.Instant;

/** What a customer was promised as a gesture, and when. */
public record Gift(Instant at, Money money) {}
