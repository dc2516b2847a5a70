package org.beforehand.decide;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The cells of a decision table, whichever file it was kept in.
 *
 * @param file for errors
 * @param rows those that are not blank
 */
record TableCells(String file, List<Row> rows) {

  /** More rules than anybody reads; a table that is longer is a mistake or an attack. */
  static final int MOST_ROWS = 1_000;

  static final int MOST_COLUMNS = 50;

  /** The longest text a cell may hold. */
  static final int LONGEST = 1_000;

  private static final int LARGEST = 1024 * 1024;

  /**
   * One row.
   *
   * @param line where it stands in its file, from 1
   * @param cells their texts, stripped; blank where there is nothing
   */
  record Row(int line, List<String> cells) {

    /** The text of a column; blank beyond the last. */
    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }
  }

  /**
   * Reads comma separated values, or semicolons as some spreadsheets write them.
   *
   * @throws RulesRefused naming the line that cannot be read
   */
  static TableCells ofCsv(String file, String text) {
    if (text.length() > LARGEST) {
      throw YamlNode.refused(file, 1, "expected at most 1 MB");
    }
    String content = text.startsWith("\ufeff") ? text.substring(1) : text;
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(semicolons(content) ? ';' : ',')
            .setIgnoreEmptyLines(true)
            .get();
    List<Row> rows = new ArrayList<>();
    long line = 1;
    try (CSVParser parser = format.parse(new StringReader(content))) {
      for (CSVRecord record : parser) {
        // The parser stands behind the record; what it holds of line breaks is its own.
        String[] cells = record.values();
        long breaks = 0;
        for (String cell : cells) {
          breaks += cell.chars().filter(c -> c == '\n').count();
        }
        line = parser.getCurrentLineNumber();
        add(file, rows, (int) Math.max(1, line - breaks), List.of(cells));
      }
    } catch (IOException | UncheckedIOException unreadable) {
      throw YamlNode.refused(
          file,
          (int) line + 1,
          "a quoted cell is not closed, or something follows its closing quote");
    }
    return new TableCells(file, List.copyOf(rows));
  }

  /** Adds a row unless it is blank. */
  static void add(String file, List<Row> rows, int line, List<String> cells) {
    List<String> texts = cells.stream().map(String::strip).toList();
    if (texts.stream().allMatch(String::isEmpty)) {
      return;
    }
    if (rows.size() == MOST_ROWS) {
      throw YamlNode.refused(file, line, "expected at most " + MOST_ROWS + " rows");
    }
    if (texts.size() > MOST_COLUMNS) {
      throw YamlNode.refused(file, line, "expected at most " + MOST_COLUMNS + " columns");
    }
    for (int column = 0; column < texts.size(); column++) {
      if (texts.get(column).length() > LONGEST) {
        throw YamlNode.refused(
            file, line, "column " + letter(column) + ": expected at most " + LONGEST + " letters");
      }
    }
    rows.add(new Row(line, texts));
  }

  /** Whether the first line, outside quotes, holds more semicolons than commas. */
  private static boolean semicolons(String text) {
    int balance = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted) {
        balance += c == ';' ? 1 : c == ',' ? -1 : 0;
      }
    }
    return balance > 0;
  }

  /** As spreadsheets name it: A, B, ... Z, AA. */
  static String letter(int column) {
    String last = String.valueOf((char) ('A' + column % 26));
    return column < 26 ? last : letter(column / 26 - 1) + last;
  }
}
