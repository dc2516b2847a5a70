/**
 * Colleagues who call: tasks with a skill and a due time, claimed and closed by people. Entrance:
 * {@code CallTasks}. A task is the work behind an outreach of action call; whether it may be done
 * is the outreach's state.
 */
@NullMarked
package org.beforehand.desk;

import org.jspecify.annotations.NullMarked;
