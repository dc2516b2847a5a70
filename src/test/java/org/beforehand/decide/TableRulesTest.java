package org.beforehand.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.beforehand.decide.Cases.AT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.beforehand.decide.Policy.Judgement;
import org.beforehand.fact.Event;
import org.beforehand.fact.Proposal;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row of a decision table says what its sentences would say, and nothing else. */
class TableRulesTest {

  private static final String VOCABULARY =
      """
      [when]a call was dropped=Event(type == "call.dropped")
      [when]the caller had waited at least {minutes:\\d{1,3}} minutes=Event(number("waited") != null, number("waited").intValue() >= {minutes} * 60)
      [when]the queue is "{queue:[a-z ]{1,20}}"=Event(text("queue") == "{queue}")
      [then]send "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Message("{message}"));
      [then]ask an agent who knows "{skill:[a-z ]{1,60}}" to call within {hours:\\d{1,3}} hours with the script "{message:[a-z0-9-]{1,60}}"=insert(new Proposal.Call("{message}", "{skill}", Duration.ofHours({hours})));
      """;

  private static final String HEADINGS =
      "rule,description,a call was dropped,the caller had waited at least {minutes} minutes,"
          + "\"the queue is \"\"{queue}\"\"\",\"send \"\"{message}\"\"\"\n";

  private static Map<String, String> folder(String name, String table) {
    Map<String, String> files = new HashMap<>();
    files.put(
        "contact-policy.yaml",
        "company: {name: Fjordlink, zone: Europe/Oslo}\nwindows: [{hours: any}]\n");
    files.put("vocabulary.dsl", VOCABULARY);
    files.put(
        "calls/campaign.yaml",
        "title: T\nowner: tests\npurpose: service\nstatus: live\n"
            + "triggers: [call.dropped]\nkey: event\n");
    files.put("calls/" + name, table);
    return files;
  }

  private static List<String> proposed(Map<String, String> files, int waited, String queue) {
    Event event =
        new Event(
            "test",
            "1",
            "call.dropped",
            new Subject.OfCustomer("kari"),
            AT,
            Map.of("waited", waited, "queue", queue));
    Decision decision =
        Decider.decide(
            Happening.of(event), Cases.dossier(), Rulebook.compile(RuleFolder.of(files)), AT);
    assertThat(decision.faults()).isEmpty();
    return decision.judgements().stream()
        .map(
            one ->
                one instanceof Judgement.Go go ? go.candidate() : ((Judgement.No) one).candidate())
        .map(
            one ->
                one.rule().substring("calls: ".length())
                    + " -> "
                    + (one.proposal() instanceof Proposal.Message message
                        ? message.message()
                        : one.proposal()))
        .toList();
  }

  private static List<String> proposed(String rows, int waited, String queue) {
    return proposed(folder("rules.drl.csv", rows), waited, queue);
  }

  private static void refused(String table, String... parts) {
    assertThatThrownBy(() -> Rulebook.compile(RuleFolder.of(folder("rules.drl.csv", table))))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void a_row_is_a_rule_and_an_empty_cell_means_any() {
    String table = HEADINGS + "long wait,,yes,5,,sorry\nsales,for them,yes,,sales,offer\n";
    assertThat(proposed(table, 600, "sales"))
        .containsExactly("long wait -> sorry", "sales -> offer");
    assertThat(proposed(table, 600, "help")).containsExactly("long wait -> sorry");
    assertThat(proposed(table, 60, "sales")).containsExactly("sales -> offer");
    assertThat(proposed(table, 60, "help")).isEmpty();
  }

  @Test
  void where_the_first_hit_counts_the_later_rows_propose_nothing() {
    String rows =
        HEADINGS + "very long,,yes,10,,very-sorry\nlong,,yes,5,,sorry\nany,,yes,,,hello\n";
    String table = "hit,first\n" + rows;
    assertThat(proposed(table, 600, "x")).containsExactly("very long -> very-sorry");
    assertThat(proposed(table, 300, "x")).containsExactly("long -> sorry");
    assertThat(proposed(table, 3, "x")).containsExactly("any -> hello");
    assertThat(proposed("hit,all\n" + rows, 300, "x")).hasSize(2);
    refused("hit,once\n" + rows, "calls/rules.drl.csv:1", "column B", "expected first or all");
  }

  @Test
  void a_cell_fills_in_several_slots_and_a_heading_may_have_some_filled_in() {
    String table =
        """
        rule;"ask an agent who knows ""{skill}"" to call within {hours} hours with the script ""call-back""\"
        first line;first line | 4
        """;
    assertThat(proposed(table, 1, "x"))
        .containsExactly("first line -> Call[message=call-back, skill=first line, within=PT4H]");
    refused(table.replace(" | 4", ""), ":2", "column B", "expected {skill} | {hours}");
  }

  @Test
  void sentences_and_a_table_stand_beside_each_other() {
    Map<String, String> files = folder("rules.drl.csv", HEADINGS + "long wait,,yes,5,,sorry\n");
    files.put(
        "calls/rules.dslr",
        "rule \"hello\"\nwhen\na call was dropped\nthen\nsend \"hello\"\nend\n");
    assertThat(proposed(files, 600, "x")).containsExactly("hello -> hello", "long wait -> sorry");
    files.put("calls/rules.drl.csv", HEADINGS + "hello,,yes,5,,sorry\n");
    assertThatThrownBy(() -> Rulebook.compile(RuleFolder.of(files)))
        .hasMessageContainingAll(
            "calls/rules.drl.csv:2", "a rule of this name in calls/rules.dslr already");
  }

  @Test
  void every_fault_is_named_with_its_row_and_column() {
    refused(
        HEADINGS + "one,,yes,many,,sorry\n\n,,,5,,sorry\n",
        "calls/rules.drl.csv:2: column D: {minutes}: expected a whole number of up to 3 digits,"
            + " found \"many\"",
        "calls/rules.drl.csv:4: column A: expected the rule's name");
    refused(HEADINGS + "one,,maybe,,,sorry\n", ":2: column C: expected yes or nothing");
    refused(HEADINGS + "one,,yes,,,\n", ":2: expected a value in a column that says what to do");
    refused(HEADINGS + "one,,yes,,,sorry,more\n", ":2: column G: there is no heading above");
    refused(HEADINGS + "one,,,,,a\none,,,,,b\n", ":3: column A: there is a rule \"one\" above");
    refused("rule,a call was droped\n", ":1: column B", "did you mean \"a call was dropped\"?");
    refused("rule,a call was dropped\none,yes\n", ":1: expected a column that says what to do");
    refused("name,\"send \"\"{message}\"\"\"\n", ":1", "one column with the heading \"rule\"");
    refused(HEADINGS + "\"one,,yes,,,sorry\n", "a quoted cell is not closed");
    refused("", "expected a row of headings");
  }

  @Test
  void a_row_that_spans_lines_is_named_where_it_begins() {
    refused(
        HEADINGS + "one,\"for\nthe\nteam\",yes,,,sorry\ntwo,,yes,many,,sorry\n",
        "calls/rules.drl.csv:5: column D");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5) || System.exit(1) != null",
        "5} minutes",
        "{minutes}",
        "5 * 60, eval(true)",
        "5\n> insert(new Proposal.Message(\"x\"));",
        "=5"
      })
  void no_cell_is_ever_code(String cell) {
    String quoted = "\"" + cell.replace("\"", "\"\"") + "\"";
    refused(HEADINGS + "one,,yes," + quoted + ",,sorry\n", ":2: column D: {minutes}: expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\\\" when eval(System.exit(1)) then end rule \\\"y",
        "x\" salience 5 when then end rule \"y",
        "x\nsalience 5"
      })
  void no_name_is_ever_code(String name) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    refused(HEADINGS + quoted + ",,yes,,,sorry\n", ":2: column A: expected a name");
  }

  @Test
  void two_strokes_in_a_name_hide_no_message() {
    Rulebook rulebook =
        Rulebook.compile(
            RuleFolder.of(folder("rules.drl.csv", HEADINGS + "now // later,,yes,,,sorry\n")));
    assertThat(rulebook.rules())
        .flatExtracting(WrittenRule::uses)
        .extracting(WrittenRule.Use::message)
        .containsExactly("sorry");
  }

  @Test
  void no_heading_is_ever_code() {
    refused(
        "rule,Event(eval(true)),\"send \"\"{message}\"\"\"\none,yes,sorry\n",
        "column B: I don't know");
    refused("rule,CONDITION,ACTION\none,yes,sorry\n", "column B: I don't know", "column C");
  }

  private static byte[] workbook(Object[]... rows) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      Sheet sheet = workbook.createSheet();
      for (int r = 0; r < rows.length; r++) {
        Row row = sheet.createRow(r);
        for (int c = 0; c < rows[r].length; c++) {
          Cell cell = row.createCell(c);
          if (rows[r][c] instanceof Number number) {
            cell.setCellValue(number.doubleValue());
          } else if (rows[r][c] instanceof Boolean yes) {
            cell.setCellValue(yes);
          } else if (rows[r][c].toString().startsWith("=")) {
            cell.setCellFormula(rows[r][c].toString().substring(1));
          } else {
            cell.setCellValue(rows[r][c].toString());
          }
        }
      }
      workbook.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static final Object[] HEAD = {
    "rule",
    "a call was dropped",
    "the caller had waited at least {minutes} minutes",
    "send \"{message}\""
  };

  private static Map<String, String> spreadsheet(byte[] bytes) {
    return folder("rules.drl.xlsx", Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void a_spreadsheet_says_the_same(@TempDir Path dir) throws IOException {
    byte[] bytes =
        workbook(
            new Object[] {"hit", "first"},
            HEAD,
            new Object[] {"long wait", true, 5, "sorry"},
            new Object[] {"any", true, "", "hello"});
    assertThat(proposed(spreadsheet(bytes), 600, "x")).containsExactly("long wait -> sorry");
    assertThat(proposed(spreadsheet(bytes), 6, "x")).containsExactly("any -> hello");
    // From the disk as well, where it is no text.
    for (Map.Entry<String, String> file : spreadsheet(bytes).entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      if (file.getKey().endsWith(".xlsx")) {
        Files.write(path, bytes);
      } else {
        Files.writeString(path, file.getValue());
      }
    }
    assertThat(proposed(RuleFolder.read(dir).files(), 600, "x"))
        .containsExactly("long wait -> sorry");
  }

  private static void refusedSheet(byte[] bytes, String... parts) {
    assertThatThrownBy(() -> Rulebook.compile(RuleFolder.of(spreadsheet(bytes))))
        .isInstanceOf(RulesRefused.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void a_spreadsheet_holds_values_only() throws IOException {
    refusedSheet(
        workbook(HEAD, new Object[] {"one", true, "=2+3", "sorry"}),
        "calls/rules.drl.xlsx:2: column C: expected a text or a number, found a formula");
    refusedSheet(
        workbook(HEAD, new Object[] {"one", true, 5.5, "sorry"}),
        "calls/rules.drl.xlsx:2: column C: {minutes}: expected a whole number",
        "found \"5.5\"");
    refusedSheet("not a spreadsheet".getBytes(), "rules.drl.xlsx:1: this is no spreadsheet");
  }

  @Test
  void a_spreadsheet_that_unpacks_without_end_is_refused() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (ZipInputStream in =
            new ZipInputStream(new ByteArrayInputStream(workbook(HEAD, new Object[] {"one"})));
        ZipOutputStream out = new ZipOutputStream(bomb)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        byte[] bytes = in.readAllBytes();
        out.write(bytes);
        if (entry.getName().endsWith("sheet1.xml")) {
          byte[] blanks = " ".repeat(1 << 20).getBytes();
          for (int i = 0; i < 100; i++) {
            out.write(blanks);
          }
        }
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(bomb.size()).isLessThan(Spreadsheet.LARGEST);
    refusedSheet(bomb.toByteArray(), "expected at most 8 MB when it is unpacked");
  }
}
