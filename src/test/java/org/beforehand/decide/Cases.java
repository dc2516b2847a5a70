package org.beforehand.decide;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.customer.Dossier;
import org.beforehand.fact.Action;
import org.beforehand.fact.Channel;
import org.beforehand.fact.Consent;
import org.beforehand.fact.Contact;
import org.beforehand.fact.Customer;
import org.beforehand.fact.History;
import org.beforehand.fact.Incident;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Purpose;
import org.beforehand.fact.Stage;

/** Small worlds for the gates. */
final class Cases {

  static final Instant AT = Instant.parse("2026-03-12T10:00:00Z");
  static final ContactPolicy.Window DAY = window("08:00", "21:00");

  private Cases() {}

  static ContactPolicy.Window window(String from, String until) {
    return new ContactPolicy.Window(
        null, null, LocalTime.parse(from), LocalTime.parse(until), ContactPolicy.Days.ALL);
  }

  /** Contact between 08:00 and 21:00, and so often. */
  static ContactPolicy policy(ContactPolicy.Cap... caps) {
    StringBuilder written = new StringBuilder();
    for (ContactPolicy.Cap cap : caps) {
      written
          .append("  - {purposes: [")
          .append(cap.purposes().stream().map(Purpose::word).collect(Collectors.joining(", ")))
          .append("], most: ")
          .append(cap.most())
          .append(", within: ")
          .append(cap.within().toMinutes())
          .append("m}\n");
    }
    return policy(caps.length == 0 ? "" : "caps:\n" + written);
  }

  /** The same with further lines. */
  static ContactPolicy policy(String lines) {
    return ContactPolicy.read(
        """
        company: {name: Fjordlink, zone: Europe/Oslo}
        windows:
          - {hours: "08:00-21:00"}
        """
            + lines);
  }

  static Customer customer(ZoneId zone) {
    return customer("kari", zone, null);
  }

  static Customer customer(ZoneId zone, String locale) {
    return customer("kari", zone, Locale.forLanguageTag(locale));
  }

  static Customer customer(String id, ZoneId zone, Locale locale) {
    return new Customer(
        id,
        null,
        null,
        id + "@example.org",
        null,
        locale,
        zone,
        null,
        null,
        null,
        null,
        false,
        List.of(),
        Set.of("circuit:1"),
        Map.of());
  }

  static Dossier dossier(Contact... contacts) {
    return new Dossier(
        customer(ZoneId.of("Europe/Oslo")),
        1,
        Map.of(),
        Set.of(),
        new History(AT, Map.of(), Arrays.asList(contacts)),
        List.of());
  }

  static Dossier of(Customer customer) {
    return new Dossier(
        customer, 1, Map.of(), Set.of(), new History(AT, Map.of(), List.of()), List.of());
  }

  static Dossier in(Dossier dossier, Incident... open) {
    return new Dossier(
        dossier.customer(),
        1,
        dossier.consents(),
        Set.of(),
        dossier.history(),
        Arrays.asList(open));
  }

  static Dossier saying(Purpose purpose, boolean yes) {
    return new Dossier(
        customer(ZoneId.of("Europe/Oslo")),
        1,
        Map.of(purpose, new Consent(purpose, yes, AT, "test")),
        Set.of(),
        new History(AT, Map.of(), List.of()),
        List.of());
  }

  static Candidate candidate(Purpose purpose, Instant due) {
    return candidate(purpose, due, null, null, 0);
  }

  static Candidate candidate(
      Purpose purpose, Instant due, Stage stage, Incident incident, long outreach) {
    Campaign campaign =
        new Campaign(
            "test",
            "Test",
            "tests",
            purpose,
            Campaign.Status.LIVE,
            List.of("call.dropped"),
            0,
            new Campaign.Key.OfEvent(),
            Duration.ofHours(24),
            new Campaign.Freshness(Duration.ofHours(24), Map.of()),
            List.of(),
            null,
            Experiment.NONE,
            Campaign.Company.USUAL);
    return new Candidate(
        campaign,
        "test: rule",
        new Proposal.Message("message"),
        "key",
        "call.dropped",
        AT,
        List.of(Channel.EMAIL),
        due,
        stage,
        incident,
        outreach);
  }

  /** The same candidate as what its campaign's own schedule says. */
  static Candidate ofSchedule(Candidate one, String schedule, String trigger) {
    Campaign its = one.campaign();
    Campaign campaign =
        new Campaign(
            its.name(),
            its.title(),
            its.owner(),
            its.purpose(),
            its.status(),
            List.of(trigger),
            its.priority(),
            its.key(),
            its.expiry(),
            its.freshness(),
            its.channels(),
            ScheduleFile.read(YamlNode.read("campaign.yaml", schedule)),
            its.experiment(),
            its.company());
    return new Candidate(
        campaign,
        one.rule(),
        one.proposal(),
        one.key(),
        trigger,
        one.eventTime(),
        one.channels(),
        one.due(),
        null,
        null,
        0);
  }

  static Contact contact(long id, Purpose purpose, OutreachState state, Instant at) {
    return new Contact(
        id,
        "other",
        "key-" + id,
        Action.MESSAGE,
        purpose,
        Channel.EMAIL,
        state,
        at,
        null,
        null,
        null,
        0);
  }

  static Contact told(long id, Stage stage, Incident incident, OutreachState state, Duration ago) {
    return new Contact(
        id,
        "test",
        incident.id() + "#1:" + stage.word(),
        Action.MESSAGE,
        Purpose.SERVICE,
        Channel.EMAIL,
        state,
        AT.minus(ago),
        incident.thread(),
        stage,
        incident.id(),
        1);
  }

  static Incident incident(String id, Incident.Status status, long version) {
    return new Incident(
        id,
        "broadband",
        null,
        false,
        status,
        1,
        version,
        AT.plusSeconds(7200),
        AT,
        0,
        Set.of("circuit:1"));
  }
}
