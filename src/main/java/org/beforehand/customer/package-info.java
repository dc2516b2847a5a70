/**
 * What we know of a customer: the record the company sends, and how it is read and written. Sees
 * the words ({@code fact}) and nothing else; never sends or decides anything.
 */
@NullMarked
package org.beforehand.customer;

import org.jspecify.annotations.NullMarked;
