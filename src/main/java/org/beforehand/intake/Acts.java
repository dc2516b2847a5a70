package org.beforehand.intake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.beforehand.customer.RuleWords;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.desk.Alerts;
import org.beforehand.fact.Act;
import org.beforehand.fact.Proposal;
import org.beforehand.goodwill.Owed;
import org.beforehand.incident.Notices;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is decided and reaches no customer. Written in the decision's own transaction. */
final class Acts {

  private final Timers timers;
  private final Alerts alerts;
  private final Notices notices;
  private final RuleWords words;
  private final Stopping stopping;
  private final Owed owed;

  Acts(JdbcClient db) {
    this.timers = new Timers(db);
    this.alerts = new Alerts(db);
    this.notices = new Notices(db);
    this.words = new RuleWords(db);
    this.stopping = new Stopping(db);
    this.owed = new Owed(db);
  }

  /** What was done for the first time, of that which is done once. */
  record Done(Set<TimerTable.Id> timers, Set<Alerts.Id> alerts, Set<Owed.Id> debts) {

    /** Whether this took effect; what may be done again always does. */
    boolean has(Decision decision, Judgement.Go go) {
      Proposal proposal = go.candidate().proposal();
      if (proposal instanceof Proposal.Timer) {
        return timers.contains(Timers.id(decision, go.candidate()));
      }
      if (proposal instanceof Act.Alert alert) {
        return alerts.contains(alertId(decision, go.candidate(), alert));
      }
      if (proposal instanceof Act.Owe owe) {
        return debts.contains(debtId(decision, go.candidate(), owe));
      }
      // The customers of a sweep share its notice: the record of each says it was published.
      return true;
    }
  }

  /** An act, the candidate it was, and the decision it is part of. */
  private record Wanted<A extends Act>(A act, Candidate candidate, Decision decision) {}

  /** Does what these decisions want done, after their outreach was put. */
  Done put(List<Decision> decided) {
    Done done =
        new Done(timers.set(decided), alerts.raise(alerts(decided)), owed.put(debts(decided)));
    notices.publish(notices(decided));
    words.mute(mutes(decided));
    words.remember(traits(decided));
    stopping.put(stops(decided));
    return done;
  }

  private static List<Alerts.Alert> alerts(List<Decision> decided) {
    return wanted(decided, Act.Alert.class).stream()
        .map(
            one ->
                new Alerts.Alert(
                    alertId(one.decision, one.candidate, one.act),
                    one.act.text(),
                    one.candidate.rule(),
                    one.decision.at()))
        .toList();
  }

  /** The gates let none pass that is about no incident. */
  private static List<Notices.Notice> notices(List<Decision> decided) {
    return wanted(decided, Act.Notice.class).stream()
        .map(
            one ->
                new Notices.Notice(
                    new Notices.Id(one.candidate.campaign().name(), one.candidate.key()),
                    Objects.requireNonNull(one.candidate.incident()).id(),
                    one.act.text(),
                    one.candidate.rule(),
                    one.decision.at()))
        .toList();
  }

  private static List<RuleWords.Mute> mutes(List<Decision> decided) {
    return wanted(decided, Act.Mute.class).stream()
        .map(
            one ->
                new RuleWords.Mute(
                    one.decision.customer(),
                    one.act.purpose(),
                    one.decision.seq(),
                    one.candidate.due(),
                    one.decision.at(),
                    one.candidate.rule()))
        .toList();
  }

  private static List<RuleWords.Trait> traits(List<Decision> decided) {
    return wanted(decided, Act.Remember.class).stream()
        .map(
            one ->
                new RuleWords.Trait(
                    one.decision.customer(),
                    one.act.trait(),
                    one.decision.seq(),
                    one.act.value(),
                    one.decision.at(),
                    one.candidate.rule()))
        .toList();
  }

  /** There is time until the end of the last day, where the customer lives. */
  private static List<Owed.Debt> debts(List<Decision> decided) {
    return wanted(decided, Act.Owe.class).stream()
        .map(
            one ->
                new Owed.Debt(
                    debtId(one.decision, one.candidate, one.act),
                    one.act.money(),
                    one.candidate.rule(),
                    one.decision.revision(),
                    LocalDate.ofInstant(one.decision.at(), one.decision.zone())
                        .plusDays(one.act.days() + 1L)
                        .atStartOfDay(one.decision.zone())
                        .toInstant(),
                    one.decision.at()))
        .toList();
  }

  private static Owed.Id debtId(Decision decision, Candidate candidate, Act.Owe owe) {
    return new Owed.Id(
        candidate.campaign().name(), decision.customer(), candidate.key(), owe.reason());
  }

  /** An event that names no such thing stops nothing. */
  private static List<Stopping.Stop> stops(List<Decision> decided) {
    List<Stopping.Stop> stops = new ArrayList<>();
    for (Wanted<Act.Stop> one : wanted(decided, Act.Stop.class)) {
      String field = one.act.about();
      String value = one.decision.happening().event().text(field);
      if (value != null) {
        stops.add(
            new Stopping.Stop(
                one.decision.customer(), field, value, one.decision.seq(), one.decision.at()));
      }
    }
    return stops;
  }

  private static Alerts.Id alertId(Decision decision, Candidate candidate, Act.Alert alert) {
    return new Alerts.Id(
        candidate.campaign().name(), decision.customer(), candidate.key(), alert.team());
  }

  /** In the order in which they were decided. */
  private static <A extends Act> List<Wanted<A>> wanted(List<Decision> decided, Class<A> kind) {
    List<Wanted<A>> wanted = new ArrayList<>();
    for (Decision decision : decided) {
      for (Judgement judgement : decision.judgements()) {
        if (judgement instanceof Judgement.Go go && kind.isInstance(go.candidate().proposal())) {
          wanted.add(new Wanted<>(kind.cast(go.candidate().proposal()), go.candidate(), decision));
        }
      }
    }
    return wanted;
  }
}
