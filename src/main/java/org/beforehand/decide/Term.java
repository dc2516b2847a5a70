package org.beforehand.decide;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks for: a sentence, or a block of them, and how Drools is asked. A block asks
 * whether something exists or not, never for each thing that fits, and "any" is "not none": Drools
 * would fire once for every branch of an {@code or}, and multiply the branches of several.
 */
sealed interface Term {

  /** The line it begins on. */
  int line();

  /** The line it ends on. */
  int last();

  /** As a condition of its own; the code of a block is spread over its author's lines. */
  String asked();

  /** One element of rule code that is there, once, if this holds. */
  String holds();

  /** One element of rule code that is there, once, if this does not hold. */
  String fails();

  /**
   * A sentence.
   *
   * @param code what the vocabulary makes of it
   */
  record Said(int line, String code) implements Term {

    @Override
    public int last() {
      return line;
    }

    @Override
    public String asked() {
      return code;
    }

    @Override
    public String holds() {
      List<String> parts = Elements.of(code);
      return parts.size() == 1 && Elements.closed(parts.get(0)) ? code : "exists (" + all() + ")";
    }

    @Override
    public String fails() {
      List<String> parts = Elements.of(code);
      return parts.size() == 1 && Elements.closed(parts.get(0))
          ? Elements.opposite(parts.get(0))
          : "not (" + all() + ")";
    }

    private String all() {
      return String.join(" and ", Elements.of(code));
    }
  }

  /** How many of a block's lines must hold. */
  enum Kind {
    ALL,
    ANY,
    NONE;

    private static final Pattern HEAD =
        Pattern.compile("(all|any|none) of these:", Pattern.CASE_INSENSITIVE);

    /** The kind of block a line begins; null if it begins none. */
    static @Nullable Kind of(String text) {
      Matcher head = HEAD.matcher(text);
      return head.matches() ? valueOf(head.group(1).toUpperCase(Locale.ROOT)) : null;
    }
  }

  /** A block. */
  record Block(Kind kind, int line, List<Term> terms) implements Term {

    @Override
    public int last() {
      return terms.get(terms.size() - 1).last();
    }

    @Override
    public String asked() {
      return holds();
    }

    @Override
    public String holds() {
      return switch (kind) {
        case ALL -> joined("(", Term::holds);
        case ANY -> joined("not (", Term::fails);
        case NONE -> joined("(", Term::fails);
      };
    }

    @Override
    public String fails() {
      return switch (kind) {
        case ALL -> joined("not (", Term::holds);
        case ANY -> joined("(", Term::fails);
        case NONE -> joined("not (", Term::fails);
      };
    }

    private String joined(String open, Function<Term, String> code) {
      StringBuilder joined = new StringBuilder(open);
      int at = line;
      for (Term term : terms) {
        joined.append(joined.length() == open.length() ? "" : " and");
        joined.append("\n".repeat(term.line() - at)).append(' ').append(code.apply(term));
        at = term.last();
      }
      return joined.append(')').toString();
    }
  }

  /** What must not be so. */
  record Unless(Term term) implements Term {

    @Override
    public int line() {
      return term.line();
    }

    @Override
    public int last() {
      return term.last();
    }

    @Override
    public String asked() {
      return term.fails();
    }

    @Override
    public String holds() {
      return term.fails();
    }

    @Override
    public String fails() {
      return term.holds();
    }
  }
}
