package org.beforehand.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.beforehand.decide.Vocabulary.Part;
import org.beforehand.decide.Vocabulary.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is asked for, line by line: sentences, blocks of them ({@code Any of these:} and lines
 * that begin with a hyphen; a block may stand in a block, its lines further in), and what must not
 * be so ({@code unless}).
 */
final class ConditionLines {

  private static final String UNLESS = "unless ";

  /** More than anybody reads in one rule. */
  private static final int MOST = 100;

  /** A condition and what its author wrote. */
  record Asked(Term term, String text) {}

  private final Vocabulary vocabulary;
  private final BiConsumer<Integer, String> problem;
  private final BiConsumer<Integer, Reading.Meant> said;
  private final List<Asked> asked = new ArrayList<>();
  private @Nullable Open outer;
  private @Nullable Open inner;
  private int lines;

  /** A block that more lines may belong to. */
  private static final class Open {
    private final Term.Kind kind;
    private final WrittenLine head;
    private final boolean unless;
    private final List<Term> terms = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int indent = -1;

    Open(Term.Kind kind, WrittenLine head, boolean unless) {
      this.kind = kind;
      this.head = head;
      this.unless = unless;
    }
  }

  /**
   * @param problem told the line and what is wrong with it
   * @param said told the line and the sentence it was understood as
   */
  ConditionLines(
      Vocabulary vocabulary,
      BiConsumer<Integer, String> problem,
      BiConsumer<Integer, Reading.Meant> said) {
    this.vocabulary = vocabulary;
    this.problem = problem;
    this.said = said;
  }

  /** Takes the next line. */
  void add(WrittenLine line) {
    if (++lines == MOST + 1) {
      problem.accept(line.number(), "expected at most " + MOST + " conditions in a rule");
    }
    if (lines > MOST) {
      return;
    }
    if (line.bullet()) {
      bullet(line);
      return;
    }
    close();
    boolean unless = line.text().startsWith(UNLESS);
    String text = unless ? line.text().substring(UNLESS.length()).strip() : line.text();
    Term.Kind kind = Term.Kind.of(text);
    if (unless && kind == Term.Kind.NONE) {
      problem.accept(
          line.number(), "expected any of these or all of these; \"unless none\" is hard to read");
    }
    if (kind != null) {
      outer = new Open(kind, line, unless);
      outer.text.append(line.text());
    } else {
      Term said = sentence(line, text);
      if (said != null) {
        asked.add(new Asked(unless ? new Term.Unless(said) : said, line.text()));
      }
    }
  }

  private void bullet(WrittenLine line) {
    Open block = outer;
    if (block == null) {
      problem.accept(
          line.number(),
          "a line that begins with a hyphen belongs under All of these:, Any of these: or None of"
              + " these:");
      return;
    }
    block
        .text
        .append('\n')
        .append(" ".repeat(Math.max(0, line.indent() - block.head.indent())))
        .append(line.text());
    if (block.indent < 0) {
      block.indent = line.indent();
    }
    if (line.indent() <= block.indent) {
      closeInner();
    }
    Open its = inner;
    if (its == null && line.indent() > block.indent) {
      problem.accept(line.number(), "this line is further in than the block it stands in");
      return;
    }
    WrittenLine said = line.behindHyphen();
    Term.Kind kind = Term.Kind.of(said.text());
    if (its != null) {
      its.indent = line.indent();
      if (kind != null) {
        problem.accept(line.number(), "a block may stand in a block, and no deeper");
        return;
      }
      add(its, said);
    } else if (kind != null) {
      inner = new Open(kind, line, false);
    } else {
      add(block, said);
    }
  }

  private void add(Open block, WrittenLine line) {
    Term said = sentence(line, line.text());
    if (said != null) {
      block.terms.add(said);
    }
  }

  private @Nullable Term sentence(WrittenLine line, String text) {
    Reading reading = vocabulary.parse(Part.WHEN, text);
    if (reading instanceof Reading.Meant meant) {
      said.accept(line.number(), meant);
      return new Term.Said(line.number(), meant.code());
    }
    problem.accept(line.number(), ((Reading.NotUnderstood) reading).problem());
    return null;
  }

  private void closeInner() {
    Open block = inner;
    inner = null;
    if (block != null && outer != null && filled(block)) {
      outer.terms.add(new Term.Block(block.kind, block.head.number(), List.copyOf(block.terms)));
    }
  }

  private void close() {
    closeInner();
    Open block = outer;
    outer = null;
    if (block != null && filled(block)) {
      Term term = new Term.Block(block.kind, block.head.number(), List.copyOf(block.terms));
      asked.add(new Asked(block.unless ? new Term.Unless(term) : term, block.text.toString()));
    }
  }

  /** Whether there is anything in it; an empty block is a mistake, unless another was told. */
  private boolean filled(Open block) {
    if (block.indent < 0) {
      problem.accept(
          block.head.number(),
          "expected lines that begin with a hyphen under \"" + block.head.text() + "\"");
    }
    return !block.terms.isEmpty();
  }

  /** What was asked for, after the last line. */
  List<Asked> end() {
    close();
    return List.copyOf(asked);
  }
}
