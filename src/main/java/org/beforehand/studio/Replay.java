package org.beforehand.studio;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.customer.Past;
import org.beforehand.customer.Timeline;
import org.beforehand.decide.Anew;
import org.beforehand.decide.Candidate;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Decisions.Stored;
import org.beforehand.decide.Explanation;
import org.beforehand.decide.Funds;
import org.beforehand.decide.Happening;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.SilenceList;
import org.beforehand.fact.Event;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Stage;
import org.beforehand.incident.Incidents;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a stored decision again: its own rules, over what was known when it was made. It comes out
 * as it was stored, and this time every rule says why.
 */
final class Replay {

  private static final String RECORD = "customer.updated";

  private final Past past;
  private final Timeline timeline;
  private final Incidents incidents;
  private final Rulebooks rulebooks;
  private final SilenceList silences;

  Replay(JdbcClient db, Rulebooks rulebooks) {
    this.past = new Past(db);
    this.timeline = new Timeline(db);
    this.incidents = new Incidents(db);
    this.rulebooks = rulebooks;
    this.silences = new SilenceList(db);
  }

  /** What came of it. */
  sealed interface Again {}

  /**
   * It was made again.
   *
   * @param dossier on what was known then
   */
  record Made(Explanation explanation, Dossier dossier) implements Again {}

  /** It cannot be made again. */
  record NotKept(String said) implements Again {}

  private static final NotKept GONE =
      new NotKept("the customer's record or the event that it was decided from is not kept");

  /**
   * @param campaign the one campaign that is asked about, or null for all that listened
   */
  Again of(Stored stored, @Nullable String campaign) {
    Past.Moment then = new Past.Moment(stored.at(), stored.seq(), stored.moment());
    Rulebook rulebook =
        rulebooks
            .revision(stored.revision())
            .asRecorded(
                refused(stored, Reason.SWITCHED_OFF),
                refused(stored, Reason.NOT_YET),
                silences.of(silences(stored)),
                unpaid(stored));
    Happening happening = happening(stored);
    Set<String> asked = rulebook.eventTypes(List.of(stored.trigger()));
    Dossier dossier = past.dossier(stored.customer(), then, asked);
    if (happening == null || dossier == null) {
      return GONE;
    }
    Explanation again = Explanation.of(happening, dossier, rulebook, stored.at(), campaign);
    return new Made(
        new Explanation(asRecorded(again.decision(), stored), again.answers()), dossier);
  }

  private @Nullable Happening happening(Stored stored) {
    Event event = timeline.find(List.of(stored.event())).get(stored.event());
    if (event == null) {
      return null;
    }
    Stage stage = stored.stage();
    if (stage == null) {
      return asked(
          Happening.of(event.type().equals(RECORD) ? withRecord(event, stored) : event), stored);
    }
    Incident incident = incidents.before(Objects.requireNonNull(event.incident()), stored.moment());
    return incident == null ? null : asked(Happening.of(event, stage, incident), stored);
  }

  private static Happening asked(Happening happening, Stored stored) {
    Anew anew = stored.anew();
    return anew == null ? happening : happening.anew(anew);
  }

  /** A record is kept once, as the customer's version, and not with its event. */
  private Event withRecord(Event event, Stored stored) {
    return new Event(
        event.source(),
        event.id(),
        event.type(),
        event.subject(),
        event.time(),
        past.record(stored.customer(), stored.seq()));
  }

  /** What the outbox alone could know, that it had been done before, is taken as it was stored. */
  private static Decision asRecorded(Decision decision, Stored stored) {
    Set<List<Object>> duplicates =
        verdicts(stored).stream()
            .filter(verdict -> Reason.DUPLICATE.word().equals(verdict.get("reason")))
            .map(verdict -> name(verdict.get("rule"), verdict.get("action"), verdict.get("key")))
            .collect(Collectors.toSet());
    return decision.keeping(
        go -> {
          Candidate candidate = go.candidate();
          return !duplicates.contains(
              name(candidate.rule(), candidate.proposal().action().word(), candidate.key()));
        });
  }

  /** What everybody shares, such as a switch, is taken as it was stored too. */
  private static Set<String> refused(Stored stored, Reason reason) {
    return verdicts(stored).stream()
        .filter(verdict -> reason.word().equals(verdict.get("reason")))
        .map(verdict -> String.valueOf(verdict.get("rule")))
        .map(rule -> rule.substring(0, rule.indexOf(": ")))
        .collect(Collectors.toSet());
  }

  private static List<Long> silences(Stored stored) {
    return stored.why().get(Decision.SILENCES) instanceof List<?> numbers
        ? numbers.stream().map(one -> Long.parseLong(one.toString())).toList()
        : List.of();
  }

  private static Set<Funds.Want> unpaid(Stored stored) {
    return verdicts(stored).stream()
        .filter(
            verdict ->
                Reason.BUDGET_SPENT.word().equals(verdict.get("reason"))
                    || Reason.AWAITING_APPROVAL.word().equals(verdict.get("reason")))
        .map(
            verdict ->
                new Funds.Want(
                    stored.customer(),
                    String.valueOf(verdict.get("rule")),
                    String.valueOf(verdict.get("key"))))
        .collect(Collectors.toSet());
  }

  private static List<Object> name(@Nullable Object... parts) {
    return java.util.Arrays.stream(parts).map(String::valueOf).collect(Collectors.toList());
  }

  /** The verdicts of a stored decision, as {@link Decision#why} wrote them. */
  static List<Map<String, Object>> verdicts(Stored stored) {
    return stored.why().get("verdicts") instanceof List<?> list
        ? list.stream().map(Replay::fields).toList()
        : List.of();
  }

  private static Map<String, Object> fields(Object verdict) {
    Map<String, Object> fields = new HashMap<>();
    ((Map<?, ?>) verdict).forEach((name, value) -> fields.put(name.toString(), value));
    return fields;
  }
}
