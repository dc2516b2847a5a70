/**
 * The timetable: what runs when, once per cluster. Entrance: {@code Timetable}. Quartz is spoken
 * here and nowhere else. This room only starts what it was given; what a tick does is no business
 * of its, and whatever it starts must not mind being started twice.
 */
@NullMarked
package org.beforehand.schedule;

import org.jspecify.annotations.NullMarked;
