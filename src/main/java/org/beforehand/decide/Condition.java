package org.beforehand.decide;

/**
 * One thing a rule asks for before it fires, in the order in which it is asked: a sentence, or a
 * whole block of them.
 *
 * @param line where it begins in the author's file
 * @param text as the author wrote it
 * @param code the same for Drools; together with the conditions above it, it stands by itself
 */
public record Condition(int line, String text, String code) {}
