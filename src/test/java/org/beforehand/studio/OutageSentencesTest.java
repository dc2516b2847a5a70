package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The sentences about outages that the rules which come with the program do not use. */
class OutageSentencesTest {

  private static final String CAMPAIGN =
      """
      title: Long outages
      owner: care
      purpose: service
      status: live
      triggers: [incident.opened, incident.restored]
      key: incident
      """;
  private static final String RULES =
      """
      rule "it took long"
      when
        an outage of the customer's service is over
        the outage lasted at least 24 hours
      then
        send "sorry"
      end

      rule "nobody knows"
      when
        an outage of the customer's service has begun
        the outage has no estimate
      then
        send "sorry"
      end
      """;
  private static final String SCENARIOS =
      """
      - name: A day and an hour is long
        given:
          customer: {id: kari, email: kari@example.org}
          incidents:
            - {id: N-9, service: television, ago: 3d, eta: in 3h}
          contacts:
            - {stage: opened, incident: N-7, ago: 24h}
        at: 2026-03-13T12:00
        stage: restored
        incident: {id: N-7, service: broadband, ago: 25h}
        expect:
          - {rule: it took long, verdict: send}

      - name: An hour less than a day is not, whatever else lasts longer
        given:
          customer: {id: kari, email: kari@example.org}
          incidents:
            - {id: N-9, service: television, ago: 3d}
          contacts:
            - {stage: opened, incident: N-7, ago: 22h}
        at: 2026-03-13T12:00
        stage: restored
        incident: {id: N-7, service: broadband, ago: 23h}
        expect: nothing

      - name: No estimate, though another outage has one
        given:
          customer: {id: kari, email: kari@example.org}
          incidents:
            - {id: N-9, service: television, ago: 3d, eta: in 3h}
        at: 2026-03-13T12:00
        stage: opened
        incident: {id: N-7, service: broadband}
        expect:
          - {rule: nobody knows, verdict: send}

      - name: An estimate, though another outage has none
        given:
          customer: {id: kari, email: kari@example.org}
          incidents:
            - {id: N-9, service: television, ago: 3d}
        at: 2026-03-13T12:00
        stage: opened
        incident: {id: N-7, service: broadband, eta: in 3h}
        expect: nothing
      """;

  @Test
  void the_outage_of_a_sentence_is_the_one_being_told() {
    // By itself: of two campaigns that speak of one outage, only one is heard.
    SortedMap<String, String> files = new TreeMap<>(Rules.asShipped().files());
    files.keySet().removeIf(file -> file.startsWith("outage-notices/"));
    Check.Report report =
        Check.run(
            new Rules(files)
                .with("long-outages/campaign.yaml", CAMPAIGN)
                .with("long-outages/rules.dslr", RULES)
                .with("long-outages/scenarios.yaml", SCENARIOS)
                .with(
                    "long-outages/messages/sorry/en.md",
                    "---\nsubject: We are sorry\n---\nWe are sorry.\n")
                .folder());
    assertThat(report.findings())
        .noneMatch(finding -> finding.severity() != Finding.Severity.ADVICE);
  }
}
