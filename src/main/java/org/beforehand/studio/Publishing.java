package org.beforehand.studio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
  private @Nullable Path folder;
  private @Nullable FolderStamp lastStamp;
  private @Nullable String lastHash;

  public Publishing(Rulebooks rulebooks) {
    this.rulebooks = rulebooks;
  }

  /** Where it publishes to. */
  public Rulebooks rulebooks() {
    return rulebooks;
  }

  /**
   * Reads, checks and publishes a folder, and keeps an eye on it from now on.
   *
   * @throws UncheckedIOException if it is there and cannot be read
   */
  public synchronized Result publish(Path rulesDir, Instant at) {
    folder = rulesDir;
    try {
      // Before reading: what changes while it is read differs at the next look.
      lastStamp = FolderStamp.of(rulesDir);
      RuleFolder read = RuleFolder.read(rulesDir);
      lastHash = read.hash();
      return publish(read, at);
    } catch (RulesRefused refused) {
      lastHash = null;
      return new Result.Refused(refused.problems().stream().map(Finding::error).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Publishes the folder anew if its content is not what this node last read. Costs a look at sizes
   * and times where it is. What is wrong is logged once, until the folder changes again.
   */
  public synchronized Result republishIfChanged(Instant at) {
    if (folder == null) {
      return new Result.Unchanged();
    }
    try {
      FolderStamp stamp = FolderStamp.of(folder);
      if (stamp.equals(lastStamp)) {
        return new Result.Unchanged();
      }
      FolderStamp before = lastStamp;
      lastStamp = stamp;
      RuleFolder read;
      try {
        read = RuleFolder.read(folder);
      } catch (UncheckedIOException e) {
        lastStamp = before;
        throw e;
      }
      if (read.hash().equals(lastHash)) {
        return new Result.Unchanged();
      }
      lastHash = read.hash();
      return told(publish(read, at));
    } catch (RulesRefused refused) {
      lastHash = null;
      return told(new Result.Refused(refused.problems().stream().map(Finding::error).toList()));
    } catch (IOException | UncheckedIOException e) {
      // A file came or went during the look; the next look is soon.
      return new Result.Unchanged();
    }
  }

  /** Checks and publishes what was read already; nothing is watched. */
  public Result publish(RuleFolder read, Instant at) {
    Check.Report report = Check.run(read);
    Rulebook rulebook = report.rulebook();
    if (!report.good() || rulebook == null) {
      return new Result.Refused(report.findings());
    }
    rulebooks.publish(rulebook, at);
    return new Result.Published(rulebook.revision(), report.findings());
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
