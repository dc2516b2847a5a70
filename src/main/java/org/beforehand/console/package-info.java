/**
 * Web pages and the HTTP API for people and machines that read: no logic, no SQL; it asks the rooms
 * and shows what they say. Entrance: {@code Console}. Whoever gets here has passed the front door;
 * events and customer records do not come in here but through intake.
 */
@NullMarked
package org.beforehand.console;

import org.jspecify.annotations.NullMarked;
