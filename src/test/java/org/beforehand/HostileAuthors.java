package org.beforehand;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** What somebody might write who wants the program to do more than decide. */
public final class HostileAuthors {

  private HostileAuthors() {}

  /**
   * What Drools itself would run, were it let through.
   *
   * @param run an expression that leaves a trace
   */
  public static List<String> payloads(String run) {
    return List.of(
        "> eval(" + run + " == null)",
        ">" + run + ";",
        "eval(" + run + " == null)",
        "a call was dropped > eval(" + run + " == null)",
        "a call was dropped eval(" + run + " == null)",
        "a call was dropped; " + run + ";",
        "Event(" + run + " == null)",
        "function String f() { return " + run + "; }",
        "import java.util.*",
        "import function java.lang.System.setProperty",
        "package other.rules;",
        "global java.util.List list",
        "declare Trap x : String = " + run + " end",
        "query \"trap\" eval(" + run + " == null) end",
        "dialect \"mvel\"",
        "salience (" + run + " == null ? 1 : 2)",
        "@{" + run + "}",
        "/* " + run + " */",
        "[when]trap=eval(" + run + " == null)",
        "rule trap when eval(" + run + " == null) then end",
        "rule \"x\" salience 5 when eval(" + run + " == null) then end rule \"y\"",
        "rule \"x\\\" when eval(" + run + " == null) then end rule \\\"y\"",
        "the ticket is about \"x\" || " + run + " == null || \"x\"",
        "the ticket is about \"x\\\" || " + run + " == null || \\\"x\"",
        "the ticket is about \"\\u0022 || " + run + " == null || \\u0022\"",
        "the caller had waited at least 3) || " + run + " == null || (3 minutes",
        "send \"x\")); " + run + "; //\"",
        "send \"hi\"); " + run + "; (\"x\"",
        "give 15 NOK for \"x\"); " + run + "; //\" with the message \"thanks\"",
        "a call was dropped\u2028> eval(" + run + " == null)",
        "a call was dropped\u0085> eval(" + run + " == null)",
        "a call was dropped\u000b> eval(" + run + " == null)",
        "a call was dropped\u0000",
        "a call was dropped\u200b",
        "# a remark\r> eval(" + run + " == null)",
        "- > eval(" + run + " == null)",
        "unless eval(" + run + " == null)",
        "All of these: eval(" + run + " == null)");
  }

  /** A small good table, changed. */
  public static byte[] workbook(Consumer<XSSFWorkbook> change) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      XSSFSheet sheet = workbook.createSheet("rules");
      String[][] rows = {
        {"rule", "a call was dropped", "send \"{message}\""}, {"one", "yes", "thanks"}
      };
      for (int r = 0; r < rows.length; r++) {
        for (int c = 0; c < rows[r].length; c++) {
          (c == 0 ? sheet.createRow(r) : sheet.getRow(r)).createCell(c).setCellValue(rows[r][c]);
        }
      }
      change.accept(workbook);
      workbook.write(bytes);
      return bytes.toByteArray();
    }
  }

  /** The same workbook with one more part, or another one in a part's place. */
  public static byte[] with(byte[] workbook, String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(workbook));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry part = in.getNextEntry(); part != null; part = in.getNextEntry()) {
        if (!part.getName().equals(name)) {
          out.putNextEntry(new ZipEntry(part.getName()));
          out.write(in.readAllBytes());
        }
      }
      out.putNextEntry(new ZipEntry(name));
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
