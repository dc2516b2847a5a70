package org.beforehand.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.beforehand.customer.Spelling;
import org.beforehand.decide.TableCells.Row;
import org.beforehand.decide.Vocabulary.Heading;
import org.beforehand.decide.Vocabulary.Part;
import org.beforehand.decide.Vocabulary.Reading;
import org.beforehand.decide.Vocabulary.Slot;
import org.jspecify.annotations.Nullable;

/**
 * {@code rules.drl.csv} or {@code rules.drl.xlsx}: a rule per row. Each column is headed by a
 * sentence with slots left open, {@code the outage lasted at least {hours} hours}; a cell fills
 * them in, and an empty cell leaves the sentence out. So a row is nothing but sentences an author
 * could have written, and goes the way of those; no cell is ever code.
 */
final class TableRules {

  static final String CSV = "rules.drl.csv";
  static final String XLSX = "rules.drl.xlsx";

  private static final String RULE = "rule";
  private static final String DESCRIPTION = "description";
  private static final Pattern NAME = Pattern.compile("[^\"\\\\\\p{Cntrl}]{1,100}");
  private static final Set<String> YES = Set.of("yes", "x");

  private final String campaign;
  private final TableCells table;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<Mention> mentions = new ArrayList<>();
  private final List<RuleSheet.Row> ruled = new ArrayList<>();

  /**
   * A table, rendered.
   *
   * @param code each rule on the line of its row
   * @param mentions the traits and fields that its cells, or their headings, name
   */
  record Rendered(String code, RuleSheet table, List<Mention> mentions) {}

  /** What stands in a column; none where it has no heading, or one that is wrong. */
  private sealed interface Column {
    record Name() implements Column {}

    record Description() implements Column {}

    record Sentence(Heading heading) implements Column {}

    record None(boolean told) implements Column {}
  }

  private TableRules(String campaign, TableCells table, Vocabulary vocabulary) {
    this.campaign = campaign;
    this.table = table;
    this.vocabulary = vocabulary;
  }

  /**
   * @throws RulesRefused naming every cell that is not understood
   */
  static Rendered render(String campaign, TableCells table, Vocabulary vocabulary) {
    return new TableRules(campaign, table, vocabulary).render();
  }

  private Rendered render() {
    List<Row> rows = new ArrayList<>(table.rows());
    TableHead head = TableHead.take(rows, table.file(), problems);
    if (rows.isEmpty()) {
      throw YamlNode.refused(
          table.file(), 1, "expected a row of headings: rule, then sentences with {slots}");
    }
    headings(rows.remove(0));
    StringBuilder code = new StringBuilder();
    int line = 1;
    for (Row row : rows) {
      String rule = rule(row);
      if (rule != null) {
        code.append("\n".repeat(Math.max(0, row.line() - line))).append(rule);
        line = row.line();
      }
    }
    if (!problems.isEmpty()) {
      throw new RulesRefused(problems);
    }
    return new Rendered(
        code.append('\n').toString(),
        new RuleSheet(campaign, table.file(), head.hit(), head.otherwise(), List.copyOf(ruled)),
        List.copyOf(mentions));
  }

  private void headings(Row row) {
    for (int i = 0; i < row.cells().size(); i++) {
      String text = row.cell(i);
      String word = text.toLowerCase(Locale.ROOT);
      if (text.isEmpty()) {
        columns.add(new Column.None(false));
      } else if (word.equals(RULE)) {
        columns.add(new Column.Name());
      } else if (word.equals(DESCRIPTION)) {
        columns.add(new Column.Description());
      } else {
        Heading heading = vocabulary.heading(text);
        if (heading == null) {
          problem(
              row,
              i,
              "I don't know \""
                  + Vocabulary.cut(text)
                  + "\""
                  + Spelling.sentenceHint(text, known()));
        }
        columns.add(heading == null ? new Column.None(true) : new Column.Sentence(heading));
      }
    }
    if (columns.stream().filter(Column.Name.class::isInstance).count() != 1) {
      problems.add(
          new Problem(table.file(), row.line(), "expected one column with the heading \"rule\""));
    }
    if (columns.stream().noneMatch(column -> is(column, Part.THEN)) && problems.isEmpty()) {
      problems.add(
          new Problem(
              table.file(),
              row.line(),
              "expected a column that says what to do, such as: "
                  + String.join(" or ", vocabulary.shown(Part.THEN))));
    }
  }

  private List<String> known() {
    List<String> known = new ArrayList<>(List.of(RULE, DESCRIPTION));
    known.addAll(vocabulary.shown(Part.WHEN));
    known.addAll(vocabulary.shown(Part.THEN));
    return known;
  }

  private static boolean is(Column column, Part part) {
    return column instanceof Column.Sentence sentence && sentence.heading().part() == part;
  }

  /** The row's rule on one line; null if something is wrong with it. */
  private @Nullable String rule(Row row) {
    int before = problems.size();
    String name = null;
    List<String> conditions = new ArrayList<>();
    List<String> actions = new ArrayList<>();
    for (int i = 0; i < Math.max(row.cells().size(), columns.size()); i++) {
      String cell = row.cell(i);
      Column column = i < columns.size() ? columns.get(i) : new Column.None(false);
      if (column instanceof Column.Name) {
        name = name(row, i, cell);
      } else if (column instanceof Column.Sentence sentence && !cell.isEmpty()) {
        String line = sentence(row, i, sentence.heading(), cell);
        if (line != null) {
          (sentence.heading().part() == Part.WHEN ? conditions : actions).add(line);
        }
      } else if (column instanceof Column.None none && !none.told() && !cell.isEmpty()) {
        problem(row, i, "there is no heading above \"" + Vocabulary.cut(cell) + "\"");
      }
    }
    if (problems.size() == before && actions.isEmpty()) {
      if (columns.stream().anyMatch(column -> is(column, Part.THEN))) {
        problems.add(
            new Problem(
                table.file(), row.line(), "expected a value in a column that says what to do"));
      }
    }
    if (problems.size() > before || name == null || actions.isEmpty()) {
      return null;
    }
    return asSentences(row, name, conditions, actions);
  }

  private @Nullable String name(Row row, int column, String cell) {
    if (!NAME.matcher(cell).matches()) {
      problem(
          row,
          column,
          cell.isEmpty()
              ? "expected the rule's name"
              : "expected a name of up to 100 letters without quotation marks or backslashes");
      return null;
    }
    if (!names.add(cell)) {
      problem(row, column, "there is a rule \"" + cell + "\" above already");
      return null;
    }
    return cell;
  }

  /** The heading's sentence as this cell fills it in; null if it cannot. */
  private @Nullable String sentence(Row row, int column, Heading heading, String cell) {
    List<Slot> open = heading.open();
    if (open.isEmpty()) {
      if (!YES.contains(cell.toLowerCase(Locale.ROOT))) {
        problem(row, column, "expected yes or nothing, found \"" + Vocabulary.cut(cell) + "\"");
        return null;
      }
      return understood(row, column, heading, heading.text());
    }
    List<String> values =
        open.size() == 1
            ? List.of(cell)
            : Arrays.stream(cell.split("\\|", -1)).map(String::strip).toList();
    if (values.size() != open.size()) {
      problem(
          row,
          column,
          "expected "
              + String.join(" | ", open.stream().map(slot -> "{" + slot.name() + "}").toList())
              + ", found \""
              + Vocabulary.cut(cell)
              + "\"");
      return null;
    }
    for (int i = 0; i < values.size(); i++) {
      Slot slot = open.get(i);
      if (!slot.fits(values.get(i))) {
        problem(row, column, slot.unfit(values.get(i)));
        return null;
      }
    }
    return understood(row, column, heading, heading.filled(values));
  }

  private @Nullable String understood(Row row, int column, Heading heading, String line) {
    if (!(vocabulary.parse(heading.part(), line) instanceof Reading.Meant meant)) {
      problem(row, column, "this makes no sentence: \"" + line + "\"");
      return null;
    }
    Mention mention = Mention.in(meant, table.file(), row.line(), place(column));
    if (mention != null) {
      mentions.add(mention);
    }
    return line;
  }

  private @Nullable String asSentences(
      Row row, String name, List<String> conditions, List<String> actions) {
    List<String> lines = new ArrayList<>(List.of("rule \"" + name + "\"", "when"));
    lines.addAll(conditions);
    lines.add("then");
    lines.addAll(actions);
    lines.add("end");
    SentenceRules written = new SentenceRules(campaign, table.file(), vocabulary);
    try {
      String code = written.toCode(String.join("\n", lines)).replace('\n', ' ');
      written
          .conditions()
          .forEach(
              (rule, its) ->
                  ruled.add(
                      new RuleSheet.Row(
                          row.line(),
                          rule,
                          its.stream()
                              .map(one -> new Condition(row.line(), one.text(), one.code()))
                              .toList(),
                          List.copyOf(actions))));
      return code;
    } catch (RulesRefused refused) {
      refused
          .problems()
          .forEach(one -> problems.add(new Problem(table.file(), row.line(), one.text())));
      return null;
    }
  }

  private void problem(Row row, int column, String text) {
    problems.add(new Problem(table.file(), row.line(), place(column) + text));
  }

  private static String place(int column) {
    return "column " + TableCells.letter(column) + ": ";
  }
}
