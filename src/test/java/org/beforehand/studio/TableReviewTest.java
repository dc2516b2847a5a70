package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.beforehand.decide.Condition;
import org.beforehand.decide.RuleSheet;
import org.beforehand.decide.Rulebook;
import org.junit.jupiter.api.Test;

/** What is missing from a table, and what is too much in it, is said with an example in words. */
class TableReviewTest {

  private static final String HEAD =
      "rule,an order is late,the order is at least {days} days late,"
          + "\"the customer's tier is \"\"{tier}\"\"\",\"send \"\"{message}\"\"\"\n";
  private static final String CAMPAIGN =
      "title: T\nowner: tests\npurpose: care\nstatus: live\n"
          + "triggers: [order.late, ticket.closed]\nkey: event\n";

  private static List<String> said(String name, String table) {
    Rules rules =
        Rules.withoutCampaigns().with("late/campaign.yaml", CAMPAIGN).with("late/" + name, table);
    return Rulebook.compile(rules.folder()).tables().stream()
        .flatMap(one -> TableReview.of(one).stream())
        .map(Finding::toString)
        .toList();
  }

  private static List<String> said(String table) {
    return said("rules.drl.csv", table);
  }

  @Test
  void a_row_that_earlier_rows_cover_can_never_fire() {
    String table =
        "hit,first,otherwise nothing\n"
            + HEAD
            + "late,yes,3,,sorry\n"
            + "very late,yes,7,,very-sorry\n"
            + "late for gold,yes,2,gold,gold-sorry\n";
    assertThat(said(table))
        .containsExactly(
            "late/rules.drl.csv:4: warning: this row can never fire: row 3 covers it;"
                + " move it further up, or leave it out");
  }

  @Test
  void two_rows_can_cover_a_third_together() {
    String head =
        HEAD.replace("rule,", "rule,the ticket was resolved,the ticket was not resolved,");
    String table =
        "hit,first,otherwise nothing\n"
            + head
            + "solved,yes,,,,,a\nunsolved,,yes,,,,b\nany,,,,,gold,c\n";
    assertThat(said(table))
        .containsExactly(
            "late/rules.drl.csv:5: warning: this row can never fire: rows 3 and 4 together cover"
                + " it; move it further up, or leave it out");
    // One of them less, and it can.
    assertThat(said(table.replace("unsolved,,yes,,,,b\n", "unsolved,,yes,,7,,b\n"))).isEmpty();
  }

  @Test
  void where_every_hit_counts_rows_that_fit_at_once_contradict_each_other() {
    String table =
        "hit,all,otherwise nothing\n"
            + HEAD
            + "gold,yes,,gold,gold-sorry\nlate,yes,7,,sorry\nsilver,yes,7,silver,sorry\n";
    assertThat(said(table))
        .singleElement()
        .asString()
        .startsWith(
            "late/rules.drl.csv:4: warning: the customer's tier is gold, the order is 7 days late:"
                + " rows 3 and 4 both fit and do different things");
    assertThat(said(table.replace("hit,all", "hit,first")))
        .noneMatch(text -> text.contains("both fit"));
  }

  @Test
  void customers_whom_no_row_fits_are_named_unless_that_is_meant() {
    String table = "hit,first\n" + HEAD + "gold,yes,3,gold,gold-sorry\nsilver,yes,7,silver,sorry\n";
    assertThat(said(table))
        .singleElement()
        .asString()
        .startsWith("late/rules.drl.csv:1: advice: no row fits this: ")
        .contains("the order is 2 days late", "the customer's tier is silver")
        .contains("hit, first, otherwise nothing");
    assertThat(said(table.replace("hit,first", "hit,first,otherwise nothing"))).isEmpty();
    assertThat(said("hit,first\n" + HEAD + "any,,,,sorry\n")).isEmpty();
  }

  @Test
  void numbers_are_looked_at_on_both_sides_of_their_bounds() {
    String two = "the customer has had {} {times} dropped calls in the last 7 days";
    String head =
        "rule,"
            + two.replace("{}", "at least")
            + ","
            + two.replace("{}", "fewer than")
            + ",\"send \"\"{message}\"\"\"\n";
    assertThat(said(head + "many,3,,a\nfew,,3,b\n")).isEmpty();
    assertThat(said(head + "many,4,,a\nfew,,3,b\n"))
        .singleElement()
        .asString()
        .contains("no row fits this: the customer has had 3 dropped calls in the last 7 days. Add");
    assertThat(said(head + "many,3,,a\nfew,,4,b\n"))
        .singleElement()
        .asString()
        .contains("the customer has had 3 dropped calls in the last 7 days: rows 2 and 3 both fit");
  }

  @Test
  void a_spreadsheet_is_looked_at_in_the_same_way() throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      String[][] cells = {
        {"hit", "first", "otherwise nothing"},
        {
          "rule", "an order is late", "the order is at least {days} days late", "send \"{message}\""
        },
        {"late", "yes", "3", "sorry"},
        {"very late", "yes", "7", "very-sorry"}
      };
      var sheet = workbook.createSheet();
      for (int r = 0; r < cells.length; r++) {
        Row row = sheet.createRow(r);
        for (int c = 0; c < cells[r].length; c++) {
          row.createCell(c).setCellValue(cells[r][c]);
        }
      }
      workbook.write(bytes);
      assertThat(said("rules.drl.xlsx", Base64.getEncoder().encodeToString(bytes.toByteArray())))
          .containsExactly(
              "late/rules.drl.xlsx:4: warning: this row can never fire: row 3 covers it;"
                  + " move it further up, or leave it out");
    }
  }

  @Test
  void a_table_of_two_hundred_rows_and_twenty_columns_is_looked_through_in_time() {
    for (RuleSheet.Hit hit : RuleSheet.Hit.values()) {
      RuleSheet table = large(hit);
      List<Finding> findings = assertTimeout(Duration.ofSeconds(2), () -> TableReview.of(table));
      assertThat(findings).extracting(Finding::text).anyMatch(text -> text.contains("no row fits"));
      assertThat(findings).hasSizeLessThan(300);
    }
  }

  /** Every row asks for seven of twenty numbers; the last one asks for more than the first. */
  private static RuleSheet large(RuleSheet.Hit hit) {
    List<RuleSheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<Condition> conditions = new ArrayList<>();
      for (int c = 0; c < 7; c++) {
        int column = i == 199 ? c * 7 % 20 : (i * 3 + c * 7) % 20;
        int bound = i == 199 ? 900 : 1 + i * 31 % 97;
        conditions.add(
            new Condition(
                i + 2,
                "measure " + column + " is at least " + bound + " days",
                "History(measure(" + column + ") >= " + bound + ")"));
      }
      rows.add(new RuleSheet.Row(i + 2, "t: " + i, conditions, List.of("send \"" + i + "\"")));
    }
    return new RuleSheet("t", "t/rules.drl.csv", hit, RuleSheet.Otherwise.UNSAID, rows);
  }

  @Test
  void a_sentence_that_is_turned_around_is_taken_as_it_stands() {
    String late = "the order is at least 7 days late";
    String code = "Event(number(\"days\").doubleValue() >= 7)";
    assertThat(Asked.of(new Condition(1, late, code)))
        .extracting(Asked::how)
        .containsExactly(Asked.How.AT_LEAST);
    for (String turned :
        List.of("unless " + late, "Any of these:\n- " + late + "\n- an order is late")) {
      assertThat(Asked.of(new Condition(1, turned, "not (" + code + ")")))
          .extracting(Asked::how, Asked::thing)
          .containsExactly(tuple(Asked.How.YES, turned));
    }
    // Where words and code disagree, neither is believed.
    assertThat(Asked.of(new Condition(1, late, code.replace(">=", "<"))))
        .extracting(Asked::how)
        .containsExactly(Asked.How.YES);
  }

  @Test
  void the_shipped_tables_leave_nothing_open() {
    assertThat(Rulebook.compile(Rules.asShipped().folder()).tables())
        .hasSize(2)
        .allSatisfy(table -> assertThat(TableReview.of(table)).isEmpty());
  }
}
