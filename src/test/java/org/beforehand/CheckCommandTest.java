package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.RuleFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the shell gets from {@code check}: lines to click on, a summary, and an exit code. */
class CheckCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(Path rules, String... more) {
    List<String> words = new ArrayList<>(List.of("--rules", rules.toString()));
    words.addAll(List.of(more));
    return new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words.toArray(String[]::new));
  }

  @Test
  void good_rules_give_a_summary_and_zero() {
    assertThat(check(Path.of("rules"))).isEqualTo(Beforehand.OK);
    assertThat(out.toString().lines())
        .singleElement()
        .asString()
        .matches("(?s)\\d+ campaigns, \\d+ rules, .*")
        .endsWith(" scenarios passed, 0 failed, 0 errors, 0 warnings, 0 advice");
  }

  @Test
  void a_failing_scenario_is_named_with_its_line_and_gives_one() throws IOException {
    for (var file : RuleFolder.read(Path.of("rules")).files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue().replace("reason: overtaken", "reason: already_told"));
    }
    assertThat(check(folder)).isEqualTo(Beforehand.FINDINGS);
    assertThat(out.toString().lines().findFirst().orElseThrow())
        .startsWith(folder.resolve("outage-notices/scenarios.yaml") + ":")
        .contains(
            ": error: scenario \"Not \"it works\" when it has been reopened meanwhile\" fails: ")
        .contains("expected {", "reason: already_told", "found {", "reason: overtaken");
    assertThat(out.toString()).contains(" 1 failed, 1 error, ");
  }

  @Test
  void a_folder_that_is_not_there_is_a_wrong_call() {
    assertThat(check(folder.resolve("nowhere"))).isEqualTo(Beforehand.USAGE);
    assertThat(err.toString()).contains("there is no folder");
  }

  @Test
  void a_file_that_is_not_text_is_named() throws IOException {
    Files.write(folder.resolve("vocabulary.dsl"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(check(folder)).isEqualTo(Beforehand.FINDINGS);
    assertThat(out.toString()).contains("vocabulary.dsl:0: error: expected text in UTF-8");
  }

  @Test
  void traits_are_held_against_a_file_of_customers_or_it_is_said_that_they_are_not()
      throws IOException {
    Path rules = SmallRules.write(folder.resolve("rules"));
    Path rule = rules.resolve("thanks/rules.dslr");
    Files.writeString(
        rule,
        Files.readString(rule)
            .replace("then", "  the customer's \"plna\" is not \"Copper\"\nthen"));
    assertThat(check(rules)).isEqualTo(Beforehand.OK);
    assertThat(out.toString()).containsOnlyOnce("Traits and event fields were not looked up");
    Path customers = folder.resolve("customers.csv");
    Files.writeString(customers, "id,trait.plan\nkari,Fibre 500\nola,Fibre 500\n");
    assertThat(check(rules, "--customers", customers.toString())).isEqualTo(Beforehand.FINDINGS);
    assertThat(out.toString())
        .contains(rule + ":4: error: I don't know the trait \"plna\"; did you mean \"plan\"?");
    assertThat(check(rules, "--events", "nowhere.jsonl")).isEqualTo(Beforehand.USAGE);
  }
}
