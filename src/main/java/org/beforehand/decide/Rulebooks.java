package org.beforehand.decide;

import java.time.Instant;
import java.util.List;
import java.util.Set;
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
  private final CampaignSwitches switches;
  private final Rollouts rollouts;
  private final SilenceList silences;
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
    this.switches = new CampaignSwitches(db);
    this.rollouts = new Rollouts(db);
    this.silences = new SilenceList(db);
    this.onlyTo = onlyTo;
  }

  /**
   * Makes a compiled rulebook the one that decides from now on, on this node, and keeps its files.
   *
   * @param at the business instant
   */
  public void publish(Rulebook rulebook, Instant at) {
    table.save(rulebook.folder(), changedBy(rulebook.folder()), at);
    current.set(asItStands(atHand(rulebook)));
  }

  private Set<String> changedBy(RuleFolder folder) {
    String before = published();
    return before == null || before.equals(folder.hash())
        ? Set.of()
        : folder.campaignsUnlike(folder(before));
  }

  /** After the published revision was read: whoever sees one also sees how it goes out. */
  private Rulebook asItStands(Rulebook rulebook) {
    return rulebook
        .stopping(switches.stopped())
        .beginning(rollouts.inForce())
        .silencing(silences.standing());
  }

  private Rulebook atHand(Rulebook rulebook) {
    Rulebook limited = rulebook.limitedTo(onlyTo);
    byRevision.put(limited.revision(), limited);
    return limited;
  }

  /**
   * Publishes a compiled rulebook in place of its parent, in the caller's transaction; when that is
   * committed, {@link #resume()} takes it up.
   *
   * @return false if the parent is not what is published any more: then nothing was changed
   */
  public boolean replace(Rulebook rulebook, String parent, Publication.Act act) {
    atHand(rulebook);
    return table.replace(rulebook.folder(), parent, act);
  }

  /** Notes that the rules folder holds this revision now. */
  public void writtenBack(String revision) {
    table.writtenBack(revision);
  }

  /** What the rules folder is known to have held last; null if nothing ever came from one. */
  public @Nullable String inFolder() {
    return table.inFolder();
  }

  /**
   * How revisions came to be published, the latest first.
   *
   * @param before only those with a lower number; null for all
   */
  public List<Publication> history(@Nullable Long before, int most) {
    return table.history(before, most);
  }

  /** Whether there is such a revision. */
  public boolean knows(String hash) {
    return table.knows(hash);
  }

  /** The hash of what was published last, by whichever node; null if nothing was. */
  public @Nullable String published() {
    return table.published();
  }

  /**
   * Takes up what was published last, which campaigns are stopped, whom they may reach and what is
   * silenced, by whichever node.
   *
   * @return whether there was anything
   */
  public boolean resume() {
    String hash = published();
    if (hash == null) {
      return false;
    }
    Rulebook now = current.get();
    current.set(asItStands(now == null || !now.revision().equals(hash) ? revision(hash) : now));
    return true;
  }

  /**
   * Keeps anything else from being published until the caller's transaction ends.
   *
   * @return whether what this node decides with is what is published
   */
  public boolean hold() {
    return current().revision().equals(table.hold());
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
