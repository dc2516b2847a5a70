package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.beforehand.decide.Cases.AT;
import static org.beforehand.decide.Cases.candidate;
import static org.beforehand.decide.Cases.contact;
import static org.beforehand.decide.Cases.dossier;
import static org.beforehand.decide.Cases.in;
import static org.beforehand.decide.Cases.incident;
import static org.beforehand.decide.Cases.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.Event;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.Interruption;
import org.beforehand.fact.OutageHistory;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Recalled;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad moment: whom it touches, what it mutes, and when what waited may leave. */
class InhibitionGateTest {

  @Test
  void an_offer_waits_while_an_outage_lasts_and_until_a_day_after_it() {
    ContactPolicy policy = moment("outage: any, for: 24h, mutes: [marketing]");

    Dossier down = in(dossier(), incident("17", Incident.Status.OPEN, 1));
    assertThat(judge(down, policy)).isEqualTo(hold(AT.plus(Duration.ofHours(1)), Reason.OUTAGE));

    Instant back = AT.minus(Duration.ofHours(20));
    assertThat(judge(without(AT.minus(Duration.ofHours(30)), back, false), policy))
        .isEqualTo(hold(back.plus(Duration.ofHours(24)), Reason.OUTAGE));

    Instant longAgo = AT.minus(Duration.ofHours(24));
    assertThat(judge(without(AT.minus(Duration.ofHours(30)), longAgo, false), policy))
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void only_those_whom_it_touches_and_only_by_the_service_that_is_meant() {
    ContactPolicy policy = moment("outage: television, for: 24h, mutes: [marketing]");
    assertThat(judge(dossier(), policy)).isInstanceOf(Verdict.Send.class);
    assertThat(judge(in(dossier(), incident("17", Incident.Status.OPEN, 1)), policy))
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void maintenance_counts_only_where_the_policy_says_so() {
    Dossier planned = without(AT.minus(Duration.ofHours(3)), AT, true);
    assertThat(judge(planned, moment("outage: any, for: 4h, mutes: [marketing]")))
        .isInstanceOf(Verdict.Send.class);
    assertThat(judge(planned, moment("outage: any, maintenance: yes, for: 4h, mutes: [marketing]")))
        .isEqualTo(hold(AT.plus(Duration.ofHours(4)), Reason.OUTAGE));
  }

  @Test
  void each_customer_leaves_at_a_time_of_their_own_and_always_the_same() {
    List<Duration> shares = new ArrayList<>();
    for (int n : IntStream.range(0, 200).toArray()) {
      Customer one = named("c-" + n);
      Duration share = BadMoment.share(Duration.ofHours(2), one);
      assertThat(share).isEqualTo(BadMoment.share(Duration.ofHours(2), named("c-" + n)));
      assertThat(share).isBetween(Duration.ZERO, Duration.ofHours(2));
      shares.add(share);
    }
    assertThat(new TreeSet<>(shares)).as("minutes").hasSizeGreaterThan(80);
    assertThat(shares.stream().filter(one -> one.toMinutes() < 30).count()).isBetween(30L, 70L);
  }

  @Test
  void what_would_be_stale_by_then_is_not_held_and_the_moment_is_the_reason() {
    // The message of these cases is stale after a day.
    ContactPolicy policy = moment("outage: any, for: 3d, mutes: [marketing]");
    assertThat(judge(without(AT.minus(Duration.ofHours(3)), AT, false), policy))
        .isEqualTo(new Verdict.Drop(Reason.OUTAGE, "a moment"));
  }

  @Test
  void one_that_drops_counts_before_one_that_holds() {
    ContactPolicy policy =
        policy(
            """
            moments:
              - {name: outage, outage: any, for: 24h, mutes: [marketing]}
              - {name: arrears, trait: arrears, is: yes, mutes: [marketing], then: drop}
            """);
    Dossier down = in(dossier(), incident("17", Incident.Status.OPEN, 1));
    assertThat(judge(knowing(down, "arrears", "yes"), policy))
        .isEqualTo(new Verdict.Drop(Reason.NOT_NOW, "arrears"));
  }

  @Test
  void a_trait_is_one_by_its_value() {
    ContactPolicy policy = moment("trait: leaving, is: in March, mutes: [marketing], then: drop");
    assertThat(judge(knowing(dossier(), "leaving", "in March"), policy))
        .isEqualTo(new Verdict.Drop(Reason.NOT_NOW, "a moment"));
    assertThat(judge(knowing(dossier(), "leaving", "in May"), policy))
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void a_low_score_is_one_for_two_weeks_and_a_high_one_is_none() {
    ContactPolicy policy =
        moment("event: survey.answered, field: score, at-most: 6, within: 14d, mutes: [marketing]");
    assertThat(judge(answered(6, Duration.ofDays(13)), policy))
        .isEqualTo(hold(AT.plus(Duration.ofDays(1)), Reason.NOT_LONG_AFTER));
    assertThat(judge(answered(6, Duration.ofDays(14)), policy)).isInstanceOf(Verdict.Send.class);
    assertThat(judge(answered(7, Duration.ofDays(1)), policy)).isInstanceOf(Verdict.Send.class);
  }

  @Test
  void one_that_is_over_drops_nothing() {
    ContactPolicy policy =
        moment(
            "event: survey.answered, within: 14d, field: score, at-most: 6, mutes: [marketing], then: drop");
    assertThat(judge(answered(6, Duration.ofDays(13)), policy))
        .isEqualTo(new Verdict.Drop(Reason.NOT_LONG_AFTER, "a moment"));
    assertThat(judge(answered(6, Duration.ofDays(14)), policy)).isInstanceOf(Verdict.Send.class);
  }

  @Test
  void a_colleague_calls_instead_with_what_the_policy_says_they_must_know() {
    ContactPolicy policy =
        moment(
            "trait: arrears, is: yes, mutes: [marketing], then: call, skill: billing, call-within: 4h");
    assertThat(judge(knowing(dossier(), "arrears", "yes"), policy))
        .isEqualTo(
            new Verdict.Instead(
                new Proposal.Call("message", "billing", Duration.ofHours(4)), "a moment"));
    assertThat(judge(dossier(), policy)).isInstanceOf(Verdict.Send.class);
    assertThat(
            new InhibitionGate()
                .judge(
                    candidate(Purpose.MARKETING, AT)
                        .calling(new Proposal.Call("message", "billing", Duration.ofHours(4))),
                    knowing(dossier(), "arrears", "yes"),
                    policy,
                    AT))
        .as("the call itself")
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void one_that_drops_or_calls_counts_before_one_that_holds() {
    ContactPolicy policy =
        policy(
            """
            moments:
              - {name: outage, outage: any, for: 24h, mutes: [marketing]}
              - {name: arrears, trait: arrears, is: yes, mutes: [marketing], then: call, skill: b}
              - {name: grief, trait: grief, is: yes, mutes: [marketing], then: drop}
            """);
    Dossier down = in(dossier(), incident("17", Incident.Status.OPEN, 1));
    Dossier owing = knowing(down, "arrears", "yes");
    assertThat(judge(owing, policy)).isInstanceOf(Verdict.Instead.class);
    assertThat(judge(knowing(owing, "grief", "yes"), policy))
        .isEqualTo(new Verdict.Drop(Reason.NOT_NOW, "grief"));
  }

  @Test
  void a_call_we_owe_is_one_until_the_desk_has_had_it_for_a_while() {
    ContactPolicy policy = moment("call: open, for: 24h, mutes: [marketing]");
    assertThat(judge(dossier(call(OutreachState.SCHEDULED, AT)), policy))
        .isEqualTo(hold(AT.plus(Duration.ofHours(1)), Reason.OPEN_CALL));
    assertThat(judge(dossier(call(OutreachState.SENT, AT.minusSeconds(3600))), policy))
        .as("it may be made any time")
        .isEqualTo(hold(AT.plus(Duration.ofHours(1)), Reason.OPEN_CALL));
    assertThat(judge(dossier(call(OutreachState.SENT, AT.minusSeconds(84_600))), policy))
        .isEqualTo(hold(AT.plus(Duration.ofMinutes(30)), Reason.OPEN_CALL));
    assertThat(judge(dossier(call(OutreachState.SENT, AT.minusSeconds(86_400))), policy))
        .isInstanceOf(Verdict.Send.class);
    assertThat(judge(dossier(call(OutreachState.ANSWERED, AT)), policy))
        .isInstanceOf(Verdict.Send.class);
    assertThat(judge(dossier(contact(1, Purpose.CARE, OutreachState.SCHEDULED, AT)), policy))
        .as("a mail is no call")
        .isInstanceOf(Verdict.Send.class);
  }

  @Test
  void what_is_needed_or_was_asked_for_is_said_in_any_moment_and_so_is_what_answers_it() {
    Dossier down = in(dossier(), incident("17", Incident.Status.OPEN, 1));
    ContactPolicy all =
        moment("outage: any, mutes: [care, goodwill, marketing], actions: [message]");
    for (Purpose said : List.of(Purpose.SERVICE, Purpose.REQUESTED)) {
      assertThat(new InhibitionGate().judge(candidate(said, AT), down, all, AT))
          .isInstanceOf(Verdict.Send.class);
    }
    assertThat(judge(down, all)).isInstanceOf(Verdict.Hold.class);
    assertThat(judge(down, moment("outage: any, mutes: [marketing], but: [test]")))
        .isInstanceOf(Verdict.Send.class);
    assertThat(judge(down, moment("outage: any, actions: [survey]")))
        .isInstanceOf(Verdict.Send.class);
    assertThat(judge(down, moment("outage: any, actions: [message]")))
        .isInstanceOf(Verdict.Hold.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outage: any, mutes: [service] | never muted",
        "outage: any, mutes: [requested] | never muted",
        "outage: any | expected a line \"mutes: ...\" or \"actions: ...\"",
        "outage: any, ticket: any, mutes: [marketing] | expected one of outage, ticket",
        "ticket: any, for: 2h, mutes: [marketing] | for: this says nothing beside \"ticket\"",
        "trait: arrears, mutes: [marketing] | expected a line \"is: ...\"",
        "event: a.b, mutes: [marketing] | expected a line \"within: ...\"",
        "event: a.b, field: c, within: 1d, mutes: [marketing] | expected either \"is\"",
        "event: a.b, field: c, at-most: six, within: 1d, mutes: [care] | expected a number",
        "outage: any, mutes: [marketing], then: wait | expected one of release, drop, call",
        "outage: any, mutes: [marketing], then: call | expected a line \"skill: ...\"",
        "outage: any, mutes: [marketing], then: drop, skill: a | skill: this says nothing beside",
        "outage: any, mutes: [marketing], then: call, skill: a, spread: 1h | beside \"then: call\"",
        "outage: any, actions: [alert] | expected message, call, gesture or survey",
        "outage: any, mutes: [marketing], look-again: 0m | expected at least 1m"
      })
  void a_moment_that_is_none_is_refused_with_its_line(String written, String expected) {
    assertThatThrownBy(() -> moment(written))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContaining("contact-policy.yaml:5: ")
        .hasMessageContaining(expected);
  }

  private static ContactPolicy moment(String written) {
    return policy("moments:\n  - {name: a moment, " + written + "}\n");
  }

  private static Verdict judge(Dossier dossier, ContactPolicy policy) {
    return new InhibitionGate().judge(candidate(Purpose.MARKETING, AT), dossier, policy, AT);
  }

  private static Verdict.Hold hold(Instant until, Reason reason) {
    return new Verdict.Hold(until, reason, "a moment");
  }

  private static Dossier without(Instant from, Instant until, boolean planned) {
    return remembering(
        new OutageHistory(List.of(new Interruption("broadband", from, until, planned)), Map.of()),
        Recalled.NONE);
  }

  private static Dossier answered(int score, Duration ago) {
    Event answer =
        new Event(
            "test",
            "1",
            "survey.answered",
            new Subject.OfCustomer("kari"),
            AT.minus(ago),
            Map.of("score", BigDecimal.valueOf(score)));
    return remembering(
        OutageHistory.NONE, new Recalled(Map.of("survey.answered", List.of(answer))));
  }

  private static Dossier remembering(OutageHistory outages, Recalled recalled) {
    Dossier plain = dossier();
    return new Dossier(
        plain.customer(),
        1,
        Map.of(),
        Set.of(),
        new History(AT, Map.of(), List.of(), List.of(), Map.of(), outages, recalled),
        List.of());
  }

  private static Dossier knowing(Dossier dossier, String trait, String value) {
    return dossier.remembering(trait, value);
  }

  private static Contact call(OutreachState state, Instant at) {
    return new Contact(
        7, "other", "key", Action.CALL, Purpose.CARE, Channel.CALL, state, at, null, null, null, 0);
  }

  private static Customer named(String id) {
    Customer kari = dossier().customer();
    return new Customer(
        id,
        null,
        null,
        kari.email(),
        null,
        null,
        kari.zone(),
        null,
        null,
        null,
        null,
        false,
        List.of(),
        Set.of(),
        Map.of());
  }
}
