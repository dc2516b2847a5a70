package org.beforehand.studio;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beforehand.fact.Incident;
import org.beforehand.incident.Incidents;
import org.beforehand.incident.Notices;
import org.beforehand.intake.IncidentReports;
import org.beforehand.intake.Receipt;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators do about incidents, each act in the audit. */
public final class IncidentActs {

  /** The longest note, in characters. */
  public static final int LONGEST_NOTE = 500;

  /** The longest public notice, in characters. */
  public static final int LONGEST_NOTICE = 2_000;

  private final Incidents incidents;
  private final Notices notices;
  private final IncidentReports reports;
  private final Audit audit;
  private final TransactionTemplate transaction;

  public IncidentActs(JdbcClient db, TransactionTemplate transaction, IncidentReports reports) {
    this.incidents = new Incidents(db);
    this.notices = new Notices(db);
    this.reports = reports;
    this.audit = new Audit(db);
    this.transaction = transaction;
  }

  /**
   * Puts a note under the notices of this episode in place of the one before.
   *
   * @param note by language; empty for nothing
   * @throws Refused if there is no such incident
   */
  public void note(String incident, Map<String, String> note, Member who, Instant at) {
    who.mustBe("add a note to an incident", Role.OPERATOR);
    SortedMap<String, String> sorted = new TreeMap<>(note);
    transaction.executeWithoutResult(
        status -> {
          if (!incidents.note(incident, sorted, at)) {
            throw unknown(incident);
          }
          audit.add(who.name(), "incident.noted", incident, at, Map.of("note", sorted));
        });
  }

  /**
   * Says what happened to an incident; it goes through the same door as what a source says.
   *
   * @param type such as {@code incident.opened}
   * @param data what its event says
   * @return what the door made of it
   */
  public Receipt report(
      String incident, String type, Map<String, Object> data, Member who, Instant at) {
    who.mustBe("report an incident", Role.OPERATOR);
    Receipt receipt = reports.report(incident, type, data, at);
    noted(receipt, type, incident, data, who, at);
    return receipt;
  }

  /**
   * Says that an incident is over for those who answered that it was not.
   *
   * @throws Refused if there is no such incident, or it is not over for anybody
   */
  public Receipt restoredFor(String incident, List<String> customers, Member who, Instant at) {
    who.mustBe("say that an incident is over", Role.OPERATOR);
    Incident known = known(incident);
    if (known.status() != Incident.Status.RESTORED) {
      throw new Refused(
          Refused.Why.CONFLICT, "incident " + incident + " is not over; its end is told to all");
    }
    Receipt receipt = reports.restoredFor(incident, customers, at);
    noted(
        receipt, "incident.restored-for", incident, Map.of("customers", customers.size()), who, at);
    return receipt;
  }

  /**
   * Publishes a notice about an incident.
   *
   * @throws Refused if there is no such incident, or this version of it has a notice already
   */
  public void publish(String incident, String text, Member who, Instant at) {
    who.mustBe("publish a notice", Role.OPERATOR);
    Incident known = known(incident);
    String key = incident + "#" + known.episode() + ":operator." + known.version();
    transaction.executeWithoutResult(
        status -> {
          Notices.Notice notice =
              new Notices.Notice(new Notices.Id("", key), incident, text, who.name(), at);
          if (notices.publish(List.of(notice)).isEmpty()) {
            throw new Refused(
                Refused.Why.CONFLICT,
                "incident " + incident + " has not changed since its last notice");
          }
          audit.add(who.name(), "notice.published", incident, at, Map.of("text", text));
        });
  }

  private void noted(
      Receipt receipt,
      String what,
      String incident,
      Map<String, Object> details,
      Member who,
      Instant at) {
    if (receipt.outcome() == Receipt.Outcome.ACCEPTED) {
      transaction.executeWithoutResult(
          status -> audit.add(who.name(), what, incident, at, details));
    }
  }

  private Incident known(String incident) {
    Incident known = incidents.find(List.of(incident)).get(incident);
    if (known == null) {
      throw unknown(incident);
    }
    return known;
  }

  private static Refused unknown(String incident) {
    return new Refused(Refused.Why.UNKNOWN, "there is no incident " + incident);
  }
}
