package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A proposal on its way through the gates.
 *
 * @param key what it is about; with campaign, customer and action it is unique
 * @param trigger the event type it answers
 * @param eventTime when what it answers happened
 * @param channels those it may still take, best first; the first is the one chosen
 * @param due when it may leave, as far as the gates have said; when a timer rings or a mute ends
 * @param stage which step of the incident it tells; null where it only follows from one
 * @param incident what it is about, where that is an incident
 * @param outreach its number where it is being asked again before sending; 0 when first decided
 * @param choice how the first channel was chosen; null where there was only one, or none was yet
 */
public record Candidate(
    Campaign campaign,
    String rule,
    Proposal proposal,
    String key,
    String trigger,
    Instant eventTime,
    List<Channel> channels,
    Instant due,
    @Nullable Stage stage,
    @Nullable Incident incident,
    long outreach,
    @Nullable ChannelChoice choice) {

  /** One for which no channel was chosen yet. */
  public Candidate(
      Campaign campaign,
      String rule,
      Proposal proposal,
      String key,
      String trigger,
      Instant eventTime,
      List<Channel> channels,
      Instant due,
      @Nullable Stage stage,
      @Nullable Incident incident,
      long outreach) {
    this(
        campaign, rule, proposal, key, trigger, eventTime, channels, due, stage, incident, outreach,
        null);
  }

  public Purpose purpose() {
    return campaign.purpose();
  }

  /** The channel it takes; asked only after the gates have left at least one. */
  public Channel channel() {
    return channels.get(0);
  }

  /** The conversation it is part of, if it tells a stage. */
  public @Nullable String thread() {
    return stage == null || incident == null ? null : incident.thread();
  }

  /** Whether it is what its campaign's own schedule says, to many at once. */
  boolean ofSchedule() {
    Schedule schedule = campaign.schedule();
    return schedule != null && trigger.equals(schedule.eventType(campaign.name()));
  }

  boolean askedAgain() {
    return outreach != 0;
  }

  Candidate on(List<Channel> left) {
    return by(left, choice);
  }

  /** The same, by these channels in this order. */
  Candidate by(List<Channel> ordered, @Nullable ChannelChoice chosen) {
    return new Candidate(
        campaign, rule, proposal, key, trigger, eventTime, ordered, due, stage, incident, outreach,
        chosen);
  }

  /** The same, due then. */
  public Candidate at(Instant itsDue) {
    return new Candidate(
        campaign, rule, proposal, key, trigger, eventTime, channels, itsDue, stage, incident,
        outreach, choice);
  }

  /** What a colleague is to do in its place: the same matter, by phone. */
  Candidate calling(Proposal.Call call) {
    return new Candidate(
        campaign,
        rule,
        call,
        key,
        trigger,
        eventTime,
        call.channels(),
        due,
        stage,
        incident,
        outreach);
  }

  Candidate notBefore(Instant until) {
    return until.isAfter(due) ? at(until) : this;
  }
}
