package org.beforehand.decide;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The published rulebook, swapped as one reference, and the earlier ones that messages on their way
 * still refer to.
 */
public final class Rulebooks {

  /** Older revisions are needed while messages wait that were decided with them. */
  private static final int KEPT = 8;

  private final RevisionTable table;
  private final OnlyTo onlyTo;
  private final AtomicReference<@Nullable Rulebook> current = new AtomicReference<>();
  private final Latest<Rulebook> byRevision = new Latest<>(KEPT);

  public Rulebooks(JdbcClient db) {
    this(db, OnlyTo.EVERYBODY);
  }

  /**
   * @param onlyTo whom every rulebook may reach, whatever its rules say
   */
  public Rulebooks(JdbcClient db, OnlyTo onlyTo) {
    this.table = new RevisionTable(db);
    this.onlyTo = onlyTo;
  }

  /**
   * Makes a compiled rulebook the one that decides from now on, on this node, and keeps its files.
   *
   * @param at the business instant
   */
  public void publish(Rulebook rulebook, Instant at) {
    table.save(rulebook.folder(), at);
    Rulebook limited = rulebook.limitedTo(onlyTo);
    byRevision.put(limited.revision(), limited);
    current.set(limited);
  }

  /** The hash of what was published last, by whichever node; null if nothing was. */
  public @Nullable String published() {
    return table.published();
  }

  /**
   * Takes up what was published last, by whichever node.
   *
   * @return whether there was anything
   */
  public boolean resume() {
    String hash = published();
    if (hash == null) {
      return false;
    }
    Rulebook now = current.get();
    if (now == null || !now.revision().equals(hash)) {
      current.set(revision(hash));
    }
    return true;
  }

  /**
   * @throws IllegalStateException if nothing was published yet
   */
  public Rulebook current() {
    Rulebook rulebook = current.get();
    if (rulebook == null) {
      throw new IllegalStateException("no rules are published yet");
    }
    return rulebook;
  }

  /** The rulebook of a revision, compiled from its stored files if it is not at hand. */
  public Rulebook revision(String hash) {
    return byRevision.computeIfAbsent(
        hash, name -> Rulebook.compile(table.load(name), current.get()).limitedTo(onlyTo));
  }

  /** The files of a revision, which need not be compiled. */
  public RuleFolder folder(String hash) {
    Rulebook known = current.get();
    return known != null && known.revision().equals(hash) ? known.folder() : table.load(hash);
  }
}
