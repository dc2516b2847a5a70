/**
 * Rules propose, policy disposes. Entrance: {@code Rulebooks} (what is published), {@code Decider}
 * (a pure function of event, dossier, rulebook and instant), {@code Policy} (the gates, in one
 * list), {@code Decisions} (why, kept for ever). Only this room speaks Drools, and its gates do
 * not.
 */
@NullMarked
package org.beforehand.decide;

import org.jspecify.annotations.NullMarked;
