/**
 * What we know about people: their records and every earlier version, what they agreed to, whom
 * never to contact, and the timeline of events and contacts. Entrance: {@code Customers} to write,
 * {@code Timeline} to remember events, {@code Dossiers} to read a whole batch in a few queries.
 * This room judges nothing.
 */
@NullMarked
package org.beforehand.customer;

import org.jspecify.annotations.NullMarked;
