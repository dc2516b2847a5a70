package org.beforehand.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;

/** Events in order, divided into what is one transaction each. */
final class Runs {

  private Runs() {}

  /**
   * What is about an incident or a thing in stock concerns many: it is a transaction of its own.
   * And what changes a customer, a record or an opt-out, begins another run than the events before
   * it of the same customer: within a run it counts for all of them.
   */
  static List<List<Read.Good>> of(List<Read.Good> events) {
    List<List<Read.Good>> runs = new ArrayList<>();
    List<Read.Good> run = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (Read.Good good : events) {
      Event event = good.event();
      boolean alone = !(event.subject() instanceof Subject.OfCustomer);
      boolean turns =
          !alone && Sorting.changesCustomer(event) && before.contains(Intake.customer(event));
      if (!run.isEmpty() && (alone || turns || run.size() == Intake.MOST)) {
        runs.add(run);
        run = new ArrayList<>();
        before.clear();
      }
      run.add(good);
      if (alone) {
        runs.add(run);
        run = new ArrayList<>();
      } else {
        before.add(Intake.customer(event));
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }
}
