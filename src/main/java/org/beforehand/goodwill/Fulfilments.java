package org.beforehand.goodwill;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.beforehand.goodwill.Fulfilment.Answer;
import org.beforehand.goodwill.Fulfilment.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is handed over to be done: claimed by a lease, tried again, and done once for each key.
 * Calls belong to the caller's transaction; a claim has to be committed before anything is handed
 * over.
 */
public final class Fulfilments {

  private final FulfilmentTable table;

  public Fulfilments(JdbcClient db) {
    this.table = new FulfilmentTable(db);
  }

  /**
   * Enters whatever waits to be done and is not entered yet, and takes back what was never handed
   * over and is not to be said any more.
   */
  public void enter(Instant at) {
    table.enterGestures(at);
    table.withdraw(at);
  }

  /**
   * The next that are due, in nobody else's hands until they are settled or the lease lapses.
   *
   * @param holder a name that no other claim has
   */
  public List<Fulfilment> claim(String holder, Instant at, int most) {
    return table.claim(holder, at, most);
  }

  /**
   * Writes down what the other side said.
   *
   * @param one as it was claimed
   */
  public void settle(Fulfilment one, String holder, Answer answer, Handover terms, Instant at) {
    if (answer instanceof Fulfilment.Done done) {
      table.settle(one.key(), holder, State.DONE, done.reference(), null, at);
    } else if (answer instanceof Fulfilment.Refused no) {
      table.settle(one.key(), holder, State.REFUSED, null, no.why(), at);
    } else if (answer instanceof Fulfilment.Later later) {
      table.settle(
          one.key(), holder, State.ASKED, later.reference(), null, at.plus(terms.answerWithin()));
    } else if (answer instanceof Fulfilment.Unknown unknown) {
      boolean over = one.tries() >= terms.tries();
      table.settle(
          one.key(),
          holder,
          over ? State.STUCK : State.DUE,
          null,
          unknown.why(),
          over ? at : at.plus(terms.waitAfter(one.tries())));
    }
  }

  /**
   * What became of one, as it was reported later.
   *
   * @param customer whose it must be
   * @param said what the other side calls it, or why it was not done
   */
  public record Report(String key, String customer, boolean done, @Nullable String said) {}

  /**
   * Takes in what was reported later.
   *
   * @return those of which there is such a one of theirs
   */
  public Set<Report> reported(List<Report> reports, Instant at) {
    if (reports.isEmpty()) {
      return Set.of();
    }
    Set<FulfilmentTable.Whose> known = table.reported(reports, at);
    return reports.stream()
        .filter(one -> known.contains(FulfilmentTable.Whose.of(one)))
        .collect(Collectors.toSet());
  }

  /**
   * What somebody found out about one that is stuck.
   *
   * @param to {@code DUE} to try it again, {@code DONE} or {@code REFUSED}
   * @return false if it is not stuck
   */
  public boolean decided(String key, State to, Budgets.By by, Instant at) {
    return table.decided(key, to, by, at);
  }

  /**
   * A gesture whose message is to be let go, or dropped, because it is done, or refused.
   *
   * @param key of its fulfilment
   */
  public record Told(String key, long outreach, boolean done) {}

  /** Some whose message still waits, in the order of the outreach. */
  public List<Told> untold(int most) {
    return table.untold(most);
  }

  /** Their messages were let go or dropped. */
  public void told(List<Told> all) {
    table.told(all.stream().map(Told::key).toList());
  }
}
