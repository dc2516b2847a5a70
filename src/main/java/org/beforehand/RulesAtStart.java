package org.beforehand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.RulesRefused;
import org.beforehand.deliver.Messages;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which rules a program starts with: those of the folder if all is well with them, else those that
 * were published before, and never none.
 */
final class RulesAtStart {
  private static final Logger log = LoggerFactory.getLogger("beforehand");
  private static final Path USUAL = Path.of("rules");

  private RulesAtStart() {}

  /**
   * Reads, compiles and publishes.
   *
   * @param given the folder that was asked for; null or blank for {@code rules/} where that exists,
   *     else the copy in the program
   * @throws CannotStart with every problem if there is nothing to start with
   */
  static Rulebooks publish(JdbcClient db, @Nullable String given, Instant at) {
    Rulebooks rulebooks = new Rulebooks(db);
    List<String> problems = new ArrayList<>();
    try {
      Rulebook rulebook = Rulebook.compile(folder(given));
      if (Messages.read(rulebook.folder().files()) instanceof Messages.Reading.Bad bad) {
        bad.problems().forEach(problem -> problems.add(problem.toString()));
      } else {
        rulebooks.publish(rulebook, at);
      }
    } catch (RulesRefused refused) {
      refused.problems().forEach(problem -> problems.add(problem.toString()));
    }
    if (!problems.isEmpty()) {
      if (!rulebooks.resume()) {
        throw CannotStart.findings(String.join("\n", problems));
      }
      problems.forEach(problem -> log.error("{}", problem));
      log.error(
          "The rules folder was not published; revision {}, published before, decides.",
          rulebooks.current().revision());
    }
    return rulebooks;
  }

  /**
   * For commands that only use the rules: those that are published, wherever the command was called
   * from; the folder's where none are yet.
   */
  static Rulebooks published(JdbcClient db, @Nullable String given, Instant at) {
    Rulebooks rulebooks = new Rulebooks(db);
    return rulebooks.resume() ? rulebooks : publish(db, given, at);
  }

  private static RuleFolder folder(@Nullable String given) {
    if (given != null && !given.isBlank()) {
      return RuleFolder.read(Path.of(given));
    }
    return Files.isDirectory(USUAL) ? RuleFolder.read(USUAL) : RuleFolder.ofTheProgram();
  }
}
