package org.beforehand.incident;

import java.time.Instant;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A planned stage whose time has come, held against the incident as it then stands. Pure.
 *
 * @param row the incident, having noted what is being told
 */
record Telling(Stage stage, IncidentRow row) {

  /** Null if it is no longer true, or no longer worth telling. */
  static @Nullable Telling begin(
      IncidentRow row, Stage.Name stage, Instant at, IncidentTiming timing) {
    if (!row.is(stage.status())) {
      return null;
    }
    IncidentRow.Told told = row.told();
    int update = told.updates() + 1;
    return switch (stage) {
      case PLANNED -> announcing(row, at, timing);
      case STARTED ->
          new Telling(Stage.STARTED, row.telling(at, told.updates(), told.announced(), timing));
      // Scopes that were added later hear of it later; what the others were promised stands.
      case OPENED ->
          new Telling(Stage.OPENED, told.at() == null ? row.telling(at, 0, 0, timing) : row);
      case ETA ->
          row.estimateWorthTelling(at, timing)
              ? new Telling(Stage.eta(update), row.telling(at, update, told.announced(), timing))
              : null;
      case STILL_OUT ->
          update <= timing.mostUpdates()
              ? new Telling(
                  Stage.stillOut(update), row.telling(at, update, told.announced(), timing))
              : null;
      case RESTORED -> new Telling(Stage.RESTORED, row.ended());
      case COMPLETED -> new Telling(Stage.COMPLETED, row.ended());
      case CANCELLED -> new Telling(Stage.CANCELLED, row.ended());
    };
  }

  private static @Nullable Telling announcing(IncidentRow row, Instant at, IncidentTiming timing) {
    Instant to = row.outlook().eta();
    if (to != null && !to.isAfter(at)) {
      return null;
    }
    int announced = row.told().announced();
    // The same window for scopes that were added is the same announcement.
    return row.windowMoved(timing)
        ? new Telling(Stage.planned(announced + 1), row.telling(at, 0, announced + 1, timing))
        : new Telling(Stage.planned(announced), row);
  }
}
