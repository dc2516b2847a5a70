/**
 * What customers are given: the ledger of gestures, one row per gesture, keyed by the outreach that
 * promises it and written in its transaction; the accounts that the money comes from; and what
 * somebody is asked first. Entrances: {@code Gestures}, {@code Budgets}, {@code Totals}, {@code
 * Requests}. This room keeps the books; whether anything is given is decided by rules and gates,
 * and how it is said is no business of it.
 */
@NullMarked
package org.beforehand.goodwill;

import org.jspecify.annotations.NullMarked;
