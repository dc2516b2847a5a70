package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beforehand.fact.Purpose;
import org.beforehand.goodwill.Budgets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Worlds made by lot: whatever the policy, the customers and what happens, the policy holds. */
class PolicyWorldsTest {

  private static final Duration LOOK = Duration.ofMinutes(30);
  private static final int LOOKS = 2 * 48;

  /** What was sent. */
  private record Sent(String customer, Purpose purpose, boolean call, Instant at) {}

  @Test
  void two_worlds() {
    assertThat(worlds(2)).isNotEmpty();
  }

  @Tag("long")
  @Test
  void many_worlds() {
    assertThat(worlds(60))
        .containsKeys(Purpose.SERVICE, Purpose.CARE, Purpose.GOODWILL, Purpose.MARKETING);
  }

  /** Says how much was sent of each purpose in all of them. */
  private static Map<Purpose, Long> worlds(int count) {
    long first = new Random().nextLong();
    Map<Purpose, Long> sent = new EnumMap<>(Purpose.class);
    for (int i = 0; i < count; i++) {
      world(first + i).forEach(one -> sent.merge(one.purpose(), 1L, Long::sum));
    }
    System.out.printf("policy worlds: first seed %d, sent %s%n", first, sent);
    return sent;
  }

  private static List<Sent> world(long seed) {
    PolicyWorld world = new PolicyWorld(new Random(seed));
    String name = "seed " + seed;
    try (Corridor corridor = world.open()) {
      world.begin(corridor);
      for (int look = 0; look < LOOKS; look++) {
        world.happens(corridor);
        corridor.advance(LOOK);
      }
      world.end(corridor.clock.instant());
      List<Sent> sent = sent(corridor);
      for (Sent one : sent) {
        leftWhenItMight(one, world, name);
      }
      world.caps.forEach(cap -> holds(cap, sent, name));
      assertThat(world.countedTwice).as("%s: of %d repeated", name, world.twice).isZero();
      outagesAreToldInOrder(corridor, world, name);
      everyProposalHasOneVerdict(corridor, name);
      onlyWhoSaidNoIsRefused(corridor, world, name);
      theBudgetIsKeptAndFilled(corridor, world, name);
      return sent;
    }
  }

  private static void leftWhenItMight(Sent one, PolicyWorld world, String name) {
    if (one.purpose() == Purpose.SERVICE) {
      return; // at any hour, whoever said no to what, and nothing mutes it
    }
    PolicyWorld.Hours hours = one.purpose() == Purpose.CARE ? world.care : world.others;
    ZonedDateTime there = one.at().atZone(world.homes.get(one.customer()));
    assertThat(hours.hold(there)).as("%s: %s at %s, %s", name, one, there, hours).isTrue();
    Instant no = world.nos.get(new PolicyWorld.No(one.customer(), one.purpose()));
    // What left at that very instant had left before.
    assertThat(no == null || !one.at().isAfter(no))
        .as("%s: %s after a no at %s", name, one, no)
        .isTrue();
    assertThat(world.still)
        .as("%s: %s", name, one)
        // A call is what a moment may be answered with; a silence holds calls as well.
        .noneMatch(
            still ->
                !(one.call() && still.customer() != null)
                    && still.covers(one.customer(), one.purpose(), one.at()));
  }

  /** "Down" while it is, then "back" when it is, to whoever heard that it was down. */
  private static void outagesAreToldInOrder(Corridor corridor, PolicyWorld world, String name) {
    Map<String, String> last = new HashMap<>();
    corridor
        .db
        .sql(
            """
            select customer, message, settled_at from outreach
             where campaign = 'notices' and state = 'sent' order by settled_at, id
            """)
        .query(
            row -> {
              String customer = row.getString("customer");
              String message = row.getString("message");
              Instant at = row.getObject("settled_at", OffsetDateTime.class).toInstant();
              assertThat(message)
                  .as("%s: %s at %s, %s", name, customer, at, world.outages)
                  .isEqualTo(world.down(customer, at) ? "opened" : "restored")
                  .isNotEqualTo(last.getOrDefault(customer, "restored"));
              last.put(customer, message);
            });
  }

  /** And what was let go has a row, which has ended for a reason or waits for its time. */
  private static void everyProposalHasOneVerdict(Corridor corridor, String name) {
    assertThat(
            corridor.texts(
                """
                select d.event || ' ' || v::text
                  from decision d, jsonb_array_elements(why -> 'verdicts') v
                 where v ->> 'verdict' <> 'send' and (v ->> 'reason') is null
                """))
        .as("%s: verdicts without a reason", name)
        .isEmpty();
    assertThat(
            corridor.texts(
                """
                select d.event || ' ' || (v ->> 'rule') || ' ' || (v ->> 'action')
                  from decision d, jsonb_array_elements(why -> 'verdicts') v
                 group by d.customer, d.source, d.event, d.stage, v ->> 'rule', v ->> 'action'
                having count(*) > 1
                """))
        .as("%s: proposals with several verdicts", name)
        .isEmpty();
    assertThat(
            corridor.texts(
                """
                with said as (
                  select d.customer, v ->> 'rule' as rule, v ->> 'key' as key,
                         v ->> 'action' as action
                    from (select customer, why from decision
                          union all select customer, why from decision_anew) d,
                         jsonb_array_elements(why -> 'verdicts') v
                   where v ->> 'verdict' <> 'drop')
                select 'no row: ' || said::text from said
                 where not exists (select from outreach o
                                    where (o.customer, o.rule, o.key, o.action)
                                          = (said.customer, said.rule, said.key, said.action))
                union all
                select 'no verdict: ' || o.id from outreach o
                 where not exists (select from said
                                    where (o.customer, o.rule, o.key, o.action)
                                          = (said.customer, said.rule, said.key, said.action))
                """))
        .as("%s: verdicts and outreach", name)
        .isEmpty();
    assertThat(
            corridor.texts(
                """
                select id || ' ' || state from outreach
                 where state not in ('sent', 'scheduled') and reason is null
                    or state in ('claimed', 'sending', 'in_doubt')
                """))
        .as("%s: outreach without a reason", name)
        .isEmpty();
  }

  /** Whoever said no to one purpose still gets the others. */
  private static void onlyWhoSaidNoIsRefused(Corridor corridor, PolicyWorld world, String name) {
    corridor
        .db
        .sql(
            """
            select d.customer, split_part(v ->> 'rule', ':', 1)
              from decision d, jsonb_array_elements(why -> 'verdicts') v
             where v ->> 'reason' = 'opted_out'
            union all
            select customer, campaign from outreach where reason = 'opted_out'
            """)
        .query(
            row -> {
              Purpose purpose =
                  switch (row.getString(2)) {
                    case "thanks", "sorry" -> Purpose.CARE;
                    case "gift", "birthday" -> Purpose.GOODWILL;
                    default -> Purpose.MARKETING;
                  };
              assertThat(world.nos)
                  .as("%s: refused", name)
                  .containsKey(new PolicyWorld.No(row.getString(1), purpose));
            });
  }

  /** Whoever was told that there is no money left was told the truth. */
  private static void theBudgetIsKeptAndFilled(Corridor corridor, PolicyWorld world, String name) {
    assertThat(new Budgets(corridor.db).unbalanced()).as(name).isEmpty();
    assertThat(
            corridor.texts(
                """
                select sum(case kind when 'reserve' then amount when 'refund' then -amount
                                     else 0 end) over (order by id)::text
                  from budget_entry
                """))
        .as("%s: given of %d", name, world.amount())
        .allMatch(given -> new BigDecimal(given).intValue() <= world.amount());
    assertThat(
            corridor.texts(
                """
                select coalesce(sum(case when b.kind = 'reserve' then b.amount
                                         when b.kind = 'refund' and b.at < d.at then -b.amount
                                         else 0 end), 0)::text
                  from decision d cross join jsonb_array_elements(d.why -> 'verdicts') v
                  left join budget_entry b on b.at <= d.at
                 where v ->> 'reason' = 'budget_spent'
                 group by d.customer, d.source, d.event, v
                """))
        .as("%s: given of %d when somebody got nothing", name, world.amount())
        .allMatch(given -> new BigDecimal(given).intValue() + PolicyWorld.GIFT > world.amount());
  }

  private static List<Sent> sent(Corridor corridor) {
    return corridor
        .db
        .sql(
            """
            select customer, purpose, settled_at::text, channel = 'call' from outreach
             where state = 'sent' order by settled_at
            """)
        .query(
            (row, n) ->
                new Sent(
                    row.getString(1),
                    Purpose.of(row.getString(2)),
                    row.getBoolean(4),
                    Instant.parse(row.getString(3).replace(' ', 'T').replaceFirst("[+]00$", "Z"))))
        .list();
  }

  /** In no window of its length that ends with one of them are there more than it allows. */
  private static void holds(PolicyWorld.Cap cap, List<Sent> sent, String world) {
    List<Sent> counted =
        sent.stream().filter(one -> cap.purposes().contains(one.purpose())).toList();
    for (Sent last : counted) {
      long inside =
          counted.stream()
              .filter(one -> one.customer().equals(last.customer()))
              .filter(one -> !one.at().isAfter(last.at()))
              .filter(one -> one.at().isAfter(last.at().minus(cap.within())))
              .count();
      assertThat(inside).as("%s: %s at %s", world, cap, last).isLessThanOrEqualTo(cap.most());
    }
  }
}
