package org.beforehand;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.beforehand.customer.Dictionary;
import org.beforehand.decide.OnlyTo;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Finding;
import org.beforehand.studio.Publishing;
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
   * Reads and checks.
   *
   * @param given the folder that was asked for; null or blank for {@code rules/} where that exists,
   *     else the copy in the program
   * @param published whether rules of this hash are, so that their scenarios can wait
   */
  static Publishing.Checked check(@Nullable String given, Predicate<String> published) {
    if (given != null && !given.isBlank()) {
      return Publishing.check(Path.of(given), published);
    }
    return Files.isDirectory(USUAL)
        ? Publishing.check(USUAL, published)
        : Publishing.check(RuleFolder.ofTheProgram(), published);
  }

  /**
   * Publishes what was checked.
   *
   * @param onlyTo whom a trial may reach, as it was set; null for everybody
   * @throws CannotStart with every problem if there is nothing to start with
   */
  static Publishing publish(
      JdbcClient db, Publishing.Checked checked, @Nullable String onlyTo, Instant at) {
    Rulebooks rulebooks = new Rulebooks(db, onlyTo(onlyTo));
    Publishing publishing = new Publishing(rulebooks, new Dictionary(db));
    if (!(publishing.publish(checked, at) instanceof Publishing.Result.Refused refused)) {
      return publishing;
    }
    if (!rulebooks.resume()) {
      throw CannotStart.findings(
          refused.findings().stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
    refused.findings().forEach(finding -> log.error("{}", finding));
    log.error(
        "The rules folder was not published; revision {}, published before, decides.",
        rulebooks.current().revision());
    return publishing;
  }

  /**
   * For commands that only use the rules: those that are published, wherever the command was called
   * from; the folder's where none are yet.
   */
  static Rulebooks published(
      JdbcClient db, @Nullable String given, @Nullable String onlyTo, Instant at) {
    Rulebooks rulebooks = new Rulebooks(db, onlyTo(onlyTo));
    return rulebooks.resume()
        ? rulebooks
        : publish(db, check(given, none -> false), onlyTo, at).rulebooks();
  }

  private static OnlyTo onlyTo(@Nullable String written) {
    try {
      OnlyTo onlyTo = OnlyTo.parse(written);
      if (onlyTo.trial()) {
        log.warn("This is a trial: nobody is contacted but {}.", String.join(", ", onlyTo.words()));
      }
      return onlyTo;
    } catch (IllegalArgumentException e) {
      throw new CannotStart("BEFOREHAND_ONLY_TO: " + e.getMessage() + ".");
    }
  }
}
