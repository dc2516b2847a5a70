package org.beforehand.intake;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The drop folder. A file is claimed by a rename into {@code .work/}, read in batches whose rows
 * and cursor are one commit, and moved to {@code done/}; rows that were not taken are listed in
 * {@code NAME.rejected} beside it. Any number of nodes may share the folder and the database.
 */
public final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private final Path folder;
  private final InboxTable table;
  private final RefusedRows refused;
  private final Door door;
  private final InstantSource clock;

  /** What this node is reading now, so that its own resuming leaves it alone. */
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  /**
   * A drop folder; it need not exist yet.
   *
   * @param node this program's name among those that share the folder. Kept over a restart, it lets
   *     the program go on at once with what it left; a new one must wait out the lease, 2 minutes
   * @param jdbc on the same data source as the door's transactions
   */
  public Inbox(Path folder, String node, JdbcClient jdbc, Door door, InstantSource clock) {
    this.folder = folder;
    this.table = new InboxTable(jdbc, node);
    this.refused = new RefusedRows(jdbc);
    this.door = door;
    this.clock = clock;
  }

  /** Takes a file that is completely written, unless another node has it already. */
  public void take(File dropped) {
    DroppedFile file = new DroppedFile(folder, UUID.randomUUID().toString(), dropped.getName());
    inHand.add(file.name());
    try {
      if (file.moveIn() && table.claim(file.name())) {
        read(file, 0, false);
      }
    } catch (IOException | RuntimeException failure) {
      paused(file, failure);
    } finally {
      inHand.remove(file.name());
    }
  }

  /** Goes on with files whose reader stopped before their end. */
  public void resume() {
    for (DroppedFile file : unfinished()) {
      if (inHand.add(file.name())) {
        try {
          resume(file);
        } catch (IOException | RuntimeException failure) {
          paused(file, failure);
        } finally {
          inHand.remove(file.name());
        }
      }
    }
  }

  private void resume(DroppedFile file) throws IOException {
    Optional<InboxTable.Progress> progress = table.find(file.name());
    if (progress.isEmpty()) {
      // Its claimer stopped between the rename and the first commit; no row was tried.
      if (table.claim(file.name())) {
        read(file, 0, false);
      }
    } else if (progress.get().done()) {
      file.moveOut();
    } else if (table.takeOver(file.name())) {
      // Read again: the former reader may have come further until its claim was taken.
      long cursor = table.find(file.name()).map(InboxTable.Progress::line).orElse(0L);
      read(file, cursor, true);
    }
  }

  private void read(DroppedFile file, long cursor, boolean afterUncleanEnd) throws IOException {
    new InboxRun(file, table, refused, door, clock.instant()).from(cursor, afterUncleanEnd);
    table.finish(file.name());
    file.moveOut();
    table
        .find(file.name())
        .ifPresent(
            end ->
                LOG.info(
                    "inbox: {} done: {} accepted, {} rejected",
                    file.name(),
                    end.accepted(),
                    end.rejected()));
  }

  private List<DroppedFile> unfinished() {
    List<DroppedFile> files = new ArrayList<>();
    for (Path claim : children(DroppedFile.work(folder))) {
      for (Path each : children(claim)) {
        String name = String.valueOf(each.getFileName());
        if (!name.endsWith(".rejected")) {
          files.add(new DroppedFile(folder, String.valueOf(claim.getFileName()), name));
        }
      }
    }
    return files;
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static void paused(DroppedFile file, Exception failure) {
    // The failure's text may quote a row, so only its kind is logged.
    LOG.error("inbox: {} paused, will be resumed: {}", file.name(), failure.getClass().getName());
  }
}
