package org.beforehand.decide;

import java.util.List;
import java.util.Locale;
import org.beforehand.decide.RuleSheet.Hit;
import org.beforehand.decide.RuleSheet.Otherwise;
import org.beforehand.decide.TableCells.Row;

/**
 * The row above a decision table's headings, where there is one: {@code hit, first} or {@code hit,
 * all}, and behind it, where the author means it, {@code otherwise nothing}.
 */
record TableHead(Hit hit, Otherwise otherwise) {

  private static final String HIT = "hit";
  private static final String NOTHING = "otherwise nothing";

  /** Takes that row away from the rows, and adds what is wrong with it to the problems. */
  static TableHead take(List<Row> rows, String file, List<Problem> problems) {
    if (rows.isEmpty() || !word(rows.get(0), 0).equals(HIT)) {
      return new TableHead(Hit.ALL, Otherwise.UNSAID);
    }
    Row top = rows.remove(0);
    String hit = word(top, 1);
    String otherwise = word(top, 2);
    if (!hit.equals("first") && !hit.equals("all")) {
      problem(top, 1, "expected first or all", file, problems);
    }
    if (!otherwise.isEmpty() && !otherwise.equals(NOTHING)) {
      problem(top, 2, "expected \"" + NOTHING + "\" or no more", file, problems);
    }
    for (int i = 3; i < top.cells().size(); i++) {
      if (!top.cell(i).isEmpty()) {
        problem(top, i, "expected nothing more in this row", file, problems);
      }
    }
    return new TableHead(
        hit.equals("first") ? Hit.FIRST : Hit.ALL,
        otherwise.isEmpty() ? Otherwise.UNSAID : Otherwise.NOTHING);
  }

  private static String word(Row row, int column) {
    return row.cell(column).toLowerCase(Locale.ROOT);
  }

  private static void problem(
      Row row, int column, String expected, String file, List<Problem> problems) {
    problems.add(
        new Problem(
            file,
            row.line(),
            "column "
                + TableCells.letter(column)
                + ": "
                + expected
                + ", found \""
                + row.cell(column)
                + "\""));
  }
}
