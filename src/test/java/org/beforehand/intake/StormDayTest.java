package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.beforehand.StormDay;
import org.beforehand.WhatCustomersHeard;
import org.beforehand.deliver.SmtpPeer.Behaviour;
import org.beforehand.fact.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real storm through the whole corridor, on a clock that runs from one look at the feed on. */
class StormDayTest {

  private static final Duration STEP = Duration.ofMinutes(5);

  /** Longer than any notice may wait. */
  private static final Duration AFTERWARDS = Duration.ofHours(9);

  /** Until the next morning, for which what is given for a long outage waits. */
  private static final Duration MORNING_AFTER = Duration.ofHours(20);

  private static final int UNKNOWN_AT_THE_PEER = 97;

  /** Everybody a finished sweep was for, with what was decided, where it was. */
  private static final String INTENDED =
      """
      with audience as (
        select s.id as sweep, s.source, s.event, s.stage, c.customer
          from sweep s
          join customer_scope c
            on c.scope = any(s.scopes) and c.added <= s.at and c.removed > s.at
         where s.state = 'done'
        union
        select s.id, s.source, s.event, s.stage, o.customer
          from sweep s
          join outreach o
            on o.incident = s.incident and o.episode = s.episode and o.created <= s.at
         where s.state = 'done' and s.stage <> 'opened'),
      intended as (
        select a.*, d.sweep as decided, d.why
          from audience a
          left join decision d using (customer, source, event, stage))
      """;

  static final String MISSED = INTENDED + "select count(*) from intended where decided is null";

  private static final String OUTCOMES =
      INTENDED
          + """
          select coalesce(v ->> 'verdict', 'no proposal')
                 || coalesce(' ' || case when o.id is null then v ->> 'reason' end, '')
                 || coalesce(' -> ' || o.state || coalesce(' ' || o.reason, ''), '') as outcome,
                 count(*) as n, count(distinct (i.sweep, i.customer)) as customers
            from intended i
            left join lateral jsonb_array_elements(i.why -> 'verdicts') v
              on v ->> 'rule' like 'outage-notices: %'
            left join outreach o
              on v ->> 'verdict' in ('send', 'hold') and o.customer = i.customer
             and o.key = v ->> 'key' and o.action = v ->> 'action'
             and o.campaign = split_part(v ->> 'rule', ': ', 1)
           group by 1 order by 1
          """;

  private static final String WITHOUT_OUTREACH =
      """
      select count(*)
        from decision d, jsonb_array_elements(d.why -> 'verdicts') v
       where v ->> 'verdict' in ('send', 'hold')
         and 1 <> (select count(*) from outreach o
                    where o.customer = d.customer and o.key = v ->> 'key'
                      and o.action = v ->> 'action'
                      and o.campaign = split_part(v ->> 'rule', ': ', 1))
      """;

  @Test
  void everybody_concerned_hears_what_they_should_and_nobody_anything_else() throws IOException {
    through(StormDay.of(Duration.ofHours(4), 2), AFTERWARDS);
  }

  @Test
  @Tag("long")
  void a_whole_day_of_it() throws IOException {
    through(StormDay.of(Duration.ofHours(24)), MORNING_AFTER);
  }

  private static void through(StormDay day, Duration afterwards) {
    try (Corridor corridor = Corridor.open(StormDay.MORNING.toString())) {
      long began = System.nanoTime();
      System.out.println("storm: " + day);
      Set<String> refused = customers(corridor, day);
      Set<String> unreachable = unreachable(corridor, day);
      for (StormDay.Step step : day.steps()) {
        // What the feed says was true the moment it was seen: nothing may be sent in between.
        until(corridor, step.at().minusSeconds(1));
        corridor.clock.set(step.at());
        assertThat(corridor.postAll(step.events()))
            .extracting(Receipt::outcome)
            .containsOnly(Receipt.Outcome.ACCEPTED);
        corridor.settle();
      }
      Instant end = day.end().plus(afterwards);
      until(corridor, end);

      WhatCustomersHeard heard = WhatCustomersHeard.at(corridor.peer, corridor.db, day);
      System.out.printf(
          "storm: %s in %d s%n", heard.counts(), (System.nanoTime() - began) / 1_000_000_000);
      SoftAssertions.assertSoftly(
          softly -> {
            heard.judge(
                softly,
                Set.of(),
                Set.of(),
                customer -> refused.contains(customer) || unreachable.contains(customer),
                end);
            account(softly, corridor);
          });
    }
  }

  private static Set<String> customers(Corridor corridor, StormDay day) {
    List<Event> records = day.records();
    Map<String, Integer> outcomes = new TreeMap<>();
    Set<String> refused = new HashSet<>();
    for (Receipt receipt : corridor.postAll(records)) {
      if (receipt.outcome() == Receipt.Outcome.REFUSED) {
        refused.add(receipt.key().id());
        outcomes.merge(receipt.detail(), 1, Integer::sum);
      }
    }
    System.out.printf(
        "storm: %d customers taken, refused %s%n", records.size() - refused.size(), outcomes);
    assertThat(outcomes.keySet()).allMatch(why -> why.startsWith("locale: expected"));
    return refused;
  }

  /** Some mailboxes do not exist, as in any list of customers. */
  private static Set<String> unreachable(Corridor corridor, StormDay day) {
    Set<String> unreachable = new HashSet<>();
    int n = 0;
    for (Map<String, Object> record : day.customers().values()) {
      if (n++ % UNKNOWN_AT_THE_PEER == 0) {
        unreachable.add((String) record.get("id"));
        corridor.peer.behave((String) record.get("email"), Behaviour.RCPT_550);
      }
    }
    return unreachable;
  }

  private static void until(Corridor corridor, Instant instant) {
    while (corridor.clock.instant().isBefore(instant)) {
      Instant next = corridor.clock.instant().plus(STEP);
      corridor.clock.set(next.isBefore(instant) ? next : instant);
      corridor.settle();
    }
  }

  private static void account(SoftAssertions softly, Corridor corridor) {
    corridor.tick.at(corridor.clock.instant());
    softly
        .assertThat(corridor.texts("select distinct state from sweep order by 1"))
        .as("sweeps")
        .isSubsetOf("done", "superseded");
    long intended = count(corridor, INTENDED + "select count(*) from intended");
    softly.assertThat(count(corridor, MISSED)).as("those missed").isZero();
    softly.assertThat(count(corridor, WITHOUT_OUTREACH)).as("decided and not put").isZero();
    long counted = 0;
    Map<String, Long> outcomes = new TreeMap<>();
    for (Map<String, Object> row : corridor.db.sql(OUTCOMES).query().listOfRows()) {
      outcomes.put((String) row.get("outcome"), (Long) row.get("customers"));
      counted += (Long) row.get("n");
    }
    System.out.printf("storm: %d intended: %s%n", intended, outcomes);
    softly.assertThat(counted).as("outcomes of all intended").isEqualTo(intended);
    softly
        .assertThat(
            corridor.texts(
                """
                select distinct state || coalesce(' ' || reason, '') from outreach
                 where state in ('held', 'scheduled', 'claimed', 'sending')
                    or state <> 'sent' and reason is null
                """))
        .as("left over")
        .isEmpty();
    softly
        .assertThat(count(corridor, "select count(*) from outreach where state = 'sent'"))
        .as("sent, as we and as the peer have it")
        .isEqualTo(corridor.peer.count());
  }

  private static long count(Corridor corridor, String sql) {
    return corridor.db.sql(sql).query(Long.class).single();
  }
}
