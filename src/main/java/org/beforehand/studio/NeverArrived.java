package org.beforehand.studio;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beforehand.customer.Past;
import org.beforehand.customer.Timeline;
import org.beforehand.customer.Timeline.Entry;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Words;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Subject;
import org.beforehand.incident.Incidents;
import org.beforehand.intake.RefusedRows;
import org.beforehand.studio.Why.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says what kept a question from having a decision to its answer. */
final class NeverArrived {

  private static final int MOST = 500;

  private final Timeline timeline;
  private final Incidents incidents;
  private final RefusedRows refused;

  NeverArrived(JdbcClient db) {
    this.refused = new RefusedRows(db);
    this.timeline = new Timeline(db);
    this.incidents = new Incidents(db);
  }

  String customerOf(Event.Key event) {
    Entry entry = timeline.entry(event);
    if (entry == null) {
      throw new NotKnown(
          "event: no event with this source and id reached us" + also(refused.ofEvent(event)));
    }
    if (entry.event().subject() instanceof Subject.OfCustomer of) {
      return of.customer();
    }
    throw new NotKnown("customer: expected, since this event concerns many");
  }

  /** That nothing was known of a customer, and of which rows that may come. */
  NotKnown customer(Question question) {
    return new NotKnown(
        "customer: nothing was known of this customer at that time; the record had not come"
            + also(refused.ofCustomer(question.customer(), question.from(), question.to())));
  }

  private static String also(List<RefusedRows.Row> rows) {
    return rows.stream().map(row -> "; " + row.said()).collect(Collectors.joining());
  }

  /** Whether the event is one of the incident's. */
  boolean isAbout(Event.Key event, String incident) {
    Entry entry = timeline.entry(event);
    return entry != null && incident.equals(entry.event().incident());
  }

  /**
   * @param profile what was known of the customer then
   * @param nothing whether nothing was decided
   */
  List<String> remarks(
      Question question,
      @Nullable Campaign campaign,
      Past.Profile profile,
      ZoneId zone,
      boolean nothing) {
    List<String> remarks = new ArrayList<>();
    if (campaign != null && campaign.status() != Campaign.Status.LIVE) {
      remarks.add("The campaign is not live: it is " + word(campaign) + ".");
    }
    if (question.event() == null) {
      for (RefusedRows.Row row :
          refused.ofCustomer(question.customer(), question.from(), question.to())) {
        remarks.add("On " + Words.moment(row.at(), zone) + " " + row.said() + ".");
      }
    }
    if (question.event() != null) {
      byEvent(question.event(), nothing, remarks);
    } else if (question.incident() != null) {
      byIncident(question, profile, zone, nothing, remarks);
    } else {
      byPeriod(question, campaign, zone, nothing, remarks);
    }
    return remarks;
  }

  private void byEvent(Event.Key key, boolean nothing, List<String> remarks) {
    Entry entry = timeline.entry(key);
    if (entry == null) {
      remarks.add("No event with this source and id reached us" + also(refused.ofEvent(key)) + ".");
    } else if (nothing) {
      remarks.add("The event " + became(entry));
    }
  }

  private void byIncident(
      Question question, Past.Profile profile, ZoneId zone, boolean nothing, List<String> remarks) {
    String incident = String.valueOf(question.incident());
    List<Incident> states = incidents.states(incident, question.from(), question.to());
    if (states.isEmpty()) {
      remarks.add("Nothing about this incident reached us in this period.");
      return;
    }
    Set<String> touched = new TreeSet<>();
    states.forEach(state -> touched.addAll(state.scopes()));
    if (nothing && states.stream().noneMatch(state -> state.touches(profile.customer()))) {
      remarks.add(
          "The incident touched "
              + String.join(", ", touched)
              + "; the customer depended on none of these, but on "
              + (profile.customer().scopes().isEmpty()
                  ? "nothing we know of"
                  : String.join(", ", new TreeSet<>(profile.customer().scopes())))
              + " (profile of "
              + Words.day(profile.since(), zone)
              + ").");
    }
  }

  /** Of the customer's events that the campaign listens to, those that were not decided. */
  private void byPeriod(
      Question question,
      @Nullable Campaign campaign,
      ZoneId zone,
      boolean nothing,
      List<String> remarks) {
    List<Entry> undecided =
        timeline.of(question.customer(), question.from(), question.to(), MOST).stream()
            .filter(one -> one.outcome() != Timeline.Outcome.DECIDED)
            .filter(
                one ->
                    campaign == null
                        ? one.outcome() != Timeline.Outcome.NO_LISTENER
                        : campaign.triggers().contains(one.event().type()))
            .toList();
    for (Entry entry : undecided) {
      remarks.add(
          "What happened on "
              + Words.moment(entry.event().time(), zone)
              + ", "
              + Words.a(entry.event().type())
              + ", "
              + became(entry));
    }
    if (nothing && undecided.isEmpty() && campaign != null) {
      remarks.add(
          "Nothing that this campaign listens to ("
              + campaign.triggers().stream().map(Words::of).collect(Collectors.joining(", "))
              + ") reached us about this customer in this period.");
    }
  }

  private static String became(Entry entry) {
    return switch (entry.outcome()) {
      case DECIDED -> "was decided, but not in this period or not for this customer.";
      case NO_LISTENER -> "reached us, but no campaign listened to events of its kind.";
      case STALE -> "reached us too late to be of use.";
      case WAITING -> "reached us and waits for the customer's record.";
      case PARKED -> "reached us but could not be decided: " + entry.detail() + ".";
      case SWEEP ->
          "moved an incident or a schedule; this customer was not among those it concerned.";
      case REMEMBERED -> "came in as history, which is counted and leads to nothing itself.";
    };
  }

  private static String word(Campaign campaign) {
    return campaign.status().name().toLowerCase(java.util.Locale.ROOT);
  }
}
