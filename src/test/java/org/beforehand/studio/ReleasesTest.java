package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.SmallRules;
import org.beforehand.TestDatabase;
import org.beforehand.decide.Publication;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Publishing.WriteBack;
import org.beforehand.studio.Releases.Released;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Drafts become revisions: by four eyes, all or nothing, one after the other. */
class ReleasesTest {

  private static final Instant AT = Instant.parse("2026-03-12T10:00:00Z");
  private static final Member ANN = new Member("ann", Role.AUTHOR);
  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member OPS = new Member("ops", Role.OPERATOR);

  @TempDir Path folder;

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient db = JdbcClient.create(database.dataSource());
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
  private final Rulebooks rulebooks = new Rulebooks(db);
  private final Publishing publishing = new Publishing(rulebooks);
  private final Drafts drafts = new Drafts(db, transaction, rulebooks);
  private final Releases releases = new Releases(db, transaction, drafts, publishing);
  private String first = "";

  @BeforeEach
  void the_folder_is_published() {
    publishing.publish(SmallRules.write(folder), AT);
    first = published();
  }

  private String published() {
    return db.sql("select revision from published").query(String.class).single();
  }

  private Draft draft(String words) {
    return drafts.create("Other words", Map.of(SmallRules.TEXT, words), ANN, AT);
  }

  private Draft approved(String what) {
    Draft draft = draft(SmallRules.words(what));
    drafts.submit(draft.id(), ANN, AT);
    return drafts.approve(draft.id(), draft.hash(), "", BEA, AT);
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve(SmallRules.TEXT));
  }

  private static Refused refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    Refused refused = catchThrowableOfType(Refused.class, step);
    assertThat(refused).isNotNull();
    return refused;
  }

  @Test
  void an_approved_draft_decides_is_in_the_folder_and_in_the_history() throws IOException {
    Draft draft = approved("has left");
    Released released = releases.publish(draft.id(), Choice.USUAL, ANN, AT);
    assertThat(released.revision()).isEqualTo(published()).isEqualTo(draft.hash());
    assertThat(released.parent()).isEqualTo(first);
    assertThat(released.campaigns()).containsExactly("thanks");
    assertThat(rulebooks.current().revision()).isEqualTo(draft.hash());

    assertThat(released.folder()).isEqualTo(WriteBack.WRITTEN);
    assertThat(text()).contains("has left");
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Publishing.Result.Unchanged.class);
    Publication last = rulebooks.history(null, 1).get(0);
    assertThat(last.who()).isEqualTo("ann");
    assertThat(last.how()).isEqualTo(Publication.How.DRAFT);
    assertThat(last.parent()).isEqualTo(first);
    assertThat(last.options()).containsEntry("approver", "bea").containsEntry("waiting", "keep");
    assertThat(new Audit(db).read(null, 10))
        .extracting(Audit.Act::what)
        .containsExactly("revision.draft", "draft.approved", "draft.submitted", "draft.created");

    Released back = releases.rollback(first, draft.hash(), Choice.USUAL, OPS, AT);
    assertThat(back.revision()).isEqualTo(first).isEqualTo(published());
    assertThat(text()).isEqualTo(SmallRules.WORDS);
    assertThat(refused(() -> releases.rollback(first, draft.hash(), Choice.USUAL, OPS, AT)))
        .hasMessageContaining("ops was first: revision " + first);
    assertThat(refused(() -> releases.publish(draft.id(), Choice.USUAL, ANN, AT)).why())
        .isEqualTo(Refused.Why.CONFLICT);
  }

  @Test
  void nobody_approves_what_they_wrote_nor_anything_but_what_they_saw() {
    Draft draft = draft(SmallRules.words("has left"));
    drafts.change(draft.id(), null, Map.of(SmallRules.TEXT, SmallRules.words("went")), BEA, AT);
    Draft both = drafts.submit(draft.id(), ANN, AT);
    assertThat(refused(() -> drafts.approve(draft.id(), both.hash(), "", BEA, AT)))
        .hasMessage("four eyes: it takes somebody who did not write it; its authors are ann, bea");
    Member cyn = new Member("cyn", Role.APPROVER);
    assertThat(refused(() -> drafts.approve(draft.id(), draft.hash(), "", cyn, AT)))
        .hasMessageContaining("has changed since");
    assertThat(refused(() -> drafts.approve(draft.id(), both.hash(), "", OPS, AT)).why())
        .isEqualTo(Refused.Why.NOT_ALLOWED);

    drafts.approve(draft.id(), both.hash(), "", cyn, AT);
    drafts.change(draft.id(), null, Map.of(SmallRules.TEXT, SmallRules.words("flew")), ANN, AT);
    assertThat(refused(() -> releases.publish(draft.id(), Choice.USUAL, ANN, AT)))
        .hasMessageContaining("was not approved as it is now");
    assertThat(published()).isEqualTo(first);
  }

  @Test
  void of_two_who_publish_at_once_one_wins_and_the_other_hears_who() throws Exception {
    List<Draft> both = List.of(approved("has left"), approved("is packed"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Released>> publishers = new ArrayList<>();
    for (Draft draft : both) {
      publishers.add(threads.submit(() -> releases.publish(draft.id(), Choice.USUAL, ANN, AT)));
    }
    List<String> won = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (Future<Released> publisher : publishers) {
      try {
        won.add(publisher.get().revision());
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(Refused.class);
        lost.add(String.valueOf(e.getCause().getMessage()));
      }
    }
    threads.shutdown();
    assertThat(won).containsExactly(published());
    assertThat(lost).singleElement().asString().contains("ann was first: revision " + won.get(0));
    assertThat(both)
        .extracting(draft -> drafts.find(draft.id()).state())
        .containsExactlyInAnyOrder(Draft.State.PUBLISHED, Draft.State.STALE);
    assertThat(db.sql("select count(*) from publication").query(Long.class).single()).isEqualTo(2);
  }

  @Test
  void what_does_not_pass_or_is_not_the_authors_changes_nothing() throws IOException {
    Draft bad = draft("---\nsubject: \"{{nobody.knows}}\"\n---\nHello.\n");
    Refused unfit = refused(() -> drafts.submit(bad.id(), ANN, AT));
    assertThat(unfit.findings())
        .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
        .extracting(Finding::file)
        .containsOnly(SmallRules.TEXT);
    assertThat(drafts.find(bad.id()).state()).isEqualTo(Draft.State.OPEN);
    for (String path :
        List.of("thanks/rules.drl", "vocabulary.dsl", "../x/a.md", "/etc/x", "a/.hid", "README")) {
      assertThat(refused(() -> drafts.create("T", Map.of(path, "x"), ANN, AT)).why())
          .as(path)
          .isEqualTo(Refused.Why.WRONG);
    }
    assertThat(refused(() -> drafts.create("T", Map.of(), OPS, AT)))
        .hasMessage("expected an author or approver to write a draft; ops is an operator");
    assertThat(published()).isEqualTo(first);
    assertThat(text()).isEqualTo(SmallRules.WORDS);
    assertThatThrownBy(() -> db.sql("delete from audit").update())
        .hasMessageContaining("the audit is only added to");
  }

  /** Three of five have ordered of late. */
  private void orders() {
    db.sql(
            """
            insert into decision (customer, source, event, trigger, seq, at, revision, why)
            select 'c' || n, 's', 'e', 'purchase.completed', 1, :at, 'r', '{}'
              from generate_series(1, 3) n
            """)
        .param("at", AT.minusSeconds(60).atOffset(java.time.ZoneOffset.UTC))
        .update();
    db.sql(
            """
            insert into customer (id, hash, seq, version, profile)
            select 'c' || n, n, 1, 1, '{}' from generate_series(1, 5) n
            """)
        .update();
  }

  @Test
  void the_published_policys_cap_holds_and_no_draft_raises_its_own() throws IOException {
    orders();
    Path policy = folder.resolve("contact-policy.yaml");
    String loose = Files.readString(policy);
    Files.writeString(policy, loose + "\npublish: {most: 2}\n");
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Publishing.Result.Published.class);
    String capped = published();
    Draft draft =
        drafts.create(
            "More",
            Map.of(
                SmallRules.TEXT,
                SmallRules.words("has left"),
                "contact-policy.yaml",
                loose + "\npublish: {most: 2000}\n"),
            ANN,
            AT);
    drafts.submit(draft.id(), ANN, AT);
    drafts.approve(draft.id(), draft.hash(), "", BEA, AT);
    assertThat(refused(() -> releases.publish(draft.id(), Choice.USUAL, ANN, AT)))
        .hasMessageStartingWith("it may concern 3 customers, and the most is 2;");
    assertThat(published()).isEqualTo(capped);
  }

  @Test
  void more_customers_than_the_cap_take_an_approvers_reason() {
    orders();
    Draft draft = approved("has left");
    Choice two = new Choice(Choice.Waiting.KEEP, 2L, null, null, null, null);
    assertThat(refused(() -> releases.publish(draft.id(), two, BEA, AT)))
        .hasMessageStartingWith("it may concern 3 customers, and the most is 2;");
    Choice override =
        new Choice(Choice.Waiting.KEEP, 2L, "agreed with the board", null, null, null);
    assertThat(refused(() -> releases.publish(draft.id(), override, ANN, AT)).why())
        .isEqualTo(Refused.Why.CONFLICT);
    assertThat(published()).isEqualTo(first);
    assertThat(releases.publish(draft.id(), override, BEA, AT).customers()).isEqualTo(3);
  }

  @Test
  void a_folder_that_was_left_behind_does_not_undo_what_was_published_since() throws IOException {
    Draft draft = approved("has left");
    Files.writeString(folder.resolve("thanks/note.md"), "somebody works here");
    assertThat(releases.publish(draft.id(), Choice.USUAL, ANN, AT).folder())
        .isEqualTo(WriteBack.DIFFERS);
    assertThat(text()).isEqualTo(SmallRules.WORDS);
    Files.delete(folder.resolve("thanks/note.md"));

    Rulebooks restarted = new Rulebooks(db);
    new Publishing(restarted).publish(folder, AT);
    assertThat(restarted.current().revision()).isEqualTo(draft.hash()).isEqualTo(published());
  }

  @Test
  void a_draft_moves_on_to_what_was_published_since_unless_both_changed_a_file() {
    Draft old = draft(SmallRules.words("has left"));
    Draft other = drafts.create("Mine", Map.of("shared/extra.md", "x"), BEA, AT);
    releases.publish(approved("is packed").id(), Choice.USUAL, ANN, AT);
    assertThat(refused(() -> drafts.rebase(old.id(), ANN, AT)))
        .hasMessage("changed here and in what was published since: " + SmallRules.TEXT);
    assertThat(drafts.rebase(other.id(), BEA, AT).base()).isEqualTo(published());
  }
}
