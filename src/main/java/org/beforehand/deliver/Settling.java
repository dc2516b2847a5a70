package org.beforehand.deliver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.beforehand.customer.Customers;
import org.beforehand.customer.Dossier;
import org.beforehand.decide.Arbitration;
import org.beforehand.decide.Arbitration.Entrant;
import org.beforehand.decide.Arbitration.Place;
import org.beforehand.decide.Reason;
import org.beforehand.decide.Rulebooks;
import org.beforehand.deliver.SettlingTable.Settled;
import org.beforehand.deliver.SettlingTable.Waits;
import org.beforehand.fact.OutreachState;
import org.beforehand.fact.Share;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settles what gathers once it is due: all that waits for a customer is looked at together, under
 * the customer's lock, whatever order it came in. Any number of nodes may do this at once.
 */
public final class Settling {

  /** So many rows, or customers, a transaction. */
  private static final int ALONE = 5_000;

  private static final int TOGETHER = 500;

  private final TransactionTemplate transaction;
  private final Rulebooks rulebooks;
  private final SettlingTable table;
  private final Customers customers;
  private final LastLook look;

  public Settling(JdbcClient db, TransactionTemplate transaction, Rulebooks rulebooks) {
    this.transaction = transaction;
    this.rulebooks = rulebooks;
    this.table = new SettlingTable(db);
    this.customers = new Customers(db);
    this.look = new LastLook(db, rulebooks);
  }

  /**
   * Settles everything of this share that is due at this instant.
   *
   * @return how many rows moved; they may be due to be sent
   */
  public int at(Share share, Instant at) {
    return follow(share, at) + due(share, at);
  }

  /**
   * What was merged into something whose fate is known now waits again, or is said with it.
   *
   * @return how many wait again
   */
  int follow(Share share, Instant at) {
    return in(() -> table.follow(share, at));
  }

  /** Settles what gathers and is due; says how many rows moved. */
  int due(Share share, Instant at) {
    int moved = 0;
    int alone;
    do {
      alone = in(() -> table.releaseAlone(share, at, ALONE));
      moved += alone;
    } while (alone == ALONE);
    int together;
    do {
      together = in(() -> together(share, at));
      moved += together;
    } while (together > 0);
    return moved;
  }

  private int in(Supplier<Integer> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }

  private int together(Share share, Instant at) {
    Set<String> due = new TreeSet<>(table.customers(share, at, TOGETHER));
    if (due.isEmpty()) {
      return 0;
    }
    customers.lock(due);
    List<Waits> waiting = table.hold(due);
    LastLook.Known known = look.known(waiting.stream().map(Waits::claimed).toList(), at);
    Map<String, List<Waits>> byCustomer = new LinkedHashMap<>();
    for (Waits one : waiting) {
      byCustomer.computeIfAbsent(one.claimed().customer(), none -> new ArrayList<>()).add(one);
    }
    List<Settled> settled = new ArrayList<>();
    byCustomer.forEach((customer, theirs) -> settle(theirs, known, at, settled));
    if (!settled.isEmpty()) {
      table.settle(settled, at);
    }
    return settled.size();
  }

  private void settle(List<Waits> theirs, LastLook.Known known, Instant at, List<Settled> settled) {
    Map<Long, Waits> byNumber = new HashMap<>();
    List<Entrant> entrants = new ArrayList<>();
    for (Waits one : theirs) {
      Claimed claimed = one.claimed();
      LastLook.Standing standing = look.standing(claimed, known, at);
      if (standing instanceof LastLook.Standing.Asks asks) {
        byNumber.put(claimed.id(), one);
        entrants.add(
            new Entrant(asks.candidate().at(claimed.due()), claimed.expires(), one.settled()));
      } else if (standing instanceof LastLook.Standing.Over over) {
        settled.add(Settled.of(over.move()));
      }
    }
    if (entrants.isEmpty()) {
      return;
    }
    Dossier dossier = known.dossier(theirs.get(0).claimed());
    Arbitration.settle(entrants, Objects.requireNonNull(dossier), rulebooks.current().policy(), at)
        .forEach(
            (number, place) ->
                add(Objects.requireNonNull(byNumber.get(number)), place, at, settled));
  }

  /** What stays as it is is left alone. */
  private void add(Waits one, Place place, Instant at, List<Settled> settled) {
    long id = one.claimed().id();
    if (place instanceof Place.Leaves) {
      boolean soon = !one.claimed().due().isAfter(rulebooks.current().policy().gathering().end(at));
      if (!one.settled() && soon) {
        settled.add(new Settled(id, OutreachState.SCHEDULED, null, null, null, null, false, null));
      }
    } else if (place instanceof Place.Waits waits) {
      if (!waits.due().equals(one.claimed().due()) || one.settled()) {
        settled.add(
            new Settled(
                id,
                OutreachState.HELD,
                waits.gate(),
                waits.reason(),
                waits.moment(),
                waits.due(),
                true,
                null));
      }
    } else if (place instanceof Place.Joins joins) {
      settled.add(
          new Settled(
              id,
              OutreachState.MERGED,
              "arbitration",
              Reason.COMBINED,
              null,
              null,
              false,
              joins.into()));
    } else if (place instanceof Place.Ends ends) {
      settled.add(Settled.of(Move.ended(id, ends.gate(), ends.reason(), ends.moment())));
    }
  }
}
