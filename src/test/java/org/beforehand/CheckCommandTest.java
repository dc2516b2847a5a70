package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beforehand.decide.RuleFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the shell gets from {@code check}: lines to click on, a summary, and an exit code. */
class CheckCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(Path rules) {
    return new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute("--rules", rules.toString());
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
}
