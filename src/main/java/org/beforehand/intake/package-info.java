/**
 * The way in and the corridor itself: every event, whatever its source, goes through {@code
 * Intake.accept}, where it is remembered, decided and its consequences put, in one transaction.
 * Readers of formats, the drop folder, sweeps and ticks live here too. Camel is spoken here and in
 * deliver's route carrier, nowhere else.
 */
@NullMarked
package org.beforehand.intake;

import org.jspecify.annotations.NullMarked;
