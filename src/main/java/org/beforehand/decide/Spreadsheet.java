package org.beforehand.decide;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.util.RecordFormatException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * The first sheet of an {@code .xlsx} file. Values only: a formula is refused, because what it
 * shows is not what it says. Its parts are looked at before it is opened, and the file itself must
 * be small.
 */
final class Spreadsheet {

  /** What files end in that are kept in Base64 among the texts of a rules folder. */
  static final String ENDING = ".xlsx";

  /** In bytes; a thousand rules take a tenth of it. */
  static final int LARGEST = 256 * 1024;

  private Spreadsheet() {}

  /**
   * @param base64 the file, as {@link RuleFolder} keeps it
   * @throws RulesRefused if it cannot be read, naming the cell where one is at fault
   */
  static TableCells read(String file, String base64) {
    byte[] bytes = bytes(file, base64);
    WorkbookParts.check(file, bytes);
    try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
      if (workbook.getNumberOfSheets() == 0) {
        throw YamlNode.refused(file, 1, "there is no sheet in it");
      }
      seen(file, workbook);
      return new TableCells(file, rows(file, workbook.getSheetAt(0)));
    } catch (IOException
        | POIXMLException
        | OpenXML4JRuntimeException
        | RecordFormatException
        | IllegalArgumentException
        | IllegalStateException unreadable) {
      throw YamlNode.refused(file, 1, "this is no spreadsheet (.xlsx) that can be read");
    }
  }

  private static byte[] bytes(String file, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw YamlNode.refused(file, 1, "this is no spreadsheet (.xlsx) that can be read");
    }
    if (bytes.length > LARGEST) {
      throw YamlNode.refused(file, 1, "expected at most " + LARGEST / 1024 + " KB");
    }
    return bytes;
  }

  /** What nobody sees must not count, and what is merged says less than it seems to. */
  private static void seen(String file, XSSFWorkbook workbook) {
    for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
      if (workbook.getSheetVisibility(i) != SheetVisibility.VISIBLE) {
        throw YamlNode.refused(
            file, 1, "expected no hidden sheet, found \"" + workbook.getSheetName(i) + "\"");
      }
    }
    Sheet first = workbook.getSheetAt(0);
    if (first.getNumMergedRegions() > 0) {
      throw YamlNode.refused(
          file,
          first.getMergedRegion(0).getFirstRow() + 1,
          "expected no merged cells, found " + first.getMergedRegion(0).formatAsString());
    }
    for (int column = 0; column < TableCells.MOST_COLUMNS; column++) {
      if (first.isColumnHidden(column)) {
        throw YamlNode.refused(
            file, 1, "column " + TableCells.letter(column) + ": expected no hidden column");
      }
    }
  }

  private static List<TableCells.Row> rows(String file, Sheet sheet) {
    List<TableCells.Row> rows = new ArrayList<>();
    for (Row row : sheet) {
      int line = row.getRowNum() + 1;
      if (row.getZeroHeight()) {
        throw YamlNode.refused(file, line, "expected no hidden row");
      }
      if (row.getLastCellNum() > TableCells.MOST_COLUMNS) {
        throw YamlNode.refused(
            file, line, "expected at most " + TableCells.MOST_COLUMNS + " columns");
      }
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < row.getLastCellNum(); column++) {
        cells.add(text(file, line, column, row.getCell(column)));
      }
      TableCells.add(file, rows, line, cells);
    }
    return List.copyOf(rows);
  }

  private static String text(String file, int line, int column, @Nullable Cell cell) {
    if (cell == null) {
      return "";
    }
    return switch (cell.getCellType()) {
      case BLANK -> "";
      case STRING -> cell.getStringCellValue();
      case BOOLEAN -> cell.getBooleanCellValue() ? "yes" : "";
      case NUMERIC -> {
        if (DateUtil.isCellDateFormatted(cell)) {
          throw at(file, line, column, "a date");
        }
        yield BigDecimal.valueOf(cell.getNumericCellValue()).stripTrailingZeros().toPlainString();
      }
      case FORMULA -> throw at(file, line, column, "a formula");
      default -> throw at(file, line, column, "a cell with an error");
    };
  }

  private static RulesRefused at(String file, int line, int column, String found) {
    return YamlNode.refused(
        file,
        line,
        "column " + TableCells.letter(column) + ": expected a text or a number, found " + found);
  }
}
