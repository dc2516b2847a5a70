/**
 * Outages and maintenance: where each stands, what it touches, what was promised, and which stage
 * is to be told next. Entrance: {@code Incidents}. This room knows nothing of messages; it says
 * what is true and what is due, and the intake room sweeps it out to the customers.
 */
@NullMarked
package org.beforehand.incident;

import org.jspecify.annotations.NullMarked;
