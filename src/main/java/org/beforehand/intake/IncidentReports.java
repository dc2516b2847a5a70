package org.beforehand.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;

/** What operators say of incidents, as events through the same door as everybody's. */
public final class IncidentReports {

  private static final String SOURCE = "beforehand/operators";

  private final Intake intake;

  public IncidentReports(Intake intake) {
    this.intake = intake;
  }

  /**
   * Something happened to an incident now.
   *
   * @param type such as {@code incident.opened}
   */
  public Receipt report(String incident, String type, Map<String, Object> data, Instant at) {
    Subject subject = new Subject.OfIncident(incident);
    String id = incident + "/" + type + "/" + at.toEpochMilli();
    Event event = new Event(SOURCE, id, type, subject, at, data);
    return intake
        .accept(List.of(new Read.Good(event, Fingerprint.of(type, subject, at, data))), at)
        .get(0);
  }

  /** It is over for these customers too, who had answered that it was not. */
  public Receipt restoredFor(String incident, List<String> customers, Instant at) {
    return report(incident, IncidentDesk.RESTORED_FOR, Map.of("customers", customers), at);
  }
}
