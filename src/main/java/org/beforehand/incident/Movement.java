package org.beforehand.incident;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;

/** What an event did to an incident, and what customers are to be told because of it. */
public sealed interface Movement {

  /** Nothing: it came too late or said nothing new. */
  record Nothing(String why) implements Movement {}

  /**
   * The incident stands otherwise than before.
   *
   * @param incident as it stands now
   * @param overtakes whether whatever was being told about it is no longer true
   */
  record Moved(Incident incident, boolean overtakes, List<Plan> plans) implements Movement {}

  /**
   * A stage to be told.
   *
   * @param stage of the current episode; its number is settled when it begins
   * @param scopes whose customers are concerned
   * @param due not before this instant
   */
  record Plan(Stage.Name stage, Set<String> scopes, Instant due) {}
}
