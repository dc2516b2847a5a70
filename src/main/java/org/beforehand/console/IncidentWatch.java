package org.beforehand.console;

import java.time.Instant;
import java.util.List;
import org.beforehand.deliver.Answers;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Promises;

/** What is to be watched of incidents: what was promised, and for whom they are still out. */
record IncidentWatch(Incidents incidents, Promises promises, Answers answers) {

  List<Incidents.Broken> lapsed(Instant since, int most) {
    return incidents.broken(since, most);
  }

  List<Promises.Promised> promised(Instant since, int most) {
    return promises.toWatch(since, most);
  }

  List<Answers.StillOut> stillOut(Instant since, int most) {
    return answers.stillOut(since, most);
  }
}
