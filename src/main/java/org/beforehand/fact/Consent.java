package org.beforehand.fact;

import java.time.Instant;

/**
 * A dated yes or no to one purpose.
 *
 * @param source who recorded it: a route, a form, a file
 */
public record Consent(Purpose purpose, boolean granted, Instant at, String source) {}
