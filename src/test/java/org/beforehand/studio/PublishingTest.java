package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.beforehand.TestDatabase;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Publishing.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All or nothing: what does not pass leaves the published rules as they are. */
class PublishingTest {

  private static final Instant AT = Instant.parse("2026-03-12T10:00:00Z");
  private static final String SENTENCES = "follow-up-calls/rules.dslr";
  private static final String POLICY = "contact-policy.yaml";

  @TempDir Path folder;

  private final JdbcClient db = JdbcClient.create(TestDatabase.fresh().dataSource());
  private final Rulebooks rulebooks = new Rulebooks(db);
  private final Publishing publishing = new Publishing(rulebooks);

  @BeforeEach
  void the_shipped_rules() throws IOException {
    for (var file : Rules.asShipped().files().entrySet()) {
      Files.createDirectories(folder.resolve(file.getKey()).getParent());
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private String published() {
    return db.sql("select revision from published").query(String.class).single();
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    FileTime before = Files.getLastModifiedTime(path);
    Files.writeString(path, Files.readString(path).replace(from, to));
    // Also where the clock of the file system is coarse.
    Files.setLastModifiedTime(path, FileTime.from(before.toInstant().plusSeconds(1)));
  }

  @Test
  void good_rules_are_published_and_stored() {
    Result result = publishing.publish(folder, AT);
    assertThat(result).isInstanceOf(Result.Published.class);
    assertThat(rulebooks.current().revision()).isEqualTo(published());
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Unchanged.class);
  }

  @Test
  void what_is_published_is_taken_up_at_a_start_before_its_scenarios_are_tried()
      throws IOException {
    // An earlier version of the program published it, when its scenarios still passed.
    change("follow-up-calls/scenarios.yaml", "verdict: send", "verdict: drop");
    rulebooks.publish(Rulebook.compile(RuleFolder.read(folder)), AT);

    Rulebooks restarted = new Rulebooks(db);
    Publishing start = new Publishing(restarted);
    Result result =
        start.publish(Publishing.check(folder, hash -> hash.equals(restarted.published())), AT);
    assertThat(result).isInstanceOf(Result.Published.class);
    assertThat(restarted.current().revision()).isEqualTo(published());
    assertThat(start.republishIfChanged(AT)).isInstanceOf(Result.Unchanged.class);

    // The same folder, had it not been published, is refused.
    assertThat(new Publishing(restarted).publish(folder, AT)).isInstanceOf(Result.Refused.class);
  }

  @Test
  void rules_that_were_never_good_publish_nothing() throws IOException {
    change(SENTENCES, "a call was dropped", "a call was droped");
    Result result = publishing.publish(folder, AT);
    assertThat(((Result.Refused) result).findings().get(0).toString())
        .startsWith(SENTENCES + ":5: error: I don't know");
    assertThatThrownBy(rulebooks::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_change_that_passes_decides_from_the_next_look_on() throws IOException {
    publishing.publish(folder, AT);
    String before = published();
    change(POLICY, "Fjordlink", "Fjordnett");
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Published.class);
    assertThat(rulebooks.current().policy().company()).isEqualTo("Fjordnett");
    assertThat(published()).isNotEqualTo(before);
    assertThat(rulebooks.revision(before).policy().company()).isEqualTo("Fjordlink");
  }

  @Test
  void a_change_that_fails_is_said_once_and_the_old_rules_stay() throws IOException {
    publishing.publish(folder, AT);
    String before = published();
    change(SENTENCES, "at least 3 minutes", "at least 1 minutes");
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Refused.class);
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Unchanged.class);
    assertThat(published()).isEqualTo(before);
    assertThat(rulebooks.current().revision()).isEqualTo(before);
    change(SENTENCES, "at least 1 minutes", "at least 3 minutes");
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Published.class);
    assertThat(published()).isEqualTo(before);
  }

  @Test
  void a_folder_that_goes_away_leaves_the_old_rules() throws IOException {
    publishing.publish(folder, AT);
    String before = published();
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Refused.class);
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Unchanged.class);
    assertThat(published()).isEqualTo(before);
    Files.move(away, folder);
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Published.class);
  }

  @Test
  void a_file_that_is_only_touched_changes_nothing() throws IOException {
    publishing.publish(folder, AT);
    change(POLICY, "Fjordlink", "Fjordlink");
    assertThat(publishing.republishIfChanged(AT)).isInstanceOf(Result.Unchanged.class);
  }

  @Test
  void a_node_that_starts_with_a_bad_folder_takes_up_what_was_published_last() throws IOException {
    publishing.publish(folder, AT);
    Rulebooks another = new Rulebooks(db);
    change(SENTENCES, "a call was dropped", "a call was droped");
    assertThat(new Publishing(another).publish(folder, AT)).isInstanceOf(Result.Refused.class);
    assertThat(another.resume()).isTrue();
    assertThat(another.current().revision()).isEqualTo(published());
  }
}
