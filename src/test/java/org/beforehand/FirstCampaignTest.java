package org.beforehand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a newcomer to write, say and expect, taken from the README itself. */
class FirstCampaignTest {

  private static final Pattern FILE =
      Pattern.compile("^`(my-[^`]+)`:.*?^```[a-z]*\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern COMMAND =
      Pattern.compile("^(?:BEFOREHAND_DATA=\\S+ )?java -jar target/beforehand.jar (.*my-.*)$");
  private static final Pattern CHANGE =
      Pattern.compile("^perl -pi -e 's/(.*)/(.*)/' (my-\\S+)$", Pattern.MULTILINE);
  private static final Pattern BODY = Pattern.compile("-d '(\\{.*?\\})'$");

  @TempDir Path place;
  private List<String> lines = List.of();

  @BeforeEach
  void write_everything_the_readme_shows() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    lines = readme.lines().toList();
    copy(Path.of("rules"), place.resolve("my-rules"));
    for (MatchResult file : FILE.matcher(readme).results().toList()) {
      Path path = place.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
    MatchResult change = CHANGE.matcher(readme).results().findFirst().orElseThrow();
    Path changed = place.resolve(change.group(3));
    String before = Files.readString(changed);
    assertThat(before).contains(change.group(1));
    Files.writeString(changed, before.replace(change.group(1), change.group(2)));
  }

  @Test
  void the_first_campaign_passes_its_check() {
    // That it is written in English only is worth a word, and keeps nothing from being published.
    assertThat(run("check")).endsWith("0 errors, 0 warnings, 1 advice\n");
  }

  @Test
  void a_simulation_says_who_gets_it_and_who_does_not() throws IOException {
    run("simulate");
    assertThat(Files.readAllLines(place.resolve("outcomes.jsonl")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("kari", "thank-you", "\"send\""))
        .anySatisfy(line -> assertThat(line).contains("ola", "\"drop\"", "consent", "opted_out"));
  }

  @Test
  void served_it_is_in_the_mailbox() {
    List<String> bodies =
        lines.stream()
            .filter(line -> line.startsWith("curl ") && line.contains("kari"))
            .filter(line -> line.contains("purchase.completed") || line.contains("-X PUT"))
            .flatMap(line -> BODY.matcher(line).results().map(body -> body.group(1)))
            .toList();
    assertThat(bodies).hasSize(2);
    String[] options = Arrays.stream(arguments("serve")).skip(1).toArray(String[]::new);
    Map<String, String> settings = Map.of("BEFOREHAND_DATA", place.resolve("data").toString());
    try (Program program = Program.serve(settings, options).ready()) {
      assertThat(program.put("/api/customers/kari", bodies.get(0)).statusCode()).isEqualTo(200);
      assertThat(
              program
                  .send(
                      program
                          .request("/api/events")
                          .header("content-type", "application/cloudevents+json")
                          .POST(BodyPublishers.ofString(bodies.get(1))))
                  .statusCode())
          .isEqualTo(202);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> program.get("/mailbox").body().contains("Thank you, Kari"));
      assertThat(program.terminate()).isIn(0, 143);
    }
  }

  /** Runs the README's line with this command, and returns what it printed. */
  private String run(String command) {
    StringWriter out = new StringWriter();
    int code =
        Beforehand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(arguments(command));
    assertThat(code).as(out::toString).isEqualTo(Beforehand.OK);
    return out.toString();
  }

  private String[] arguments(String command) {
    return lines.stream()
        .flatMap(line -> COMMAND.matcher(line).results().map(found -> found.group(1)))
        .filter(line -> line.startsWith(command + " "))
        .findFirst()
        .map(
            line ->
                Arrays.stream(line.split(" "))
                    .map(
                        word ->
                            word.startsWith("my-") || word.equals("outcomes.jsonl")
                                ? place.resolve(word).toString()
                                : word)
                    .toArray(String[]::new))
        .orElseThrow(() -> new AssertionError("the README has no line for " + command));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.copy(one, target);
        }
      }
    }
  }
}
