package org.beforehand.incident;

import java.util.List;
import org.beforehand.incident.Movement.Plan;

/** What news does to an incident, before anything is written. */
sealed interface Change {

  /** Nothing: it came too late or said nothing new. */
  record Nothing(String why) implements Change {}

  /**
   * @param row as it is to be stored
   * @param scopes what it touches
   * @param overtakes whether whatever was being told about it is no longer true
   */
  record Next(IncidentRow row, Scopes scopes, boolean overtakes, List<Plan> plans)
      implements Change {}
}
