package org.beforehand.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.decide.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a sentence asks for. "The order is at least 7 days late" and "... fewer than 3
 * days late" ask for the same thing, a number, in two ways; what is no comparison is asked for as
 * it stands, yes or no.
 *
 * @param thing what it is about, with {@link #HOLE} for the value
 * @param values the number, or the texts of which one is to be
 * @param said the sentence
 * @param code the same for Drools
 */
record Asked(String thing, How how, List<String> values, String said, String code) {

  static final String HOLE = "{}";

  /** The thing that every sentence about what has happened is about: its event type. */
  static final String EVENT = "what happens";

  /** How a value is compared. */
  enum How {
    AT_LEAST,
    MORE,
    AT_MOST,
    FEWER,
    IS,
    IS_NOT,
    YES,
    NO
  }

  private static final Map<String, How> WORDS =
      Map.of(
          "at least", How.AT_LEAST,
          "more than", How.MORE,
          "at most", How.AT_MOST,
          "fewer than", How.FEWER,
          "less than", How.FEWER);
  private static final Map<How, String> CODE =
      Map.of(How.AT_LEAST, ">=", How.MORE, ">", How.AT_MOST, "<=", How.FEWER, "<");
  private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
  private static final Pattern BEFORE =
      Pattern.compile("\\b(" + String.join("|", WORDS.keySet()) + ") " + NUMBER + "\\b");
  private static final Pattern AFTER =
      Pattern.compile("\\b" + NUMBER + " or (lower|fewer|less|higher|more)\\b");
  private static final Pattern ONE_OF =
      Pattern.compile("one of (\"[^\"]*\"(?:(?:, | or )\"[^\"]*\")*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern HAPPENED =
      Pattern.compile("Event\\(type == \"([a-z0-9.-]+)\"\\s*(\\)?).*");

  /** Several sentences in one, or one turned around: asked for as it stands. */
  private static final Pattern BLOCK = Pattern.compile("(?i)^unless\\b|:\\s*$|\\R");

  private static final Pattern NO = Pattern.compile("\\b(not|no) ");
  private static final Pattern ARTICLE = Pattern.compile("\\b(an?|any) ");

  /** Everything a condition asks for. */
  static List<Asked> of(Condition condition) {
    if (BLOCK.matcher(condition.text()).find()) {
      return List.of(
          new Asked(condition.text(), How.YES, List.of(), condition.text(), condition.code()));
    }
    List<Asked> asked = new ArrayList<>();
    Matcher happened = HAPPENED.matcher(condition.code());
    if (happened.matches()) {
      asked.add(
          new Asked(EVENT, How.IS, List.of(happened.group(1)), condition.text(), condition.code()));
      if (happened.end(2) == condition.code().strip().length()) {
        return asked;
      }
    }
    Asked number = number(condition);
    Asked text = number == null ? text(condition) : null;
    asked.add(
        number != null
            ? number
            : text != null ? text : yesOrNo(condition.text(), condition.code()));
    return asked;
  }

  /** The event type it asks for, or null. */
  @Nullable String event() {
    return thing.equals(EVENT) ? values.get(0) : null;
  }

  /** Whether the other asks for the same, or for just the opposite, so that one of them holds. */
  boolean decides(Asked other) {
    return how == How.YES || how == How.NO
        ? how == other.how || code.replace("!", "").equals(other.code.replace("!", ""))
        : code.startsWith("History(");
  }

  private static @Nullable Asked number(Condition condition) {
    String text = condition.text();
    if (NO.matcher(text).find() || condition.code().startsWith("not")) {
      return null;
    }
    Matcher before = BEFORE.matcher(text);
    if (before.find()) {
      return number(condition, WORDS.get(before.group(1)), before.group(2), before.toMatchResult());
    }
    Matcher after = AFTER.matcher(text);
    if (after.find()) {
      boolean more = after.group(2).equals("higher") || after.group(2).equals("more");
      return number(
          condition, more ? How.AT_LEAST : How.AT_MOST, after.group(1), after.toMatchResult());
    }
    return null;
  }

  private static @Nullable Asked number(
      Condition condition, @Nullable How how, String value, MatchResult place) {
    Matcher compared =
        Pattern.compile("([<>]=?|[!=]=)\\s*" + Pattern.quote(value) + "\\b")
            .matcher(condition.code());
    // Where words and code disagree, the code decides, and that is not read here.
    if (how == null || compared.find() && !compared.group(1).equals(CODE.get(how))) {
      return null;
    }
    String text = condition.text();
    String thing = text.substring(0, place.start()) + HOLE + text.substring(place.end());
    return new Asked(thing, how, List.of(value), text, condition.code());
  }

  /** Equality with a text; what exists may exist twice, and is left as it stands. */
  private static @Nullable Asked text(Condition condition) {
    String text = condition.text();
    if (condition.code().startsWith("exists") || condition.code().startsWith("not")) {
      return null;
    }
    Matcher list = ONE_OF.matcher(text);
    if (list.find()) {
      String thing = text.substring(0, list.start()) + HOLE + text.substring(list.end());
      List<String> values = QUOTED.matcher(list.group(1)).results().map(m -> m.group(1)).toList();
      return new Asked(thing, How.IS, values, text, condition.code());
    }
    Matcher quoted = QUOTED.matcher(text);
    if (!quoted.find()) {
      return null;
    }
    String value = quoted.group(1);
    String thing = text.substring(0, quoted.start()) + HOLE + text.substring(quoted.end());
    if (condition.code().contains("== \"" + value + "\"")) {
      return new Asked(thing, How.IS, List.of(value), text, condition.code());
    }
    return condition.code().contains("!= \"" + value + "\"")
        ? new Asked(
            thing.replace("is not " + HOLE, "is " + HOLE),
            How.IS_NOT,
            List.of(value),
            text,
            condition.code())
        : null;
  }

  private static Asked yesOrNo(String text, String code) {
    long noes = NO.matcher(text).results().count();
    String thing = ARTICLE.matcher(NO.matcher(text).replaceAll("")).replaceAll("");
    return new Asked(thing, noes % 2 == 0 ? How.YES : How.NO, List.of(), text, code);
  }
}
