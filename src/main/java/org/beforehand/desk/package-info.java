/**
 * Colleagues who call and write by hand: tasks with a due time, claimed and closed by people.
 * Entrances: {@code CallTasks} and {@code NoteTasks}. A task is the work behind an outreach;
 * whether it may be done is the outreach's state.
 */
@NullMarked
package org.beforehand.desk;

import org.jspecify.annotations.NullMarked;
