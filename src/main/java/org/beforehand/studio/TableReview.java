package org.beforehand.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.beforehand.decide.RuleSheet;
import org.beforehand.decide.RuleSheet.Hit;
import org.beforehand.decide.RuleSheet.Otherwise;
import org.beforehand.decide.RuleSheet.Row;
import org.beforehand.studio.Coverage.Fit;
import org.beforehand.studio.Finding.Severity;

/**
 * A decision table looked at as a whole: rows that can never fire, rows that contradict each other,
 * and customers no row fits, each with an example in words. What it cannot tell it does not say.
 */
final class TableReview {

  private static final int MOST_GAPS = 3;
  private static final int MOST_OVERLAPS = 10;

  /** For one row, and for the gaps; together with the next, well below two seconds. */
  private static final int LOOKS = 100_000;

  private static final int ALL_LOOKS = 3_000_000;

  private final RuleSheet table;
  private final Things things;
  private final List<Row> rows = new ArrayList<>();
  private final List<Fit> fits = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private TableReview(RuleSheet table) {
    this.table = table;
    this.things =
        Things.of(table.rows().stream().flatMap(row -> row.conditions().stream()).toList());
    for (Row row : table.rows()) {
      BitSet[] where = things.where(row.conditions());
      // What contradicts itself is said of every rule, of sentences too.
      if (Arrays.stream(where).noneMatch(BitSet::isEmpty)) {
        rows.add(row);
        fits.add(new Fit(row.line(), where));
      }
    }
  }

  /** Everything there is to say of it. */
  static List<Finding> of(RuleSheet table) {
    TableReview review = new TableReview(table);
    if (table.hit() == Hit.FIRST) {
      review.covered();
    } else {
      review.overlaps();
    }
    if (table.otherwise() == Otherwise.UNSAID) {
      review.gaps();
    }
    return review.findings;
  }

  private void covered() {
    int left = ALL_LOOKS;
    for (int i = 1; i < fits.size() && left > 0; i++) {
      Coverage coverage = new Coverage(1, Math.min(LOOKS, left));
      coverage.look(fits.subList(0, i), fits.get(i).where());
      left -= LOOKS - Math.max(0, coverage.left());
      if (coverage.complete()) {
        SortedSet<Integer> by = coverage.used();
        add(
            rows.get(i).line(),
            Severity.WARNING,
            "this row can never fire: "
                + numbers(by)
                + (by.size() == 1 ? " covers it" : " together cover it")
                + "; move it further up, or leave it out");
      }
    }
  }

  private void overlaps() {
    int found = 0;
    for (int i = 1; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (fits.get(j).any(fits.get(i).where())
            && !rows.get(i).actions().equals(rows.get(j).actions())) {
          if (found++ == MOST_OVERLAPS) {
            return;
          }
          overlap(j, i);
        }
      }
    }
  }

  private void overlap(int one, int other) {
    BitSet[] both = fits.get(other).where().clone();
    for (int i = 0; i < both.length; i++) {
      both[i] = (BitSet) both[i].clone();
      both[i].and(fits.get(one).where()[i]);
    }
    String example = things.example(both);
    add(
        rows.get(other).line(),
        Severity.WARNING,
        (example.isEmpty() ? "always" : example)
            + ": rows "
            + rows.get(one).line()
            + " and "
            + rows.get(other).line()
            + " both fit and do different things; ask for more in one of them, or write above the"
            + " headings: hit, first");
  }

  private void gaps() {
    Coverage coverage = new Coverage(MOST_GAPS, LOOKS);
    coverage.look(fits, things.everythingKnown());
    String examples =
        coverage.gaps().stream()
            .map(things::example)
            .filter(example -> !example.isEmpty())
            .collect(Collectors.joining("; nor this: "));
    if (!examples.isEmpty()) {
      add(
          1,
          Severity.ADVICE,
          "no row fits this: "
              + examples
              + ". Add a row, or write above the headings that nothing is to happen then: hit, "
              + (table.hit() == Hit.FIRST ? "first" : "all")
              + ", otherwise nothing");
    }
  }

  private static String numbers(SortedSet<Integer> lines) {
    List<String> all = lines.stream().map(String::valueOf).toList();
    int last = all.size() - 1;
    return last == 0
        ? "row " + all.get(0)
        : "rows " + String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }

  private void add(int line, Severity severity, String text) {
    findings.add(new Finding(table.file(), line, severity, text));
  }
}
