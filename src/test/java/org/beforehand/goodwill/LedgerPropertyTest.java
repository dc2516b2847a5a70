package org.beforehand.goodwill;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.beforehand.TestDatabase;
import org.beforehand.fact.GestureKind;
import org.beforehand.fact.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever happens to gestures in whatever order: what was granted is reserved, committed, refunded
 * or expired, to the cent, and what was done for a customer is never had back.
 */
class LedgerPropertyTest {

  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final JdbcClient DB = JdbcClient.create(DATABASE.dataSource());
  private static final TransactionTemplate TRANSACTION =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
  private static final Instant BEGIN = Instant.parse("2026-03-12T10:00:00Z");
  private static final Handover TERMS =
      new Handover(
          java.util.Set.of(GestureKind.CREDIT),
          2,
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofDays(1));

  /** The gesture that is a note; the first two are credits, those between vouchers. */
  private static final int NOTE = 4;

  private final Gestures gestures = new Gestures(DB);
  private final Budgets budgets = new Budgets(DB);
  private final Fulfilments fulfilments = new Fulfilments(DB);
  private final Codes codes = new Codes(DB);

  /** What may happen to one of a few gestures. */
  enum Deed {
    PUT,
    SEND,
    WRITE,
    DROP,
    AWAIT,
    DONE,
    REFUSED,
    UNKNOWN,
    LATER,
    TELL,
    GIVE_BACK,
    REDEEM,
    SETTLE,
    MONTH
  }

  record Step(Deed deed, int gesture) {}

  @Provide
  Arbitrary<List<Step>> stories() {
    return Combinators.combine(Arbitraries.of(Deed.class), Arbitraries.integers().between(0, NOTE))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(20);
  }

  @Property(tries = 200, afterFailure = AfterFailureMode.RANDOM_SEED)
  void what_was_granted_is_reserved_committed_refunded_or_expired(
      @ForAll("stories") List<Step> story) {
    for (String table : List.of("outreach", "gesture", "fulfilment", "budget", "budget_entry")) {
      DB.sql("delete from " + table).update();
    }
    Budget.Account account = new Budget.Account("b", LocalDate.EPOCH, "EUR");
    List<Long> outreach = new ArrayList<>();
    for (int n = 0; n <= NOTE; n++) {
      outreach.add(outreach(account.budget() + "-" + n));
    }
    Instant now = BEGIN;
    for (Step step : story) {
      now = now.plus(step.deed() == Deed.MONTH ? Duration.ofDays(31) : Duration.ofMinutes(5));
      happen(step.deed(), outreach.get(step.gesture()), step.gesture(), account, now);
      addsUp(account, story);
    }
    settle(account, now.plus(Duration.ofDays(1)));
    addsUp(account, story);
    // Of what is done and has no code, the money is spent.
    assertThat(
            DB.sql(
                    """
                    select count(*) from gesture g join fulfilment f on f.outreach = g.outreach
                     where g.budget = :budget and f.state = 'done' and g.code is null
                       and g.funds <> 'spent'
                    """)
                .param("budget", account.budget())
                .query(Integer.class)
                .single())
        .as("%s", story)
        .isZero();
    // A note that is at the desk is paid for by nobody yet, and one that is written is.
    assertThat(
            DB.sql(
                    """
                    select count(*) from gesture g join outreach o on o.id = g.outreach
                     where g.kind = 'note'
                       and (o.state = 'sent' and g.funds <> 'reserved'
                            or o.state = 'delivered' and g.funds <> 'spent')
                    """)
                .query(Integer.class)
                .single())
        .as("%s", story)
        .isZero();
  }

  private void happen(Deed deed, long outreach, int n, Budget.Account account, Instant now) {
    TRANSACTION.executeWithoutResult(
        status -> {
          switch (deed) {
            case PUT -> {
              // As the outbox does: what was taken back lives again.
              if (state(outreach, "scheduled", null, "scheduled", "dropped")) {
                put(outreach, n, account, now);
              }
            }
            case SEND -> state(outreach, "sent", null, "scheduled");
            case DROP -> state(outreach, "dropped", null, "scheduled", "held");
            case WRITE -> {
              if (n == NOTE) {
                state(outreach, "delivered", null, "sent");
              }
            }
            case AWAIT -> {
              if (n != NOTE) {
                state(outreach, "held", "fulfilment", "scheduled");
              }
            }
            case DONE -> handOver(outreach, new Fulfilment.Done("B-1"), now);
            case REFUSED -> handOver(outreach, new Fulfilment.Refused("no"), now);
            case UNKNOWN -> handOver(outreach, new Fulfilment.Unknown("lost"), now);
            case LATER -> handOver(outreach, new Fulfilment.Later(null), now);
            case TELL -> fulfilments.told(fulfilments.untold(100));
            case GIVE_BACK -> {
              if (state(outreach, "dropped", null, "scheduled")) {
                budgets.giveBack(List.of(outreach), now);
              }
            }
            case REDEEM ->
                gestures.redeem(
                    List.of(new Gestures.Redemption("c", codes.of(outreach), "B-17")), now);
            case SETTLE, MONTH -> settle(account, now);
          }
        });
  }

  private void put(long outreach, int n, Budget.Account account, Instant now) {
    budgets.hold(List.of(account));
    Gestures.Worth worth =
        switch (n) {
          case 0, 1 -> worth(GestureKind.CREDIT, "10", "10", null);
          case NOTE -> worth(GestureKind.NOTE, "4", "4", null);
          default -> worth(GestureKind.VOUCHER, "10", "6.35", now.plus(Duration.ofDays(60)));
        };
    gestures.put(
        List.of(
            new Gestures.Grant(
                outreach,
                "c",
                "sorry",
                now,
                worth,
                "late order",
                "r",
                null,
                new Gestures.Account(account))));
  }

  private static Gestures.Worth worth(
      GestureKind kind, String value, String cost, @Nullable Instant until) {
    return new Gestures.Worth(kind, Money.of(value, "EUR"), Money.of(cost, "EUR"), until);
  }

  private void handOver(long outreach, Fulfilment.Answer answer, Instant now) {
    fulfilments.enter(now);
    for (Fulfilment one : fulfilments.claim("node", now, 100)) {
      boolean its = Long.valueOf(outreach).equals(one.outreach());
      fulfilments.settle(one, "node", its ? answer : new Fulfilment.Unknown("later"), TERMS, now);
    }
  }

  private void settle(Budget.Account account, Instant now) {
    TRANSACTION.executeWithoutResult(
        status -> {
          if (budgets.unsettled(now).contains(account)) {
            budgets.settle(account, 100, now);
          }
        });
  }

  private void addsUp(Budget.Account account, List<Step> story) {
    assertThat(budgets.unbalanced()).as("%s", story).isEmpty();
    BigDecimal granted = sum(account, "reserve");
    BigDecimal ended =
        sum(account, "commit").add(sum(account, "refund")).add(sum(account, "expire"));
    BigDecimal reserved =
        DB.sql("select coalesce(sum(reserved), 0) from budget where name = :budget")
            .param("budget", account.budget())
            .query(BigDecimal.class)
            .single();
    assertThat(ended.add(reserved)).as("%s", story).isEqualByComparingTo(granted);
  }

  private static BigDecimal sum(Budget.Account account, String kind) {
    return DB.sql(
            """
            select coalesce(sum(amount), 0) from budget_entry
             where budget = :budget and kind = :kind
            """)
        .param("budget", account.budget())
        .param("kind", kind)
        .query(BigDecimal.class)
        .single();
  }

  private static boolean state(long outreach, String to, String gate, String... from) {
    return DB.sql(
                """
                update outreach set state = :to, gate = :gate
                 where id = :id and state = any(:from)
                """)
            .param("to", to)
            .param("gate", gate)
            .param("id", outreach)
            .param("from", from)
            .update()
        > 0;
  }

  private static long outreach(String key) {
    return DB.sql(
            """
            insert into outreach (campaign, customer, hash, key, action, purpose, urgent, channel,
                                  message, rule, revision, state, due, expires, source, event, seq,
                                  created)
            values ('sorry', 'c', 1, :key, 'gesture', 'goodwill', false, 'email', 'sorry', 'r', 'r',
                    'scheduled', :at, :at, 'test', :key, 1, :at)
            returning id
            """)
        .param("key", key)
        .param("at", BEGIN.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
