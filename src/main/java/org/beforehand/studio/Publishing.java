package org.beforehand.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.beforehand.customer.DataAtHand;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.RulesRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a rules folder all or nothing: what does not pass the check leaves the published rules
 * as they are.
 */
public final class Publishing {

  /** What came of it. */
  public sealed interface Result {

    /** It decides from now on. The findings are no errors. */
    record Published(String revision, List<Finding> findings) implements Result {}

    /** What was published before stays. */
    record Refused(List<Finding> findings) implements Result {}

    /** The folder is as this node last read it. */
    record Unchanged() implements Result {}
  }

  private static final Logger log = LoggerFactory.getLogger(Publishing.class);

  private final Rulebooks rulebooks;
  private final DataAtHand data;
  private @Nullable Path folder;
  private @Nullable FolderStamp lastStamp;
  private @Nullable String lastHash;
  private boolean untried;

  /** The last rules of this node that passed with all their scenarios. */
  private @Nullable Rulebook sound;

  /** Where the company's data are not at hand. */
  public Publishing(Rulebooks rulebooks) {
    this(rulebooks, DataAtHand.NONE);
  }

  /**
   * @param data what the traits and fields that new rules name are held against
   */
  public Publishing(Rulebooks rulebooks, DataAtHand data) {
    this.rulebooks = rulebooks;
    this.data = data;
  }

  /** Where it publishes to. */
  public Rulebooks rulebooks() {
    return rulebooks;
  }

  /** A rules folder that was read and checked: what it looked like, and what was found. */
  public static final class Checked {
    private final @Nullable Path folder;
    private final @Nullable FolderStamp stamp;
    private final @Nullable String hash;
    private final List<Finding> findings;
    private final @Nullable Rulebook rulebook;
    private final boolean tried;

    private Checked(
        @Nullable Path folder,
        @Nullable FolderStamp stamp,
        @Nullable String hash,
        List<Finding> findings,
        @Nullable Rulebook rulebook,
        boolean tried) {
      this.tried = tried;
      this.folder = folder;
      this.stamp = stamp;
      this.hash = hash;
      this.findings = findings;
      this.rulebook = rulebook;
    }

    private Checked of(Path where, FolderStamp seen) {
      return new Checked(where, seen, hash, findings, rulebook, tried);
    }
  }

  /**
   * Reads and checks a folder; needs no database.
   *
   * @throws UncheckedIOException if it is there and cannot be read
   */
  public static Checked check(Path rulesDir) {
    return check(rulesDir, none -> false);
  }

  /**
   * The same for a start: what is published already decides whatever its scenarios say, so they are
   * tried when there is time for it.
   *
   * @param published whether the folder with this hash is
   */
  public static Checked check(Path rulesDir, Predicate<String> published) {
    try {
      // Before reading: what changes while it is read differs at the next look.
      FolderStamp stamp = FolderStamp.of(rulesDir);
      try {
        return check(RuleFolder.read(rulesDir), published).of(rulesDir, stamp);
      } catch (RulesRefused refused) {
        return new Checked(rulesDir, stamp, null, findings(refused), null, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What differs from what decides now, and what that touches. */
  private Checked changed(Path rulesDir) throws IOException {
    FolderStamp stamp = FolderStamp.of(rulesDir);
    try {
      RuleFolder read = RuleFolder.read(rulesDir);
      return checked(read, Check.run(read, sound)).of(rulesDir, stamp);
    } catch (RulesRefused refused) {
      return new Checked(rulesDir, stamp, null, findings(refused), null, true);
    }
  }

  /** Checks what was read already. */
  public static Checked check(RuleFolder read, Predicate<String> published) {
    return checked(read, Check.run(read, published));
  }

  private static Checked checked(RuleFolder read, Check.Report report) {
    return new Checked(
        null,
        null,
        read.hash(),
        report.findings(),
        report.good() ? report.rulebook() : null,
        report.tried());
  }

  /** Publishes what passed the check, and keeps an eye on its folder from now on. */
  public synchronized Result publish(Checked checked, Instant at) {
    folder = checked.folder;
    lastStamp = checked.stamp;
    lastHash = checked.hash;
    untried = !checked.tried;
    if (checked.rulebook == null) {
      return new Result.Refused(checked.findings);
    }
    if (asLeft(checked.rulebook.revision())) {
      rulebooks.resume();
      return new Result.Unchanged();
    }
    List<Finding> findings = withWords(checked);
    if (findings.stream().anyMatch(one -> one.severity() == Finding.Severity.ERROR)) {
      return new Result.Refused(findings);
    }
    rulebooks.publish(checked.rulebook, at);
    sound = checked.tried ? checked.rulebook : sound;
    return new Result.Published(checked.rulebook.revision(), findings);
  }

  /** A folder is checked before the database answers; what its rules name is looked up here. */
  private List<Finding> withWords(Checked checked) {
    Rulebook rulebook = checked.rulebook;
    if (rulebook == null || rulebook.revision().equals(rulebooks.published())) {
      return checked.findings;
    }
    List<Finding> all = new ArrayList<>(checked.findings);
    all.addAll(DictionaryUse.check(rulebook, rulebook.campaigns().keySet(), data));
    all.sort(null);
    return all;
  }

  /** What the check says of rules that come from elsewhere, tried where they differ. */
  synchronized Check.Report tried(RuleFolder read) {
    Check.Report report = Check.run(read, sound, data);
    sound = report.good() ? report.rulebook() : sound;
    return report;
  }

  /** What was published since the folder was last published or written is newer than it. */
  private boolean asLeft(String revision) {
    String published = rulebooks.published();
    return published != null
        && !published.equals(revision)
        && revision.equals(rulebooks.inFolder());
  }

  /** Whether the rules folder holds what was published from elsewhere. */
  public enum WriteBack {
    /** It does. */
    WRITTEN,
    /** This node has none. */
    NO_FOLDER,
    /** It held something else than what was published before, and was left alone. */
    DIFFERS,
    /** It cannot be written. */
    FAILED
  }

  /**
   * Writes into the folder what was published in place of its content. The folder then is as this
   * node last read it.
   *
   * @param was what the folder must hold
   */
  synchronized WriteBack writeBack(RuleFolder was, RuleFolder now) {
    Path dir = folder;
    if (dir == null) {
      return WriteBack.NO_FOLDER;
    }
    try {
      if (!was.hash().equals(hash(dir))) {
        return WriteBack.DIFFERS;
      }
      FolderWriter.write(dir, was, now);
      lastStamp = FolderStamp.of(dir);
      lastHash = now.hash();
      rulebooks.writtenBack(now.hash());
      return WriteBack.WRITTEN;
    } catch (IOException | UncheckedIOException e) {
      log.error("The rules folder cannot be written: {}", e.getClass().getSimpleName());
      return WriteBack.FAILED;
    }
  }

  /**
   * Reads, checks and publishes a folder, and keeps an eye on it from now on.
   *
   * @throws UncheckedIOException if it is there and cannot be read
   */
  public Result publish(Path rulesDir, Instant at) {
    return publish(check(rulesDir), at);
  }

  /**
   * Publishes the folder anew if its content is not what this node last read. Costs a look at sizes
   * and times where it is. What is wrong is logged once, until the folder changes again.
   */
  public synchronized Result republishIfChanged(Instant at) {
    catchUp();
    if (folder == null) {
      return new Result.Unchanged();
    }
    try {
      FolderStamp stamp = FolderStamp.of(folder);
      if (stamp.equals(lastStamp)) {
        return new Result.Unchanged();
      }
      if (lastHash != null && lastHash.equals(hash(folder))) {
        lastStamp = stamp;
        return new Result.Unchanged();
      }
      return told(publish(changed(folder), at));
    } catch (IOException | UncheckedIOException e) {
      // A file came or went during the look; the next look is soon.
      return new Result.Unchanged();
    }
  }

  /** Once after a start: a new version of the program may fail the scenarios of the old rules. */
  private void catchUp() {
    if (!untried) {
      return;
    }
    untried = false;
    Check.Report report = Check.run(rulebooks.current().folder());
    if (report.good()) {
      sound = report.rulebook();
    } else {
      log.error("The published rules fail their scenarios, and decide nevertheless:");
      report.findings().forEach(finding -> log.error("{}", finding));
    }
  }

  /** Null where it cannot be told: then it has to be checked. */
  private static @Nullable String hash(Path folder) {
    try {
      return RuleFolder.read(folder).hash();
    } catch (RulesRefused refused) {
      return null;
    }
  }

  private static List<Finding> findings(RulesRefused refused) {
    return refused.problems().stream().map(Finding::error).toList();
  }

  private static Result told(Result result) {
    if (result instanceof Result.Refused refused) {
      log.warn("The rules were changed and cannot be published; the earlier ones stay:");
      refused.findings().forEach(finding -> log.warn("{}", finding));
    } else if (result instanceof Result.Published published) {
      log.info("The rules were changed; revision {} decides from now on.", published.revision());
    }
    return result;
  }
}
