/** The front door: the program, its wiring and its command line. It sees every room. */
@NullMarked
package org.beforehand;

import org.jspecify.annotations.NullMarked;
