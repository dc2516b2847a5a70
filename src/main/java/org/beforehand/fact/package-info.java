/**
 * The words: what happened, whom it touches, what is proposed. Immutable records over {@code
 * java.*} only, which is why rules may import them. This room sees no other and does nothing.
 */
@NullMarked
package org.beforehand.fact;

import org.jspecify.annotations.NullMarked;
