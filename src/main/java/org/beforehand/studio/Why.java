package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.beforehand.customer.Past;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.ChannelChoice;
import org.beforehand.decide.Decision;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Decisions.Stored;
import org.beforehand.decide.Explanation;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Sayings;
import org.beforehand.decide.Words;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers why a customer got something, or did not, from what was stored when it was decided. */
public final class Why {

  /** How far back a question looks that does not say so itself. */
  public static final Duration USUAL = Duration.ofDays(30);

  /** The most decisions of one answer. */
  private static final int MOST = 100;

  private final Past past;
  private final Decisions decisions;
  private final Followed followed;
  private final Rulebooks rulebooks;
  private final Replay replay;
  private final NeverArrived never;
  private final InLine inLine;
  private final WhyIncident aboutIncident;

  public Why(JdbcClient db, Rulebooks rulebooks) {
    this.past = new Past(db);
    this.decisions = new Decisions(db);
    this.followed = new Followed(db);
    this.rulebooks = rulebooks;
    this.replay = new Replay(db, rulebooks);
    this.never = new NeverArrived(db);
    this.inLine = new InLine(db);
    this.aboutIncident = new WhyIncident(db);
  }

  /**
   * What is asked; null means whatever it is.
   *
   * @param event about this one event only
   * @param incident about this one incident only
   */
  public record Question(
      String customer,
      @Nullable String campaign,
      Event.@Nullable Key event,
      @Nullable String incident,
      Instant from,
      Instant to) {}

  /**
   * What is asked of an incident as a whole.
   *
   * @param campaign whose messages; null for all
   * @param examples how many customers are named for each reason
   */
  public record AboutIncident(
      String incident, @Nullable String campaign, Instant from, Instant to, int examples) {}

  /**
   * What an incident came to for all whom it concerned: told, waiting, unreachable, dropped,
   * failed.
   *
   * @throws NotKnown if the incident or the campaign is not
   */
  public IncidentAccount answer(AboutIncident question) {
    campaign(question.campaign());
    return aboutIncident.answer(question, rulebooks.current().policy().zone());
  }

  /**
   * The customer an event is about.
   *
   * @throws NotKnown if it never came, or concerns many
   */
  public String customerOf(Event.Key event) {
    return never.customerOf(event);
  }

  /**
   * @throws NotKnown if the customer or the campaign is not
   */
  public Account answer(Question question) {
    Past.Moment then = past.momentOf(question.customer(), question.to());
    if (then == null) {
      throw never.customer(question);
    }
    Rulebook now = rulebooks.current();
    Campaign campaign = campaign(question.campaign());
    Past.Profile profile = Objects.requireNonNull(past.profile(question.customer(), then.seq()));
    ZoneId zone = now.policy().zoneOf(profile.customer());
    Map<String, Account.Outreach> outreach = followed.of(question.customer(), zone);
    List<Account.Decided> decided = new ArrayList<>();
    for (Stored stored :
        decisions.find(
            new Decisions.Interest(
                question.customer(), question.event(), question.from(), question.to(), MOST))) {
      if (concerns(stored, question)) {
        decided.add(decided(stored, question.campaign(), outreach, zone));
      }
    }
    List<String> remarks = never.remarks(question, campaign, profile, zone, decided.isEmpty());
    remarks.addAll(inLine.remarks(question, campaign, zone));
    return new Account(
        question.campaign() == null ? "all campaigns" : "the campaign " + question.campaign(),
        question.customer(),
        question.from(),
        question.to(),
        zone,
        decided,
        remarks);
  }

  private @Nullable Campaign campaign(@Nullable String name) {
    Map<String, Campaign> campaigns = rulebooks.current().campaigns();
    Campaign campaign = name == null ? null : campaigns.get(name);
    if (name != null && campaign == null) {
      throw new NotKnown("campaign: expected one of " + String.join(", ", campaigns.keySet()));
    }
    return campaign;
  }

  private boolean concerns(Stored stored, Question question) {
    if (question.incident() != null
        && (stored.stage() == null || !never.isAbout(stored.event(), question.incident()))) {
      return false;
    }
    Campaign campaign =
        question.campaign() == null
            ? null
            : rulebooks.revision(stored.revision()).campaigns().get(question.campaign());
    return question.campaign() == null
        || campaign != null && campaign.triggers().contains(stored.trigger());
  }

  private Account.Decided decided(
      Stored stored,
      @Nullable String campaign,
      Map<String, Account.Outreach> outreach,
      ZoneId zone) {
    Replay.Again again = replay.of(stored, campaign);
    return new Account.Decided(
        stored.at(),
        Words.a(stored.trigger()) + (stored.anew() == null ? "" : ", decided anew"),
        stored.event().source(),
        stored.event().id(),
        stored.stage() == null ? null : stored.stage().word(),
        stored.revision(),
        again instanceof Replay.Made made
            ? made.explanation().answers().stream().map(Why::rule).toList()
            : List.of(),
        again instanceof Replay.NotKept not ? not.said() : null,
        Replay.verdicts(stored).stream()
            .filter(one -> campaign == null || text(one, "rule").startsWith(campaign + ": "))
            .map(one -> verdict(one, outreach, words(one, stored, again), zone))
            .toList());
  }

  /** What the customer had said by then on the purpose of a proposal. */
  private List<Account.Consent> words(
      Map<String, Object> verdict, Stored stored, Replay.Again again) {
    String rule = text(verdict, "rule");
    Campaign campaign =
        rulebooks
            .revision(stored.revision())
            .campaigns()
            .get(rule.substring(0, rule.indexOf(": ")));
    return again instanceof Replay.Made made && campaign != null
        ? Account.Consent.on(campaign.purpose(), made.dossier())
        : List.of();
  }

  private static Account.Rule rule(Explanation.Answer answer) {
    boolean no = answer instanceof Explanation.SaidNo;
    return new Account.Rule(
        answer.rule().name(),
        answer.rule().file(),
        no ? ((Explanation.SaidNo) answer).condition().line() : answer.rule().line(),
        answer instanceof Explanation.Fired,
        answer.said(),
        no ? ((Explanation.SaidNo) answer).actual() : null);
  }

  private static Account.Verdict verdict(
      Map<String, Object> stored,
      Map<String, Account.Outreach> outreach,
      List<Account.Consent> words,
      ZoneId zone) {
    String due = (String) stored.get("due");
    String word = (String) stored.get("reason");
    String verdict = text(stored, "verdict");
    String when = due == null ? "" : Words.moment(Instant.parse(due), zone);
    String because =
        word == null ? "" : Sayings.of(Reason.of(word), (String) stored.get(Decision.MOMENT));
    String said =
        switch (verdict) {
          case "send" -> "It was to leave on " + when + ".";
          case "hold" -> because + " It was to wait until " + when + ".";
          default -> because;
        };
    String chosen = (String) stored.get("chosen");
    if (chosen != null) {
      said += " " + Sayings.of(Channel.of(text(stored, "channel")), ChannelChoice.Why.of(chosen));
    }
    String gate = (String) stored.get("gate");
    if ("consent".equals(gate)) {
      said += words.stream().map(one -> " " + one.said(zone)).collect(Collectors.joining());
    }
    return new Account.Verdict(
        text(stored, "rule"),
        verdict,
        gate,
        word,
        (String) stored.get(Decision.MOMENT),
        due,
        said,
        words,
        verdict.equals("drop")
            ? null
            : outreach.get(
                Followed.name(text(stored, "rule"), text(stored, "key"), text(stored, "action"))));
  }

  private static String text(Map<String, Object> fields, String name) {
    return String.valueOf(fields.get(name));
  }
}
