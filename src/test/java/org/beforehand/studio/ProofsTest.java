package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.beforehand.SmallRules;
import org.beforehand.TestDatabase;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Json;
import org.beforehand.decide.OnlyTo;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.CapturedMail;
import org.beforehand.deliver.Delivery;
import org.beforehand.deliver.Mailbox;
import org.beforehand.deliver.Origin;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.deliver.SmtpSettings;
import org.beforehand.deliver.StaffMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Proofs go to those who showed that they read what comes to an address, and to nobody else. */
class ProofsTest {

  private static final Instant AT = Instant.parse("2026-03-12T10:00:00Z");
  private static final Member ANN = new Member("ann", Role.AUTHOR);
  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member OPS = new Member("ops", Role.OPERATOR);
  private static final String WORDS =
      """
      ---
      subject: "Takk{{#customer.given}}, {{customer.given}}{{/customer.given}}"
      ---
      Ordren {{event.order}} kommer {{incident.eta}}. Du f\u00E5r {{gesture.amount}}.
      """;

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient db = JdbcClient.create(database.dataSource());
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
  private final Rulebooks rulebooks = new Rulebooks(db);
  private final Drafts drafts = new Drafts(db, transaction, rulebooks);
  private final Mailbox mailbox = new Mailbox(db);
  private final Origin origin = new Origin("example.com");
  private final StaffMail mail = StaffMail.captured(mailbox, origin);
  private final StaffAddresses addresses = new StaffAddresses(db, transaction, rulebooks, mail);
  private final Proofs proofs = new Proofs(db, transaction, rulebooks, drafts, mail);

  @BeforeEach
  void there_are_rules_staff_and_customers() {
    rulebooks.publish(Rulebook.compile(SmallRules.folder()), AT);
    for (Member one : List.of(ANN, BEA, OPS)) {
      new Staff(db).add(one.name(), one.role(), "test", AT);
    }
  }

  private void known(Map<String, Object> record) {
    CustomerRecord read = CustomerRecord.parse(Json.write(record), AT, "test");
    new Customers(db).apply(List.of(new Customers.Change(read, 1, AT, "test")));
  }

  private static Refused refused(ThrowingCallable step) {
    Refused refused = catchThrowableOfType(Refused.class, step);
    assertThat(refused).isNotNull();
    return refused;
  }

  /** The code in the only mail. */
  private String code() {
    Matcher code = Pattern.compile("[0-9]{8}").matcher(mailbox.latest(1).get(0).text());
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private static String other(String code) {
    return code.substring(0, 7) + (code.endsWith("7") ? '8' : '7');
  }

  private void verified(Member... members) {
    for (Member one : members) {
      addresses.change(one.name() + "@example.com", one, AT);
      addresses.confirm(code(), one, AT);
      db.sql("delete from captured_mail").update();
    }
  }

  private Draft draft() {
    return drafts.create("In Norwegian", Map.of(SmallRules.NORWEGIAN, WORDS), ANN, AT);
  }

  private static Proofs.Wish wish(String customer, String... to) {
    return new Proofs.Wish("thanks", "thank-you", customer, Arrays.asList(to));
  }

  private List<String> counted() {
    return Stream.of("outreach", "decision", "event", "held_out")
        .filter(t -> db.sql("select exists (select from " + t + ")").query(Boolean.class).single())
        .toList();
  }

  @Test
  void an_address_is_verified_by_the_code_that_was_sent_there() {
    assertThat(addresses.of(ANN)).isEqualTo(new StaffAddress("ann", null, false));
    assertThat(addresses.change(" ann@Example.COM ", ANN, AT))
        .isInstanceOf(Delivery.Accepted.class);
    assertThat(addresses.of(ANN)).isEqualTo(new StaffAddress("ann", "ann@example.com", false));
    String code = code();
    assertThat(
            db.sql("select encode(code, 'escape') from staff_address").query(String.class).list())
        .noneMatch(kept -> kept.contains(code));
    assertThat(refused(() -> addresses.confirm("1234567", ANN, AT)))
        .hasMessage("code: expected the 8 digits that were sent");
    assertThat(refused(() -> addresses.confirm(other(code), ANN, AT)))
        .hasMessage("code: that is not the one that was sent; 4 more tries");
    addresses.confirm(code, ANN, AT.plus(Duration.ofHours(1)));
    assertThat(addresses.of(ANN).verified()).isTrue();
    assertThat(refused(() -> addresses.confirm(code, ANN, AT)).why())
        .isEqualTo(Refused.Why.CONFLICT);

    addresses.change("ann.n@example.com", ANN, AT);
    assertThat(addresses.of(ANN)).isEqualTo(new StaffAddress("ann", "ann.n@example.com", false));
    assertThat(new Audit(db).read(null, 10))
        .extracting(Audit.Act::what)
        .startsWith("staff.address", "staff.address.verified", "staff.address");
    assertThat(new Audit(db).read(null, 10).toString()).doesNotContain("@");
    new Staff(db).remove("ann", "test", AT);
    assertThat(addresses.of(ANN).email()).isNull();
  }

  @Test
  void five_wrong_codes_or_an_hour_end_a_code_and_only_so_many_are_sent() {
    addresses.change("ann@example.com", ANN, AT);
    String code = code();
    for (int i = 0; i < 5; i++) {
      assertThat(refused(() -> addresses.confirm(other(code), ANN, AT)).why())
          .isEqualTo(Refused.Why.WRONG);
    }
    assertThat(refused(() -> addresses.confirm(code, ANN, AT)))
        .hasMessageStartingWith("no code waits to be confirmed; PUT /api/staff/me/address");
    addresses.change("ann@example.com", ANN, AT);
    assertThat(refused(() -> addresses.confirm(code, ANN, AT.plus(Duration.ofMinutes(61)))))
        .hasMessageStartingWith("the code was good for an hour");
    assertThat(addresses.of(ANN).verified()).isFalse();
    for (int i = 0; i < 8; i++) {
      addresses.change("ann@example.com", ANN, AT);
    }
    assertThat(refused(() -> addresses.change("ann@example.com", ANN, AT)).why())
        .isEqualTo(Refused.Why.TOO_OFTEN);
    addresses.change("ann@example.com", ANN, AT.plus(Duration.ofHours(1)));
  }

  @Test
  void a_program_has_no_address_and_a_slip_of_the_pen_is_none() {
    assertThat(refused(() -> addresses.change("ops@example.com", Member.MACHINE, AT)))
        .hasMessageContaining("expected a member of staff");
    assertThat(refused(() -> addresses.confirm("12345678", Member.HERE, AT)).why())
        .isEqualTo(Refused.Why.NOT_ALLOWED);
    assertThat(refused(() -> addresses.change("ann@example", ANN, AT)))
        .hasMessageStartingWith("email: expected a mail address");
    assertThat(mailbox.count()).isZero();
  }

  @Test
  void a_proof_is_written_as_its_customer_would_get_it_and_counts_nowhere() {
    verified(ANN, BEA);
    known(Map.of("id", "kari", "given", "Kari", "locale", "nb-NO", "zone", "Europe/Helsinki"));
    Draft draft = draft();
    Proofs.Proof proof = proofs.ofDraft(draft.id(), wish("kari", "ann", "bea"), ANN, AT);
    assertThat(proof.handed())
        .containsExactly(
            new Proofs.Handed("ann", new Delivery.Accepted("captured")),
            new Proofs.Handed("bea", new Delivery.Accepted("captured")));
    assertThat(mailbox.latest(10))
        .extracting(CapturedMail::recipient)
        .containsExactlyInAnyOrder("ann@example.com", "bea@example.com");
    CapturedMail captured = mailbox.latest(1).get(0);
    assertThat(captured.subject()).isEqualTo("[Proof] Takk, Kari").isEqualTo(proof.subject());
    assertThat(captured.language()).isEqualTo("nb");
    assertThat(captured.text())
        .startsWith("Proof of thanks/thank-you, from draft " + draft.id() + ", as customer kari")
        .contains("Ordren A-104512 kommer torsdag 12. mars kl. 16:00. Du f\u00E5r 150")
        .contains("https://example.com/p/example");
    assertThat(captured.html()).containsPattern("<body[^>]*><p>Proof of thanks/thank-you");
    assertThat(counted()).isEmpty();
    Audit.Act act = new Audit(db).read(null, 1).get(0);
    assertThat(act.who()).isEqualTo("ann");
    assertThat(act.what()).isEqualTo("proof.asked");
    assertThat(act.subject()).isEqualTo("draft " + draft.id());
    assertThat(act.details())
        .containsOnly(
            Map.entry("campaign", "thanks"),
            Map.entry("message", "thank-you"),
            Map.entry("customer", "kari"),
            Map.entry("to", List.of("ann", "bea")));
    // What is published has no Norwegian.
    assertThat(proofs.ofRevision(draft.base(), wish("kari", "bea"), BEA, AT).language())
        .isEqualTo(Locale.ENGLISH);
  }

  @Test
  void whoever_is_not_verified_keeps_everybody_from_getting_it() {
    verified(ANN);
    addresses.change("bea@example.com", BEA, AT);
    known(Map.of("id", "kari"));
    long draft = draft().id();
    assertThat(refused(() -> proofs.ofDraft(draft, wish("kari", "ann", "bea", "kari"), ANN, AT)))
        .hasMessage(
            "to: expected members of staff with verified addresses; bea has no verified address;"
                + " kari is not on the staff");
    assertThat(refused(() -> proofs.ofDraft(draft, wish("kari", "ann"), OPS, AT)))
        .hasMessage("expected an author or approver to send a proof; ops is an operator");
    assertThat(refused(() -> proofs.ofDraft(draft, wish("ola", "ann"), ANN, AT)).why())
        .isEqualTo(Refused.Why.UNKNOWN);
    assertThat(mailbox.latest(10)).hasSize(1).allMatch(mail -> mail.subject().contains("code"));
    assertThat(new Audit(db).read(null, 1).get(0).what()).isNotEqualTo("proof.asked");
  }

  @Test
  void a_draft_that_cannot_be_read_or_written_is_refused_with_its_places() {
    verified(ANN);
    known(Map.of("id", "kari", "locale", "nb"));
    String file = SmallRules.NORWEGIAN;
    long bad = drafts.create("T", Map.of(file, "no front matter {{x}}"), ANN, AT).id();
    Refused unread = refused(() -> proofs.ofDraft(bad, wish("kari", "ann"), ANN, AT));
    assertThat(unread.why()).isEqualTo(Refused.Why.UNFIT);
    assertThat(unread.findings()).extracting(Finding::file).contains(file);
    String greeting = "---\nsubject: \"Hei {{customer.given}}\"\n---\nHei\n";
    long hole = drafts.create("T", Map.of(file, greeting), ANN, AT).id();
    assertThat(refused(() -> proofs.ofDraft(hole, wish("kari", "ann"), ANN, AT)))
        .hasMessageContaining("{{customer.given}} has no value here");
    Proofs.Wish none = new Proofs.Wish("thanks", "sorry", "kari", List.of("ann"));
    assertThat(refused(() -> proofs.ofDraft(hole, none, ANN, AT)))
        .hasMessage("message: expected one of thanks: thank-you");
    assertThat(mailbox.count()).isZero();
  }

  @Test
  void sixty_an_hour_are_enough_for_anybody() {
    verified(ANN, BEA);
    known(Map.of("id", "kari"));
    long draft = draft().id();
    audited(ANN, 59);
    assertThat(refused(() -> proofs.ofDraft(draft, wish("kari", "ann", "bea"), ANN, AT)))
        .hasMessage("expected at most 60 in an hour; ann has had 59 and asks for 2 more")
        .extracting(Refused::why)
        .isEqualTo(Refused.Why.TOO_OFTEN);
    assertThat(mailbox.count()).isZero();
    proofs.ofDraft(draft, wish("kari", "ann"), ANN, AT);
    proofs.ofDraft(draft, wish("kari", "ann", "bea"), BEA, AT);
    proofs.ofDraft(draft, wish("kari", "ann", "bea"), ANN, AT.plus(Duration.ofHours(1)));
    String[] many = IntStream.range(0, 21).mapToObj(i -> "ann" + i).toArray(String[]::new);
    assertThat(refused(() -> proofs.ofDraft(draft, wish("kari", many), ANN, AT)))
        .hasMessage("to: expected at most 20 names of staff");
  }

  private void audited(Member who, int proofsSent) {
    List<String> to = Collections.nCopies(proofsSent, "ann");
    new Audit(db).add(who.name(), "proof.asked", "draft 1", AT, Map.of("to", to));
  }

  @Test
  void a_trial_limits_proofs_and_codes_too() {
    verified(ANN, BEA);
    known(Map.of("id", "kari"));
    Rulebooks trial = new Rulebooks(db, OnlyTo.parse("bea@example.com"));
    trial.resume();
    Proofs limited = new Proofs(db, transaction, trial, drafts, mail);
    long draft = draft().id();
    assertThat(refused(() -> limited.ofDraft(draft, wish("kari", "ann", "bea"), ANN, AT)))
        .hasMessageContaining("ann is not among those that this trial may reach");
    assertThat(
            refused(
                () ->
                    new StaffAddresses(db, transaction, trial, mail)
                        .change("ann@example.com", ANN, AT)))
        .hasMessageContaining("BEFOREHAND_ONLY_TO");
    assertThat(mailbox.count()).isZero();
    limited.ofDraft(draft, wish("kari", "bea"), ANN, AT);
    assertThat(mailbox.latest(10)).hasSize(1);
  }

  @Test
  void the_relay_is_asked_for_each_and_its_answers_are_told() {
    verified(ANN, BEA);
    known(Map.of("id", "kari"));
    long draft = draft().id();
    try (SmtpPeer peer = SmtpPeer.start().behave("bea@example.com", SmtpPeer.Behaviour.RCPT_550);
        StaffMail relayed = StaffMail.over(SmtpSettings.parse(peer.url(4)), origin)) {
      Proofs over = new Proofs(db, transaction, rulebooks, drafts, relayed);
      List<Proofs.Handed> handed =
          over.ofDraft(draft, wish("kari", "bea", "ann"), ANN, AT).handed();
      assertThat(handed.get(0).delivery()).isInstanceOf(Delivery.Refused.class);
      assertThat(((Delivery.Refused) handed.get(0).delivery()).reply()).startsWith("550");
      assertThat(handed.get(1).delivery()).isInstanceOf(Delivery.Accepted.class);
      assertThat(peer.accepted()).hasSize(1);
      SmtpPeer.Accepted taken = peer.accepted().get(0);
      assertThat(taken.to()).contains("ann@example.com");
      assertThat(taken.subject()).startsWith("[Proof] Thank you");
      assertThat(taken.content()).doesNotContain("List-Unsubscribe");
    }
    assertThat(counted()).isEmpty();
  }
}
