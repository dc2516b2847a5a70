package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.beforehand.TestDatabase;
import org.beforehand.studio.Uplift.Against;
import org.beforehand.studio.Uplift.Group;
import org.beforehand.studio.Uplift.Question;
import org.beforehand.studio.Uplift.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a campaign did, counted from a history that is made up row by row. */
class UpliftTest {

  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-08T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-04-01T00:00:00Z");

  private final TestDatabase database = TestDatabase.fresh();
  private final JdbcClient db = JdbcClient.create(database.dataSource());
  private final Uplift uplift = new Uplift(database.dataSource());

  /** On 3 March, 80 customers t-1 to t-80 and 70 customers h-1 to h-70. */
  @BeforeEach
  void thanks() {
    contacted("thanks", 1, 80, "2026-03-03");
    heldOut("thanks", "holdout", 1, 70, "2026-03-03");
  }

  private void contacted(String campaign, int first, int last, String day) {
    db.sql(
            """
            insert into outreach (campaign, customer, hash, key, action, purpose, urgent, channel,
                                  message, rule, revision, state, due, expires, source, event, seq,
                                  created, variant)
            select :campaign, 't-' || i, i, :day, 'message', 'care', false, 'email', 'm', 'r', 'v',
                   case when i % 10 = 0 then 'dropped' else 'sent' end, at, at, 's', 'e-' || i, 1,
                   at, case when i <= 40 then 'a' else 'b' end
              from generate_series(:first::int, :last::int) i, (select :day::timestamptz) d(at)
            """)
        .param("campaign", campaign)
        .param("first", first)
        .param("last", last)
        .param("day", day + "T09:00:00Z")
        .update();
  }

  private void heldOut(String campaign, String reason, int first, int last, String day) {
    db.sql(
            """
            insert into held_out (customer, campaign, key, action, reason, at)
            select 'h-' || i, :campaign, :day, 'message', :reason, :day::timestamptz
              from generate_series(:first::int, :last::int) i
            """)
        .param("campaign", campaign)
        .param("reason", reason)
        .param("first", first)
        .param("last", last)
        .param("day", day + "T09:00:00Z")
        .update();
  }

  private void happened(String type, String who, int first, int last, String at, String data) {
    db.sql(
            """
            insert into event (source, id, type, customer, time, received, fingerprint, data,
                               outcome)
            select 's', :type || :who || i || :at || :data, :type, :who || '-' || i,
                   :at::timestamptz, :at::timestamptz, '', :data::jsonb, 'no_listener'
              from generate_series(:first::int, :last::int) i
            """)
        .param("type", type)
        .param("who", who)
        .param("first", first)
        .param("last", last)
        .param("at", at)
        .param("data", data)
        .update();
  }

  private Report report(String outcome, String field, Against against, Instant at)
      throws Uplift.TooMany {
    return uplift.of(
        new Question("thanks", against, outcome, field, Duration.ofDays(7), FROM, TO), at);
  }

  private Report tickets() throws Uplift.TooMany {
    return report("ticket.opened", null, Against.CAMPAIGN, LATER);
  }

  private static Difference.Measured measured(Uplift.Compared compared) {
    assertThat(compared.difference()).isInstanceOf(Difference.Measured.class);
    return (Difference.Measured) compared.difference();
  }

  /** The figures of Newcombe's own example (Statistics in Medicine 17, 1998, table II, a). */
  @Test
  void the_difference_of_two_shares_has_the_published_interval() throws Uplift.TooMany {
    happened("ticket.opened", "t", 1, 48, "2026-03-04T10:00:00Z", "{}");
    happened("ticket.opened", "h", 1, 56, "2026-03-04T10:00:00Z", "{}");
    Report report = tickets();
    assertThat(report.heldOut())
        .extracting(Group::customers, Group::counted, Group::value)
        .containsExactly(70L, 70L, 0.8);
    assertThat(report.treated().group())
        .extracting(Group::customers, Group::sent, Group::counted, Group::value)
        .containsExactly(80L, 72L, 80L, 0.6);
    Difference.Measured difference = measured(report.treated());
    assertThat(difference.estimate()).isEqualTo(-0.2, within(1e-12));
    assertThat(difference.low()).isEqualTo(-0.3339, within(5e-5));
    assertThat(difference.high()).isEqualTo(-0.0524, within(5e-5));
  }

  @Test
  void each_variant_is_held_against_those_who_got_nothing() throws Uplift.TooMany {
    happened("ticket.opened", "t", 1, 10, "2026-03-04T10:00:00Z", "{}");
    happened("ticket.opened", "t", 41, 60, "2026-03-04T10:00:00Z", "{}");
    Report report = tickets();
    assertThat(report.variants()).containsOnlyKeys("a", "b");
    assertThat(report.variants().get("a").group().value()).isEqualTo(0.25);
    assertThat(report.variants().get("b").group().value()).isEqualTo(0.5);
    assertThat(measured(report.variants().get("b")).estimate()).isEqualTo(0.5);
  }

  @Test
  void only_what_happens_after_the_decision_and_in_time_counts_and_once_a_customer()
      throws Uplift.TooMany {
    happened("ticket.opened", "t", 1, 80, "2026-03-03T09:00:00Z", "{}");
    happened("ticket.opened", "t", 1, 80, "2026-03-10T09:00:01Z", "{}");
    happened("ticket.closed", "t", 1, 80, "2026-03-05T09:00:00Z", "{}");
    happened("ticket.opened", "h", 1, 7, "2026-03-05T09:00:00Z", "{}");
    happened("ticket.opened", "h", 1, 7, "2026-03-10T09:00:00Z", "{}");
    Report report = tickets();
    assertThat(report.treated().group().value()).isZero();
    assertThat(report.heldOut().value()).isEqualTo(0.1);
  }

  @Test
  void a_customer_counts_with_the_first_occasion_of_the_period() throws Uplift.TooMany {
    contacted("thanks", 1, 80, "2026-02-20");
    contacted("thanks", 1, 80, "2026-03-07");
    contacted("others", 1, 80, "2026-03-01");
    happened("ticket.opened", "t", 1, 80, "2026-03-11T10:00:00Z", "{}");
    assertThat(tickets().treated().group())
        .extracting(Group::customers, Group::value)
        .containsExactly(80L, 0.0);
  }

  /** Welch's interval by scipy.stats.ttest_ind(equal_var=False): -0.81756 to 0.81756. */
  @Test
  void the_difference_of_two_means_is_of_those_who_answered() throws Uplift.TooMany {
    happened("survey.answered", "t", 1, 20, "2026-03-04T10:00:00Z", "{\"score\": 6}");
    happened("survey.answered", "t", 21, 40, "2026-03-04T10:00:00Z", "{\"score\": 7}");
    happened("survey.answered", "t", 21, 40, "2026-03-05T10:00:00Z", "{\"score\": 9}");
    happened("survey.answered", "t", 41, 50, "2026-03-05T10:00:00Z", "{\"score\": \"ten\"}");
    happened("survey.answered", "h", 1, 15, "2026-03-04T10:00:00Z", "{\"score\": 5}");
    happened("survey.answered", "h", 16, 30, "2026-03-04T10:00:00Z", "{\"score\": 9}");
    Report report = report("survey.answered", "score", Against.CAMPAIGN, LATER);
    assertThat(report.treated().group())
        .extracting(Group::customers, Group::counted, Group::value)
        .containsExactly(80L, 40L, 7.0);
    Difference.Measured difference = measured(report.treated());
    assertThat(difference.estimate()).isZero();
    assertThat(difference.low()).isEqualTo(-0.81756, within(5e-5));
    assertThat(difference.high()).isEqualTo(0.81756, within(5e-5));
  }

  @Test
  void of_a_small_group_nothing_is_said() throws Uplift.TooMany {
    heldOut("thanks", "global_holdout", 101, 129, "2026-03-03");
    Report report = report("ticket.opened", null, Against.GLOBAL, LATER);
    assertThat(report.heldOut().customers()).isEqualTo(29);
    assertThat(report.treated().difference()).isEqualTo(new Difference.TooFew());
    heldOut("thanks", "global_holdout", 130, 130, "2026-03-03");
    assertThat(report("ticket.opened", null, Against.GLOBAL, LATER).treated().difference())
        .isInstanceOf(Difference.Measured.class);
  }

  @Test
  void who_was_in_both_groups_is_in_neither() throws Uplift.TooMany {
    db.sql("update held_out set customer = 't-' || substr(customer, 3) where customer < 'h-2'")
        .update();
    Report report = tickets();
    long both = report.leftOut();
    assertThat(both).isPositive();
    assertThat(report.treated().group().customers()).isEqualTo(80 - both);
    assertThat(report.heldOut().customers()).isEqualTo(70 - both);
  }

  @Test
  void who_was_decided_about_too_recently_is_not_counted_yet() throws Uplift.TooMany {
    Instant soon = Instant.parse("2026-03-10T08:59:59Z");
    Report report = report("ticket.opened", null, Against.CAMPAIGN, soon);
    assertThat(report.until()).isEqualTo(soon.minus(Duration.ofDays(7)));
    assertThat(report.treated().group()).isEqualTo(Group.EMPTY);
    assertThat(report.heldOut()).isEqualTo(Group.EMPTY);
  }
}
