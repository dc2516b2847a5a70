package org.beforehand.studio;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.beforehand.decide.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;

/**
 * What a campaign does: what came of those who were to be contacted, against those who were held
 * out. A customer counts once, with the first occurrence in the period, whatever became of the
 * message: who is left out of one group for a reason that only that group can have would make the
 * two unlike.
 */
public final class Uplift {

  /** Too many customers for one answer. */
  public static final class TooMany extends Exception {
    TooMany(QueryTimeoutException cause) {
      super("these are too many to count at once; ask for a shorter period", cause);
    }
  }

  /** Whom those who were contacted are held against. */
  public enum Against {
    /** Those whom this campaign left out. */
    CAMPAIGN(Reason.HOLDOUT),
    /** Those whom no campaign contacts: what all campaigns together do to the same occasions. */
    GLOBAL(Reason.GLOBAL_HOLDOUT);

    private final Reason reason;

    Against(Reason reason) {
      this.reason = reason;
    }
  }

  /**
   * What is asked.
   *
   * @param outcome the type of event that is looked for
   * @param field a number in its data whose mean is compared, over the customers who have one; null
   *     to compare the share of customers who have any such event
   * @param within how long after the decision it counts
   * @param from decided at this instant or after it
   * @param to decided before it
   */
  public record Question(
      String campaign,
      Against against,
      String outcome,
      @Nullable String field,
      Duration within,
      Instant from,
      Instant to) {}

  /**
   * Customers, and what came of them.
   *
   * @param sent to how many of them a message left
   * @param counted how many of them have a value
   * @param value their share or mean; null where nobody was counted
   * @param variance of the sample; 0 where it is too small to have one
   */
  public record Group(
      long customers, long sent, long counted, @Nullable Double value, double variance) {

    static final Group EMPTY = new Group(0, 0, 0, null, 0);
  }

  /** A group, and by how much it differs from the held out. */
  public record Compared(Group group, Difference difference) {}

  /**
   * The answer.
   *
   * @param until decided before this instant: the time within which an outcome counts has passed
   *     for all of them
   * @param variants those who were contacted, by their wording; empty where there is one only
   * @param leftOut customers who were in both groups, since the share had changed; in neither now
   */
  public record Report(
      Question question,
      Instant until,
      Group heldOut,
      Compared treated,
      SortedMap<String, Compared> variants,
      long leftOut) {}

  private final UpliftTable table;

  public Uplift(DataSource source) {
    this.table = new UpliftTable(source);
  }

  /**
   * Counts.
   *
   * @param at now: who was decided about too recently is not counted yet
   */
  public Report of(Question question, Instant at) throws TooMany {
    Instant ripe = at.minus(question.within());
    Instant until = question.to().isBefore(ripe) ? question.to() : ripe;
    UpliftTable.Groups groups;
    try {
      groups = table.groups(question, question.against().reason, until);
    } catch (QueryTimeoutException tooMany) {
      throw new TooMany(tooMany);
    }
    SortedMap<String, Compared> variants = new TreeMap<>();
    groups
        .variants()
        .forEach(
            (variant, group) -> variants.put(variant, compared(question, group, groups.heldOut())));
    return new Report(
        question,
        until,
        groups.heldOut(),
        compared(question, groups.treated(), groups.heldOut()),
        variants,
        groups.both());
  }

  private static Compared compared(Question question, Group group, Group heldOut) {
    return new Compared(
        group,
        question.field() == null
            ? Difference.ofShares(group, heldOut)
            : Difference.ofMeans(group, heldOut));
  }
}
