package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.beforehand.decide.SmallFolder.SENTENCES;
import static org.beforehand.decide.SmallFolder.proposed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.beforehand.HostileAuthors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is typed where an author types: it is refused soon, with its file, its line and what
 * would be right, and it does nothing. The payloads are those that Drools itself would run.
 */
class HostileRulesTest {

  /** Of this thread's own time, which does not grow with what else the machine is doing. */
  private static final Duration MOST = Duration.ofSeconds(5);

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long began;

  private static final String SENTINEL = "beforehand.sentinel";
  private static final String RUN = "System.setProperty(\"" + SENTINEL + "\", \"1\")";
  private static final String TABLE = "calls/rules.drl.csv";
  private static final String WORKBOOK = "calls/rules.drl.xlsx";
  private static final String VOCABULARY = shipped();

  private static String shipped() {
    try {
      return Files.readString(Path.of("rules/vocabulary.dsl"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start_the_watch() {
    began = threads.getCurrentThreadCpuTime();
  }

  @AfterEach
  void nothing_was_run_and_it_did_not_take_long() {
    assertThat(System.getProperty(SENTINEL)).isNull();
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - began)).isLessThan(MOST);
  }

  static List<String> payloads() {
    return HostileAuthors.payloads(RUN);
  }

  @Test
  void a_slot_is_filled_in_with_plain_digits() {
    for (String minutes : List.of("{minutes}", "\uff13", "3.0", "-3", "0x3", "3 * 60", "")) {
      refused(
          SmallFolder.with(
              VOCABULARY,
              rule(
                  "the caller had waited at least " + minutes + " minutes\n", "send \"thanks\"\n")),
          SENTENCES,
          4);
    }
  }

  /** Refused with every problem in this file, at this line, and saying what would be right. */
  private static void refused(SmallFolder folder, String file, int line) {
    List<String> problems = folder.problems();
    assertThat(problems).isNotEmpty();
    assertThat(problems.get(0))
        .matches("(?s)" + file + ":(" + line + "|" + (line + 1) + "): .*")
        .containsAnyOf(
            "did you mean",
            "the nearest sentence is",
            "the sentence is",
            "expected",
            "stands under",
            "belongs under")
        .doesNotContain("\n", "\u2028", "\u0000");
  }

  private static String rule(String when, String then) {
    return "rule \"r\"\nwhen\n  a call was dropped\n" + when + "then\n" + then + "end\n";
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void no_line_is_ever_code(String payload) {
    String send = "  send \"thanks\"\n";
    refused(SmallFolder.with(VOCABULARY, rule(payload + "\n", send)), SENTENCES, 4);
    refused(
        SmallFolder.with(
            VOCABULARY, rule("Any of these:\n  - " + payload.replace("\r", "") + "\n", send)),
        SENTENCES,
        5);
    refused(SmallFolder.with(VOCABULARY, rule("", send + payload + "\n")), SENTENCES, 6);
    refused(SmallFolder.with(VOCABULARY, payload + "\n" + rule("", send)), SENTENCES, 1);
    refused(SmallFolder.with(VOCABULARY, rule("", send) + payload + "\n"), SENTENCES, 7);
    refused(
        SmallFolder.with(VOCABULARY, rule("", send))
            .and(Definition.FILE, "\"x\" means any of these:\n  - " + payload + "\n"),
        Definition.FILE,
        2);
    refused(
        SmallFolder.with(VOCABULARY, rule("", send))
            .and(Definition.FILE, "\"" + payload + "\" means a call was dropped\n"),
        Definition.FILE,
        1);
  }

  private static String quoted(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static SmallFolder table(String csv) {
    return SmallFolder.with(VOCABULARY, rule("", "send \"thanks\"\n")).and(TABLE, csv);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void no_cell_and_no_heading_is_ever_code(String payload) {
    String headings =
        "rule,a call was dropped,"
            + quoted("the customer's tier is \"{tier}\"")
            + ",the caller had waited at least {minutes} minutes,"
            + quoted("send \"{message}\"")
            + "\n";
    String cell = quoted(payload);
    refused(table(headings + "one,yes," + cell + ",,thanks\n"), TABLE, 2);
    refused(table(headings + "one,yes,," + cell + ",thanks\n"), TABLE, 2);
    refused(table(headings + "one,yes,,," + cell + "\n"), TABLE, 2);
    refused(table(headings + "one," + cell + ",,,thanks\n"), TABLE, 2);
    refused(table("rule," + cell + "," + quoted("send \"{message}\"") + "\n"), TABLE, 1);
    refused(table(cell + "," + quoted("send \"{message}\"") + "\n"), TABLE, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RuleSet,rules",
        "Import,java.util.*",
        "Functions,function void f() { }",
        "Declare,declare X end",
        "Queries,query q end",
        "Variables,java.util.List list",
        "Sequential,true",
        "RuleTable calls",
        "CONDITION,ACTION",
        "rule,=1+1",
        "rule,=cmd|' /C calc'!A0",
        "rule,+1",
        "rule,@SUM(1)"
      })
  void a_table_in_drools_own_form_is_refused(String rows) {
    refused(table(rows + "\nx,y\n"), TABLE, 1);
  }

  @Test
  void a_text_is_a_text_whatever_is_in_it() {
    String generous =
        """
        [when]the note is "{note:.{1,200}}"=Event(text("note") == "{note}")
        [when]the note is one of {notes:"[^"]*"(?:, "[^"]*")*}=Event(text("note") in ({notes}))
        [when]the number is {n:\\d{1,4}}=Event(number("n").intValue() == {n})
        [then]send "{message:.{1,200}}"=insert(new Proposal.Message("{message}"));
        """;
    for (String text :
        List.of(
            "x\"); " + RUN + "; //",
            "x\\\"); " + RUN + "; //",
            "\\u0022); " + RUN + "; //",
            "x\" || " + RUN + " == null || \"",
            "{note}",
            "\\")) {
      Rulebook rulebook =
          SmallFolder.with(
                  generous,
                  "rule \"r\"\nwhen\nthe note is \""
                      + text
                      + "\"\nthen\nsend \""
                      + text
                      + "\"\nend\n")
              .compiled();
      assertThat(proposed(rulebook, Map.of("note", text))).containsExactly("r");
      assertThat(proposed(rulebook, Map.of("note", "other"))).isEmpty();
    }
    Rulebook rulebook =
        SmallFolder.with(
                generous,
                "rule \"r\"\nwhen\nthe note is one of \"a\\\", \"b ) c\"\nthe number is 0010\nthen"
                    + "\nsend \"x\"\nend\n")
            .compiled();
    assertThat(proposed(rulebook, Map.of("note", "b ) c", "n", 10))).containsExactly("r");
    assertThat(proposed(rulebook, Map.of("note", "a\\", "n", 10))).containsExactly("r");
    assertThat(proposed(rulebook, Map.of("note", "b ) c", "n", 8))).isEmpty();
    assertThat(
            SmallFolder.with("[when]x {y:[a-z]{1,9}}=Event({y})\n[then]send=insert(1);", "")
                .problems())
        .containsExactly(
            "vocabulary.dsl:1: the code has {y}, which holds a text, outside quotation marks");
  }

  @Test
  void a_pattern_that_would_not_end_is_left() {
    String slow =
        VOCABULARY
            + "[when]the note is \"{note:a*a*a*a*a*a*b}\"=Event(text(\"note\") == \"{note}\")\n";
    List<String> problems =
        SmallFolder.with(
                slow, rule("the note is \"" + "a".repeat(400) + "\"\n", "send \"thanks\"\n"))
            .problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0))
        .startsWith(SENTENCES + ":4: this takes too long to compare with the vocabulary");
  }

  @Test
  void what_is_too_long_is_not_looked_at() {
    refused(
        SmallFolder.with(VOCABULARY, rule("a".repeat(501) + "\n", "send \"thanks\"\n")),
        SENTENCES,
        4);
    refused(SmallFolder.with(VOCABULARY, "# more\n".repeat(40_000)), SENTENCES, 1);
    refused(
        SmallFolder.with(VOCABULARY, rule("a call was dropped\n".repeat(200), "send \"thanks\"\n")),
        SENTENCES,
        103);
    refused(
        SmallFolder.with(VOCABULARY, "").and(Definition.FILE, "\"" + "x".repeat(600) + "\""),
        Definition.FILE,
        1);
  }

  private static List<String> problems(byte[] workbook) {
    return SmallFolder.with(VOCABULARY, rule("", "send \"thanks\"\n"))
        .and(WORKBOOK, Base64.getEncoder().encodeToString(workbook))
        .problems();
  }

  @Test
  void a_workbook_is_a_table_and_nothing_else() throws IOException {
    byte[] good = HostileAuthors.workbook(same -> {});
    assertThat(problems(good)).isEmpty();
    for (String part :
        List.of(
            "xl/vbaProject.bin",
            "XL/VBAPROJECT.BIN",
            "xl/externalLinks/externalLink1.xml",
            "xl/embeddings/oleObject1.bin",
            "xl/macrosheets/sheet1.xml",
            "xl/connections.xml")) {
      assertThat(problems(HostileAuthors.with(good, part, new byte[10])))
          .containsExactly(
              WORKBOOK
                  + ":1: expected a table without macros, links to other files and embedded"
                  + " objects");
    }
    assertThat(
            problems(HostileAuthors.with(good, "xl/media/image1.png", new byte[9 * 1024 * 1024])))
        .containsExactly(WORKBOOK + ":1: expected at most 8 MB when it is unpacked");
  }

  @Test
  void nothing_in_a_workbook_counts_that_nobody_sees() throws IOException {
    assertThat(
            problems(
                HostileAuthors.workbook(
                    book -> {
                      book.createSheet("more");
                      book.setSheetVisibility(1, SheetVisibility.VERY_HIDDEN);
                    })))
        .containsExactly(WORKBOOK + ":1: expected no hidden sheet, found \"more\"");
    assertThat(
            problems(
                HostileAuthors.workbook(book -> book.getSheetAt(0).getRow(1).setZeroHeight(true))))
        .containsExactly(WORKBOOK + ":2: expected no hidden row");
    assertThat(
            problems(HostileAuthors.workbook(book -> book.getSheetAt(0).setColumnHidden(2, true))))
        .containsExactly(WORKBOOK + ":1: column C: expected no hidden column");
    assertThat(
            problems(
                HostileAuthors.workbook(
                    book -> {
                      for (int i = 0; i < 600; i++) {
                        book.getSheetAt(0)
                            .addMergedRegionUnsafe(new CellRangeAddress(10 + i, 10 + i, 0, 3));
                      }
                    })))
        .containsExactly(WORKBOOK + ":11: expected no merged cells, found A11:D11");
  }

  @Test
  void a_workbook_that_is_a_trap_for_its_reader_is_refused() throws IOException {
    byte[] good = HostileAuthors.workbook(same -> {});
    assertThat(
            problems(
                HostileAuthors.workbook(
                    book ->
                        book.getSheetAt(0)
                            .createRow(1_048_575)
                            .createCell(1)
                            .setCellFormula("SUM(A1:A1048575)"))))
        .containsExactly(
            WORKBOOK + ":1048576: column B: expected a text or a number, found a formula");
    String laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \""
            + "&a;".repeat(10_000)
            + "\"><!ENTITY c \""
            + "&b;".repeat(10_000)
            + "\">]><worksheet>&c;</worksheet>";
    assertThat(
            problems(
                HostileAuthors.with(
                    good, "xl/worksheets/sheet1.xml", laughs.getBytes(StandardCharsets.UTF_8))))
        .containsExactly(WORKBOOK + ":1: this is no spreadsheet (.xlsx) that can be read");
    StringBuilder wide =
        new StringBuilder(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for (int row = 1; row <= 7_000; row++) {
      wide.append("<row r=\"")
          .append(row)
          .append("\">")
          .append("<c/>".repeat(240))
          .append("</row>");
    }
    byte[] cells =
        wide.append("</sheetData></worksheet>").toString().getBytes(StandardCharsets.UTF_8);
    assertThat(problems(HostileAuthors.with(good, "xl/worksheets/sheet1.xml", cells))).isNotEmpty();
  }

  @Test
  void a_full_file_of_blocks_is_compiled_or_refused_in_time() {
    StringBuilder rules = new StringBuilder();
    for (int n = 0; rules.length() < WrittenLine.LARGEST - 5_000; n++) {
      rules.append("rule \"r").append(n).append("\"\nwhen\n  a call was dropped\n");
      for (int block = 0; block < 9; block++) {
        rules.append("  Any of these:\n");
        for (int i = 1; i <= 8; i++) {
          rules.append("    - the caller had waited at least ").append(n + i).append(" minutes\n");
        }
      }
      rules.append("then\n  send \"thanks\"\nend\n");
    }
    SmallFolder.with(VOCABULARY, rules.toString()).problems();
  }
}
