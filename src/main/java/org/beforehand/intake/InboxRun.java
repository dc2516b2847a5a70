package org.beforehand.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.beforehand.intake.RejectedLines.Rejection;
import org.jspecify.annotations.Nullable;

/** Reads one claimed file from its cursor to its end. */
final class InboxRun {
  private static final int BATCH = 500;

  /** A row that was begun this often and never ended is not begun again. */
  private static final int MOST_SUSPICIONS = 2;

  private final DroppedFile file;
  private final InboxTable table;
  private final Door door;
  private final Instant at;
  private final EventReader events = new EventReader();
  private final CustomerReader customers = new CustomerReader();
  private final RejectedLines rejected;
  private final RefusedRows refused;

  /** What one row gave. */
  private record Row(long line, Read read, RowId id) {}

  InboxRun(DroppedFile file, InboxTable table, RefusedRows refused, Door door, Instant at) {
    this.refused = refused;
    this.file = file;
    this.table = table;
    this.door = door;
    this.at = at;
    this.rejected = new RejectedLines(file.rejected());
  }

  /**
   * Reads on.
   *
   * @param cursor rows that begin up to this line are settled
   * @param afterUncleanEnd whether the batch at the cursor may be what ended the last reader; its
   *     rows then run one by one
   * @throws RuntimeException if a batch could not be stored; the cursor is where it was
   */
  void from(long cursor, boolean afterUncleanEnd) throws IOException {
    String digest = file.digest();
    refused.tidy(at);
    rejected.keepUpTo(cursor);
    int alone = afterUncleanEnd ? BATCH : 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()))) {
      Records records = new Records(in, Format.of(file.fileName()), ColumnMap.AS_NAMED, null);
      List<Row> batch = new ArrayList<>(BATCH);
      for (Records.Entry entry = records.next(); entry != null; entry = records.next()) {
        if (entry.line() <= cursor) {
          continue;
        }
        Row row = row(entry, digest);
        if (alone > 0) {
          alone--;
          alone(row);
          continue;
        }
        batch.add(row);
        if (batch.size() == BATCH) {
          store(batch);
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        store(batch);
      }
    }
  }

  private Row row(Records.Entry entry, String digest) {
    return new Row(entry.line(), read(entry, digest), RowId.of(entry));
  }

  private Read read(Records.Entry entry, String digest) {
    if (entry.kind() == RecordKind.EVENT) {
      return events.row(entry, at);
    }
    CustomerReader.Row row = customers.row(entry, at);
    if (row instanceof CustomerReader.Row.Good good) {
      String id = digest + ":" + entry.line();
      return customers.event(good, file.source(), id, at);
    }
    String reason = row instanceof CustomerReader.Row.Bad bad ? bad.reason() : "";
    return new Read.Bad(entry.line(), reason, null);
  }

  private void alone(Row row) throws IOException {
    if (!(row.read() instanceof Read.Good)) {
      store(List.of(row));
      return;
    }
    if (table.suspect(file.name(), row.line()) > MOST_SUSPICIONS) {
      String reason = "poison: the program ended twice while handling this row; not tried again";
      store(List.of(new Row(row.line(), new Read.Bad(row.line(), reason, null), row.id())));
      return;
    }
    try {
      store(List.of(row));
    } catch (RuntimeException orderly) {
      table.absolve(file.name(), row.line());
      throw orderly;
    }
  }

  private void store(List<Row> rows) throws IOException {
    List<Read.Good> goods = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (row.read() instanceof Read.Good good) {
        goods.add(good);
      }
    }
    if (goods.isEmpty()) {
      settle(rows, List.of());
    } else {
      door.accept(goods, at, receipts -> settle(rows, receipts));
    }
    rejected.settle();
  }

  /** The rejections reach the disk before the cursor passes them, and the cursor decides. */
  private void settle(List<Row> rows, List<Receipt> receipts) {
    List<Rejection> rejections = new ArrayList<>();
    int next = 0;
    for (Row row : rows) {
      String reason =
          row.read() instanceof Read.Bad bad ? bad.reason() : refusal(receipts.get(next++));
      if (reason != null) {
        rejections.add(new Rejection(row.line(), reason, row.id()));
      }
    }
    rejected.write(rejections);
    refused.keep(new RefusedRows.Reading(file.name(), file.shown(), at), rejections);
    long last = rows.get(rows.size() - 1).line();
    table.advance(file.name(), last, rows.size() - rejections.size(), rejections.size());
  }

  private static @Nullable String refusal(Receipt receipt) {
    return switch (receipt.outcome()) {
      case CONFLICT -> "sent before with another content: " + receipt.detail();
      case REFUSED -> receipt.detail();
      case ACCEPTED, REPEATED, WAITING, PARKED -> null;
    };
  }
}
