package org.beforehand.intake;

import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of a JSON Lines or CSV stream, one at a time, whatever the stream's length. A header
 * row that cannot be understood is the only record then, and a bad one.
 */
final class Records {
  private final Lines lines;
  private final @Nullable RecordKind kind;
  private final ColumnMap map;
  private final @Nullable CsvRows rows;
  private @Nullable Columns columns;
  private boolean ended;

  /**
   * One record.
   *
   * @param line where it begins, from 1
   * @param data its fields; empty when there is a problem
   * @param problem why it cannot be read
   */
  record Entry(long line, RecordKind kind, Map<String, Object> data, @Nullable String problem) {}

  /**
   * Begins to read; closing the stream stays with the caller.
   *
   * @param kind null to tell by the content
   */
  Records(InputStream in, Format format, ColumnMap map, @Nullable RecordKind kind) {
    this.lines = new Lines(in);
    this.kind = kind;
    this.map = map;
    this.rows = format == Format.CSV ? new CsvRows(lines) : null;
  }

  /** The next record; null after the last. */
  @Nullable Entry next() {
    if (ended) {
      return null;
    }
    return rows == null ? jsonLine() : csvRow(rows);
  }

  /** What is left of them, each as the reader makes it. */
  <T> Iterator<T> each(Function<Entry, T> reader) {
    return new Iterator<>() {
      private @Nullable Entry next = Records.this.next();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public T next() {
        Entry entry = next;
        if (entry == null) {
          throw new NoSuchElementException();
        }
        next = Records.this.next();
        return reader.apply(entry);
      }
    };
  }

  private @Nullable Entry jsonLine() {
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      if (line.tooLong()) {
        return bad(line.number(), "expected a line of at most 256 KB");
      }
      if (!blank(line.bytes())) {
        try {
          Map<String, Object> data = StrictJson.object(line.bytes());
          return new Entry(line.number(), kindOf(data), data, null);
        } catch (Refused refused) {
          return bad(line.number(), refused.reason());
        }
      }
    }
    return null;
  }

  private @Nullable Entry csvRow(CsvRows rows) {
    CsvRows.Row row = rows.next();
    if (row == null) {
      return null;
    }
    try {
      if (columns == null) {
        if (row.problem() != null) {
          throw new Refused("header: " + row.problem());
        }
        columns = Columns.of(row.cells(), map, kind);
        return csvRow(rows);
      }
      if (row.problem() != null) {
        return bad(row.line(), row.problem());
      }
      return new Entry(row.line(), columns.kind(), columns.record(row.cells()), null);
    } catch (Refused refused) {
      ended = columns == null;
      return bad(row.line(), refused.reason());
    }
  }

  private Entry bad(long line, String problem) {
    RecordKind known = kind != null ? kind : RecordKind.CUSTOMER;
    return new Entry(line, known, Map.of(), problem);
  }

  private RecordKind kindOf(Map<String, Object> data) {
    if (kind != null) {
      return kind;
    }
    boolean event = data.containsKey("specversion") || data.containsKey("type");
    return event ? RecordKind.EVENT : RecordKind.CUSTOMER;
  }

  private static boolean blank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
