package org.beforehand.studio;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.decide.RunOut;
import org.beforehand.fact.Act;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;

/**
 * What has come of a scenario so far, on which its next step is decided: what was decided is known,
 * what was due has been sent, and timers run. Nothing that waits is taken back, as the dispatcher
 * would where an outage has moved on; {@code simulate} does that.
 */
final class Course {

  /** A step is reached, or cannot be. */
  sealed interface Next {

    /** The scenario as it goes on. */
    record Goes(Scenario on) implements Next {}

    /** It cannot go on so. */
    record Never(String why) implements Next {}
  }

  /** What a timer will be, by its name. */
  private final Map<String, Event> timers = new HashMap<>();

  private final String name;
  private int events;

  Course(Scenario scenario) {
    this.name = scenario.name();
  }

  /** The next step, as seen from what was just decided. */
  Next after(Decision decision, Scenario now, Sequel sequel) {
    set(decision, now);
    if (sequel instanceof Sequel.Happens happens) {
      Event event = happens.happening().event();
      Event numbered =
          new Event(
              event.source(),
              event.id() + "-" + ++events,
              event.type(),
              event.subject(),
              event.time(),
              event.data());
      Happening happening = happens.happening();
      return new Next.Goes(
          on(
              decision,
              now,
              sequel,
              happens.at(),
              new Happening(
                  numbered, happening.trigger(), happening.stage(), happening.incident())));
    }
    Sequel.RunsOut runsOut = (Sequel.RunsOut) sequel;
    Event event = timers.remove(runsOut.timer());
    if (event == null) {
      return new Next.Never(
          "expected a timer \""
              + runsOut.timer()
              + "\", found "
              + (timers.isEmpty() ? "none" : "only \"" + String.join("\", \"", timers.keySet()))
              + (timers.isEmpty() ? "" : "\""));
    }
    Instant at = Objects.requireNonNullElse(runsOut.at(), event.time());
    if (at.isBefore(event.time()) || at.isBefore(now.at())) {
      return new Next.Never(
          "the timer \""
              + runsOut.timer()
              + "\" runs out at "
              + now.moments().shown(event.time())
              + ", not at "
              + now.moments().shown(at));
    }
    return new Next.Goes(on(decision, now, sequel, at, Happening.of(event)));
  }

  private void set(Decision decision, Scenario now) {
    for (Judgement judgement : decision.judgements()) {
      if (judgement instanceof Judgement.Go go
          && go.candidate().proposal() instanceof Act.Stop stop) {
        String thing = decision.happening().event().text(stop.about());
        timers.values().removeIf(event -> thing != null && thing.equals(event.text(stop.about())));
      }
      if (judgement instanceof Judgement.Go go
          && go.candidate().proposal() instanceof Proposal.Timer timer
          && go.candidate().campaign().name().equals(now.campaign())) {
        Event cause = decision.happening().event();
        RunOut runOut =
            new RunOut(
                now.campaign(),
                decision.customer(),
                go.candidate().key(),
                timer.name(),
                go.candidate().due(),
                cause.key());
        timers.put(timer.name(), runOut.event("timer-" + ++events, cause));
      }
    }
  }

  private Scenario on(
      Decision decision, Scenario now, Sequel sequel, Instant at, Happening happening) {
    Dossier known =
        decision.leaves(now.dossier()).asOf(at).with(one -> due(one, at) ? sent(one) : one);
    Incident incident = happening.incident();
    return new Scenario(
        now.campaign(),
        name + ", then at " + now.moments().shown(at),
        sequel.line(),
        now.heldOut(),
        now.left(),
        now.silences(),
        (incident == null ? known : known.with(incident)).after(happening.event(), known.seq() + 1),
        happening,
        at,
        now.moments(),
        sequel.expected(),
        List.of());
  }

  /** Whether this scenario decided it, and it has left by then. */
  private static boolean due(Contact contact, Instant at) {
    return contact.id() == 0
        && contact.state() == OutreachState.SCHEDULED
        && !contact.at().isAfter(at);
  }

  private static Contact sent(Contact one) {
    return new Contact(
        one.id(),
        one.campaign(),
        one.key(),
        one.action(),
        one.purpose(),
        one.channel(),
        OutreachState.SENT,
        one.at(),
        one.thread(),
        one.stage(),
        one.incident(),
        GivenIncident.version(one.stage()),
        one.message(),
        one.priority());
  }
}
