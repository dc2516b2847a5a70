package org.beforehand.studio;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.beforehand.decide.Campaign;
import org.beforehand.decide.Words;
import org.beforehand.intake.WaitingBook;
import org.beforehand.studio.Why.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says where a customer stands among those who wait for something to be back in stock. */
final class InLine {

  private static final List<String> FIRST_TEN =
      List.of(
          "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth");

  private final WaitingBook book;

  InLine(JdbcClient db) {
    this.book = new WaitingBook(db);
  }

  /**
   * As it stands now, whatever time is asked about; nothing where the question is about one event
   * or incident, or about a campaign that does not tell who waits.
   *
   * @param campaign null for all
   */
  List<String> remarks(Question question, @Nullable Campaign campaign, ZoneId zone) {
    boolean other = campaign != null && !campaign.triggers().contains(WaitingBook.RESERVED);
    return other || question.event() != null || question.incident() != null
        ? List.of()
        : book.of(question.customer()).stream().map(line -> said(line, zone)).toList();
  }

  private static String said(WaitingBook.Line line, ZoneId zone) {
    Long place = line.place();
    Instant until = line.until();
    if (place != null) {
      return "The customer waits for \"" + line.sku() + "\" and is now " + placed(place) + ".";
    }
    return "A piece of \""
        + line.sku()
        + "\" is set aside for the customer"
        + (until == null
            ? ", who has not been told of it yet."
            : " until " + Words.moment(until, zone) + ".");
  }

  private static String placed(long place) {
    return (place <= FIRST_TEN.size() ? "the " + FIRST_TEN.get((int) place - 1) : "number " + place)
        + " of those who wait for this";
  }
}
