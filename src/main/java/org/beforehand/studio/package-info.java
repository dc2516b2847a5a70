/**
 * Authoring: is what stands in the rules folder fit to be published? Entrance: {@code Check} (every
 * finding, with file and line), {@code Publishing} (checks, then publishes all or nothing).
 * Scenarios are run by the real {@code Decider}; this room never decides anything itself and never
 * writes to the folder.
 */
@NullMarked
package org.beforehand.studio;

import org.jspecify.annotations.NullMarked;
