package org.beforehand.intake;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file in UTF-8. A row is parsed by itself, so a quote that is never closed costs
 * its own row and not the rest of the file, nor the memory to hold it.
 */
final class CsvRows {
  /** How many lines one row may span: notes in a cell do, but not often more. */
  private static final int MOST_LINES = 50;

  private static final int LONGEST = 64 * 1024;

  private final Lines lines;

  /** Lines that were looked at as the rest of a row and turned out not to be. */
  private final Deque<Lines.Line> ahead = new ArrayDeque<>();

  CsvRows(Lines lines) {
    this.lines = lines;
  }

  /**
   * One row.
   *
   * @param line where it begins
   * @param cells as written; empty when there is a problem
   * @param problem why it cannot be read
   */
  record Row(long line, List<String> cells, @Nullable String problem) {}

  /** The next row that is not blank; null after the last. */
  @Nullable Row next() {
    while (true) {
      Lines.Line line = pull();
      if (line == null) {
        return null;
      }
      Row row = row(line);
      if (row != null) {
        return row;
      }
    }
  }

  private @Nullable Row row(Lines.Line first) {
    if (first.tooLong()) {
      return bad(first, "expected a row of at most 64 KB");
    }
    String text = decoded(first);
    if (text == null) {
      return bad(first, "expected UTF-8");
    }
    if (text.isBlank()) {
      return null;
    }
    if (text.length() > LONGEST) {
      return bad(first, "expected a row of at most 64 KB");
    }
    List<String> cells = cells(text);
    if (cells != null) {
      return new Row(first.number(), cells, null);
    }
    cells = joined(text);
    return cells != null
        ? new Row(first.number(), cells, null)
        : bad(first, "a quoted cell is not closed, or something follows its closing quote");
  }

  /** Tries the row together with the lines after it, which are given back if that fails. */
  private @Nullable List<String> joined(String start) {
    StringBuilder text = new StringBuilder(start);
    List<Lines.Line> taken = new ArrayList<>();
    while (taken.size() < MOST_LINES) {
      Lines.Line line = pull();
      if (line == null) {
        break;
      }
      taken.add(line);
      String more = line.tooLong() ? null : decoded(line);
      if (more == null || text.length() + more.length() > LONGEST) {
        break;
      }
      text.append('\n').append(more);
      List<String> cells = more.indexOf('"') < 0 ? null : cells(text.toString());
      if (cells != null) {
        return cells;
      }
    }
    for (int i = taken.size() - 1; i >= 0; i--) {
      ahead.addFirst(taken.get(i));
    }
    return null;
  }

  private Lines.@Nullable Line pull() {
    return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
  }

  /** The cells of a text that is exactly one row; null where it is not. */
  private static @Nullable List<String> cells(String text) {
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? records.get(0).toList() : null;
    } catch (IOException | UncheckedIOException notARow) {
      return null;
    }
  }

  private static @Nullable String decoded(Lines.Line line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes())).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static Row bad(Lines.Line line, String problem) {
    return new Row(line.number(), List.of(), problem);
  }
}
