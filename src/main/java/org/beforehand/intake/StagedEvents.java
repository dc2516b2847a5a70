package org.beforehand.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A file of events, read once and laid out in the database in the order in which they happened, so
 * that they can be played without holding them all. Rows that are no events are listed in {@code
 * FILE.rejected}, as an import does.
 */
public final class StagedEvents {
  private static final int BATCH = 5_000;

  /**
   * No sender can give this instant, so whoever bears it gave none. It is late because what is
   * simulated may lie in the future.
   */
  private static final Instant UNSAID = Instant.parse("9999-01-01T00:00:00.000000001Z");

  private final StagedEventTable table;
  private final @Nullable RejectedLines rejected;
  private boolean continued;

  /**
   * Those in this database.
   *
   * @param file which they come from; null to list nothing beside it
   */
  public StagedEvents(DataSource source, @Nullable Path file) {
    this.table = new StagedEventTable(source);
    this.rejected = file == null ? null : new RejectedLines(FileImport.rejections(file));
  }

  /**
   * An event and the line it stands in.
   *
   * @param at when it comes in: as it happens, unless it is known to have come in at another time
   */
  public record Staged(long line, Instant at, Read.Good event) {}

  /**
   * What the file held.
   *
   * @param first when the first event happened; null if there is none
   */
  public record Contents(
      long events, long rejected, @Nullable Instant first, @Nullable Instant last) {}

  /**
   * Reads a whole file into the database.
   *
   * @param progress told how many rows are done
   */
  public Contents read(Path file, ColumnMap map, LongConsumer progress) throws IOException {
    Files.deleteIfExists(FileImport.rejections(file));
    table.create();
    EventReader reader = new EventReader();
    Format format = Format.of(String.valueOf(file.getFileName()));
    List<Staged> batch = new ArrayList<>(BATCH);
    List<RejectedLines.Rejection> bad = new ArrayList<>();
    CompletableFuture<Void> laid = CompletableFuture.completedFuture(null);
    long rows = 0;
    long rejections = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Records records = new Records(in, format, map, RecordKind.EVENT);
      for (Records.Entry entry = records.next(); entry != null; entry = records.next()) {
        rows++;
        Read read = FileImport.timed(entry.line(), reader.row(entry, UNSAID), UNSAID);
        if (read instanceof Read.Good good) {
          batch.add(new Staged(entry.line(), good.event().time(), good));
        } else {
          bad.add(
              new RejectedLines.Rejection(entry.line(), ((Read.Bad) read).reason(), RowId.UNKNOWN));
          rejections++;
        }
        if (batch.size() == BATCH || bad.size() == BATCH) {
          laid = layOut(batch, laid);
          list(bad);
          progress.accept(rows);
        }
      }
    }
    laid(layOut(batch, laid));
    list(bad);
    table.index();
    return new Contents(rows - rejections, rejections, table.first(), table.last());
  }

  /** Makes room for events that come from no file. */
  public void prepare() {
    table.create();
  }

  /**
   * Numbers events that came from no file, as if they stood in one in the order in which they came
   * in, and says what there is.
   */
  public Contents numbered() {
    table.number();
    table.index();
    return new Contents(table.count(), 0, table.first(), table.last());
  }

  /** Has the database look at what it holds, once all of it is there. */
  public static void settled(DataSource source) {
    new StagedEventTable(source).analyze();
  }

  /** Lays these out while the next are being read, once those before them are. */
  private CompletableFuture<Void> layOut(List<Staged> batch, CompletableFuture<Void> before) {
    laid(before);
    List<Staged> all = List.copyOf(batch);
    batch.clear();
    return all.isEmpty() ? before : CompletableFuture.runAsync(() -> table.copy(all));
  }

  private static void laid(CompletableFuture<Void> laying) {
    try {
      laying.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : e;
    }
  }

  private void list(List<RejectedLines.Rejection> bad) throws IOException {
    if (!bad.isEmpty() && rejected != null) {
      rejected.write(bad);
      rejected.settle();
      bad.clear();
    }
  }

  /**
   * The next ones, in the order in which they come in and, of those at one instant, of their lines.
   *
   * @param last the last one of the reading before, or null for the first
   */
  public List<Staged> after(@Nullable Staged last, int most) {
    return table.after(last, most);
  }

  /** How many come in after this instant. */
  public long countAfter(Instant at) {
    return table.countAfter(at);
  }

  /** Lists, by their lines, those that turned out to be unfit when their turn came. */
  public void reject(SortedMap<Long, String> reasons) {
    if (rejected == null) {
      return;
    }
    List<RejectedLines.Rejection> bad = new ArrayList<>();
    reasons.forEach(
        (line, reason) -> bad.add(new RejectedLines.Rejection(line, reason, RowId.UNKNOWN)));
    try {
      if (!continued) {
        // After those that were found in reading.
        rejected.keepUpTo(Long.MAX_VALUE);
        continued = true;
      }
      rejected.write(bad);
      rejected.settle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
