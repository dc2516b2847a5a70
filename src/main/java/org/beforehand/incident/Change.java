package org.beforehand.incident;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.incident.Movement.Plan;

/** What news does to an incident, before anything is written. */
sealed interface Change {

  /** Nothing: it came too late or said nothing new. */
  record Nothing(String why) implements Change {}

  /**
   * @param row as it is to be stored
   * @param scopes everything it touches now
   * @param overtakes whether whatever was being told about it is no longer true
   */
  record Next(IncidentRow row, Set<String> scopes, boolean overtakes, List<Plan> plans)
      implements Change {}

  /** Both sets together. */
  static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new LinkedHashSet<>(a);
    both.addAll(b);
    return both;
  }

  /** What is in the second set only. */
  static Set<String> added(Set<String> known, Set<String> news) {
    Set<String> added = new LinkedHashSet<>(news);
    added.removeAll(known);
    return added;
  }
}
