package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Silence;
import org.beforehand.decide.SilenceList;
import org.beforehand.decide.Words;
import org.beforehand.deliver.WaitingMessages;
import org.beforehand.desk.Alerts;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Silences some messages for a while, and says when that is nearly over. */
public final class Silencing {

  /** So long before a silence ends, those whose messages it holds are told. */
  private static final Duration AHEAD = Duration.ofHours(1);

  private final SilenceList silences;
  private final WaitingMessages messages;
  private final Alerts alerts;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;

  public Silencing(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.silences = new SilenceList(db);
    this.messages = new WaitingMessages(db);
    this.alerts = new Alerts(db);
    this.audit = new Audit(db);
    this.transaction = transaction;
    this.rulebooks = rulebooks;
  }

  /**
   * Silences what these match.
   *
   * @param from when it begins; null for now
   * @return its number
   * @throws Refused if it matches everything, or what customers asked for, or does not end in time
   */
  public long silence(
      Silence.Matcher matcher,
      @Nullable Instant from,
      Instant until,
      String why,
      Member who,
      Instant at) {
    who.mustBe("silence messages", Role.APPROVER, Role.OPERATOR);
    fit(matcher);
    Instant begins = from == null ? at : from;
    if (!until.isAfter(begins) || !until.isAfter(at)) {
      throw wrong("until: expected a time that lies ahead, and after \"from\"");
    }
    if (until.isAfter(begins.plus(Silence.LONGEST))) {
      throw wrong("until: expected at most " + Silence.LONGEST.toDays() + " days after it begins");
    }
    Silence silence = new Silence(0, matcher, begins, until, who.name(), why);
    long number =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  long added = silences.add(silence, at);
                  audit.add(who.name(), "silence.made", "silence " + added, at, said(silence));
                  return added;
                }));
    rulebooks.resume();
    return number;
  }

  private void fit(Silence.Matcher matcher) {
    if (matcher.empty()) {
      throw wrong(
          "expected at least one of campaign, purpose, channel, scope, customer, tier; to stop"
              + " everything, pause the campaign *");
    }
    if (matcher.purpose() == Purpose.REQUESTED) {
      throw wrong("purpose: what customers asked for is never silenced");
    }
    if (matcher.campaign() != null
        && !rulebooks.current().campaigns().containsKey(matcher.campaign())) {
      throw new Refused(Refused.Why.UNKNOWN, "there is no campaign " + matcher.campaign());
    }
  }

  private static Refused wrong(String text) {
    return new Refused(Refused.Why.WRONG, text);
  }

  private static Map<String, Object> said(Silence silence) {
    Map<String, Object> said = new LinkedHashMap<>(words(silence.matcher()));
    said.put("from", silence.from().toString());
    said.put("until", silence.until().toString());
    said.put("why", silence.why());
    return said;
  }

  /** What a matcher says, by the names of its fields. */
  public static Map<String, String> words(Silence.Matcher matcher) {
    Map<String, @Nullable String> all = new LinkedHashMap<>();
    all.put("campaign", matcher.campaign());
    all.put("purpose", matcher.purpose() == null ? null : matcher.purpose().word());
    all.put("channel", matcher.channel() == null ? null : matcher.channel().word());
    all.put("scope", matcher.scope());
    all.put("customer", matcher.customer());
    all.put("tier", matcher.tier());
    Map<String, String> given = new LinkedHashMap<>();
    all.forEach(
        (name, word) -> {
          if (word != null) {
            given.put(name, word);
          }
        });
    return given;
  }

  /**
   * Ends a silence now. What it held leaves as spread as it would have after its end.
   *
   * @return how many messages that is
   * @throws Refused if there is none of that number that has not ended
   */
  public int end(long number, Member who, Instant at) {
    who.mustBe("end a silence", Role.APPROVER, Role.OPERATOR);
    int let =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  Silence ended = silences.end(number, who.name(), at);
                  if (ended == null) {
                    throw new Refused(
                        Refused.Why.UNKNOWN, "there is no silence " + number + " that lasts");
                  }
                  int messagesLet = messages.release(ended, at);
                  audit.add(
                      who.name(),
                      "silence.ended",
                      "silence " + number,
                      at,
                      Map.of("messages", messagesLet));
                  return messagesLet;
                }));
    rulebooks.resume();
    return let;
  }

  /**
   * The latest first.
   *
   * @param before only those with a lower number; null for all
   */
  public List<SilenceList.Kept> latest(@Nullable Long before, int most) {
    return silences.latest(before, most);
  }

  /** Does what is due at this business instant. Any number of nodes may do it at once. */
  public void at(Instant instant) {
    transaction.executeWithoutResult(
        status -> {
          List<Alerts.Alert> due = new ArrayList<>();
          for (Silence one : silences.ending(instant.plus(AHEAD), instant)) {
            if (one.until().isAfter(instant)) {
              due.add(reminder(one, instant));
            }
          }
          alerts.raise(due);
        });
  }

  /** To the team whose campaign it is, or to whoever made it. */
  private Alerts.Alert reminder(Silence one, Instant at) {
    String name = one.matcher().campaign();
    Campaign campaign = name == null ? null : rulebooks.current().campaigns().get(name);
    return new Alerts.Alert(
        new Alerts.Id(
            name == null ? "" : name,
            "",
            "silence " + one.id(),
            campaign == null ? one.who() : campaign.owner()),
        "Silence "
            + one.id()
            + " of "
            + one.who()
            + " ("
            + one.why()
            + ") ends on "
            + Words.moment(one.until(), rulebooks.current().policy().zone())
            + "; what it holds leaves after that.",
        "",
        at);
  }
}
