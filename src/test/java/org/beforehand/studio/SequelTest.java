package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A scenario can go on: what was decided before is known, and timers run out. */
class SequelTest {

  private static final String SCENARIOS = "care/scenarios.yaml";

  private static final Rules CARE =
      Rules.withoutCampaigns()
          .with(
              "care/campaign.yaml",
              """
              title: T
              owner: tests
              purpose: care
              status: live
              triggers: [purchase.completed, ticket.closed]
              key: event.order
              expiry: 48h
              """)
          .with(
              "care/rules.dslr",
              """
              rule "thanks"
              when
                a purchase was completed
              then
                send "hello"
                wait 3 weeks and look again as "ask"
              end

              rule "ask"
              when
                the timer "ask" has run out
              then
                send "hello"
              end

              rule "closed"
              when
                a ticket was closed
              then
                send "hello"
              end
              """)
          .with("care/messages/hello/en.md", "---\nsubject: Hello\n---\nHello.\n");

  private static final String BOUGHT =
      """
      - name: Bought
        given:
          customer: {id: kari, email: kari@example.org, zone: Europe/Oslo}
        at: 2026-03-12T14:00
        event: {type: purchase.completed, data: {order: A-1}}
        expect:
          - {message: hello, verdict: send}
          - {action: timer, name: ask, verdict: send}
        then:
      """;

  private static Check.Report tried(String steps) {
    return Check.run(CARE.with(SCENARIOS, BOUGHT + steps.indent(4)).folder());
  }

  private static void fails(String steps, int line, String... parts) {
    assertThat(tried(steps).findings())
        .extracting(Finding::toString)
        .filteredOn(text -> text.contains(": error: "))
        .singleElement()
        .asString()
        .startsWith(SCENARIOS + ":" + line + ": error: ")
        .contains(parts);
  }

  @Test
  void a_timer_runs_out_when_the_customers_calendar_says_so() {
    // Past the change to summer time, at the same hour.
    Check.Report report =
        tried(
            """
            - timer: ask
              expect: [{rule: ask, verdict: send, due: 2026-04-02T14:00}]
            - at: in 1d
              event: {type: ticket.closed}
              expect: [{rule: closed, verdict: send}]
            """);
    assertThat(report.findings()).isEmpty();
    assertThat(report.passed()).isEqualTo(1);
  }

  @Test
  void what_was_sent_before_counts_later() {
    assertThat(
            tried(
                    """
                    - at: in 1d
                      event: {type: purchase.completed, data: {order: A-1}}
                      expect:
                        - {message: hello, verdict: drop, gate: duplicate}
                        - {name: ask, verdict: send}
                    - at: 2026-03-14T14:00
                      event: {type: purchase.completed, data: {order: A-2}}
                      expect:
                        - {message: hello, verdict: send}
                        - {name: ask, verdict: send}
                    - at: 2026-03-15T14:00
                      event: {type: ticket.closed}
                      expect: [{message: hello, verdict: drop, gate: cap}]
                    """)
                .failed())
        .isZero();
  }

  @Test
  void an_outage_goes_on_to_its_end() {
    Rules outages = Rules.asShipped();
    String file = "outage-notices/scenarios.yaml";
    String one =
        """

        - name: Down and back
          given:
            customer: {id: kari, email: kari@example.org, zone: Europe/Oslo}
          at: 2026-03-12T10:00
          stage: opened
          incident: {id: N-7, service: broadband}
          expect: [{message: opened, verdict: send}]
          then:
            - at: in 3h
              stage: eta.1
              incident: {id: N-7, service: broadband, eta: in 4h, ago: 3h}
              expect: [{message: eta, verdict: send}]
            - at: in 2h
              stage: restored
              incident: {id: N-7, service: broadband, ago: 5h}
              expect: [{message: restored, verdict: send}]
        """;
    Check.Report report = Check.run(outages.with(file, outages.files().get(file) + one).folder());
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void what_fails_on_the_way_is_named_with_its_own_line() {
    fails(
        "- timer: ask\n  expect: [{rule: ask, verdict: drop}]\n",
        10,
        "scenario \"Bought, then at 2026-04-02T14:00\" fails: expected {rule: ask, verdict: drop}");
    fails("- timer: answer\n  expect: nothing\n", 10, "expected a timer \"answer\"", "\"ask\"");
    fails(
        "- timer: ask\n  at: 2026-03-20T10:00\n  expect: nothing\n",
        10,
        "the timer \"ask\" runs out at 2026-04-02T14:00, not at 2026-03-20T10:00");
    fails(
        "- at: 2026-03-11T10:00\n  event: {type: ticket.closed}\n  expect: nothing\n",
        10,
        "expected a time that is not before 2026-03-12T14:00");
    fails("- event: {type: ticket.closed}\n  expect: nothing\n", 10, "expected a line \"at: ...\"");
    fails("- at: in 1d\n  expect: nothing\n", 10, "either an event, or a stage and its incident");
    fails("- at: in 1d\n  evnt: {type: ticket.closed}\n", 11, "did you mean \"event\"");
  }
}
