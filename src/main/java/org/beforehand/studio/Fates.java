package org.beforehand.studio;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.beforehand.decide.Reason;
import org.beforehand.goodwill.Budget;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** What a simulation came to, read from its database a part at a time. */
public final class Fates {

  /** What the budget's gate says of one customer, whatever others were given. */
  private static final Set<String> OWN_LIMITS =
      Set.of(Reason.GIVEN_ENOUGH.word(), Reason.WRONG_CURRENCY.word());

  private final TransactionTemplate transaction;
  private final FateTable table;
  private final LoadTable loads;
  private final FunnelTable funnels;
  private final RulesToTry rules;
  private final Instant since;

  /**
   * The outcomes in this database, of a simulation with these rules.
   *
   * @param since when the simulated period begins; what was decided before is history
   */
  public Fates(
      DataSource source, TransactionTemplate transaction, RulesToTry rules, Instant since) {
    this.transaction = transaction;
    this.table = new FateTable(source, since, rules.rulebook(), rules.messages());
    this.loads = new LoadTable(source);
    this.funnels = new FunnelTable(source, since);
    this.rules = rules;
    this.since = since;
  }

  /** What is given away, and who has to call. */
  public Load load() {
    return new Load(
        loads.given(since),
        loads.calls(since, rules.rulebook().policy().zone()),
        loads.drawn(since));
  }

  /**
   * Whether the order in which customers were given something may have decided who was: somebody
   * was not given for want of money, or all that was reserved, given back or not, was more than
   * there was.
   *
   * @param counted these outcomes
   */
  public boolean moneyRanShort(Tally counted) {
    return counted.stopped().keySet().stream().anyMatch(Fates::forWantOfMoney)
        || loads.reserved().stream().anyMatch(this::moreThanThereWas);
  }

  private static boolean forWantOfMoney(Tally.Stopped stopped) {
    return stopped.gate().equals("budget") && !OWN_LIMITS.contains(stopped.reason());
  }

  private boolean moreThanThereWas(LoadTable.Reserved reserved) {
    Budget budget = rules.rulebook().policy().budgets().get(reserved.budget());
    return budget != null
        && budget.amount() != null
        && reserved.amount().compareTo(budget.amount().money().amount()) > 0;
  }

  /** How many are left after each sentence and each gate; for a stepped rulebook. */
  public List<Funnel> funnels() {
    return Funnel.of(
        rules.rulebook(),
        funnels.heard(rules.rulebook().campaigns().values()),
        funnels.fired(),
        funnels.passed());
  }

  /** Decisions in which a campaign had no say, because its rules failed. */
  public long faults() {
    return table.faults();
  }

  /**
   * Counts all outcomes and writes them, one a line, in the order in which they were decided.
   *
   * @param out a file that is made; null to count only
   */
  public Tally write(@Nullable Path out) throws IOException {
    Tally tally = new Tally(rules.rulebook().policy().zone());
    if (out == null) {
      each(tally::add);
      return tally;
    }
    try (FateLines lines = lines(out)) {
      each(
          fate -> {
            tally.add(fate);
            write(() -> lines.write(fate));
          });
    }
    return tally;
  }

  private void each(Consumer<Fate> consumer) {
    transaction.executeWithoutResult(
        status -> {
          try (Stream<Fate> fates = table.inTime()) {
            fates.forEach(consumer);
          }
        });
  }

  /**
   * Who gains and who loses.
   *
   * @param revision of the earlier rules
   * @param customers how many customers each kind of change concerns
   * @param messages how many changes of each kind, by campaign and message
   */
  public record Comparison(
      String revision,
      Map<Change.Kind, Long> customers,
      Map<String, Map<Change.Kind, Long>> messages) {}

  /**
   * Holds these outcomes against those of a simulation with earlier rules, and writes what differs,
   * by customer.
   *
   * @param out a file that is made; null to count only
   */
  public Comparison against(Fates earlier, @Nullable Path out) throws IOException {
    Counting counting = new Counting();
    if (out == null) {
      compare(earlier, counting::add);
      return counting.comparison(earlier.rules.rulebook().revision());
    }
    try (FateLines lines = lines(out)) {
      compare(
          earlier,
          change -> {
            counting.add(change);
            write(() -> lines.write(change));
          });
    }
    return counting.comparison(earlier.rules.rulebook().revision());
  }

  private void compare(Fates earlier, Consumer<Change> consumer) {
    earlier.transaction.executeWithoutResult(
        before ->
            transaction.executeWithoutResult(
                after -> {
                  try (Stream<Fate> was = earlier.table.byIntent();
                      Stream<Fate> is = table.byIntent()) {
                    merge(new Intents(was.iterator()), new Intents(is.iterator()), consumer);
                  }
                }));
  }

  private static void merge(Intents was, Intents is, Consumer<Change> consumer) {
    Fate before = was.next();
    Fate after = is.next();
    while (before != null || after != null) {
      int order = before == null ? 1 : after == null ? -1 : before.compareIntent(after);
      Change change = new Change(order <= 0 ? before : null, order >= 0 ? after : null);
      if (!change.none()) {
        consumer.accept(change);
      }
      before = order <= 0 ? was.next() : before;
      after = order >= 0 ? is.next() : after;
    }
  }

  /** One outcome an intent: what was put, or else the first refusal. */
  private static final class Intents {
    private final Iterator<Fate> fates;
    private @Nullable Fate last;

    Intents(Iterator<Fate> fates) {
      this.fates = fates;
    }

    @Nullable Fate next() {
      while (fates.hasNext()) {
        Fate fate = fates.next();
        if (last == null || !last.sameIntent(fate)) {
          last = fate;
          return fate;
        }
      }
      return null;
    }
  }

  private static final class Counting {
    private final Map<Change.Kind, Long> customers = new EnumMap<>(Change.Kind.class);
    private final Map<Change.Kind, String> lastCustomer = new HashMap<>();
    private final Map<String, Map<Change.Kind, Long>> messages = new TreeMap<>();

    void add(Change change) {
      Fate either = change.either();
      // Changes come by customer.
      String last = lastCustomer.put(change.kind(), either.customer());
      if (!Objects.equals(last, either.customer())) {
        customers.merge(change.kind(), 1L, Long::sum);
      }
      messages
          .computeIfAbsent(
              either.campaign() + " " + either.template(), none -> new EnumMap<>(Change.Kind.class))
          .merge(change.kind(), 1L, Long::sum);
    }

    Comparison comparison(String earlier) {
      return new Comparison(earlier, customers, messages);
    }
  }

  private static FateLines lines(Path out) throws IOException {
    OutputStream file = new BufferedOutputStream(Files.newOutputStream(out), 1 << 16);
    return new FateLines(file);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
