package org.beforehand.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beforehand.SmallRules;
import org.beforehand.customer.Json;
import org.beforehand.decide.Decisions;
import org.beforehand.decide.Guard;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.decide.Start;
import org.beforehand.deliver.SmtpPeer;
import org.beforehand.desk.Alerts;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Intake;
import org.beforehand.studio.Choice.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A publication that begins small, is widened, or stops itself. */
class RolloutTest {

  private static final Member ANN = new Member("ann", Role.AUTHOR);
  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member OPS = new Member("ops", Role.OPERATOR);
  private static final Start TEN_OF_A_HUNDRED = new Start.Share(1_000);

  private final Corridor corridor = Corridor.open("2026-03-12T10:00:00Z", SmallRules.folder());
  private final Drafts drafts = new Drafts(corridor.db, corridor.transaction, corridor.rulebooks);
  private final Releases releases =
      new Releases(corridor.db, corridor.transaction, drafts, new Publishing(corridor.rulebooks));
  private final Switchboard switchboard =
      new Switchboard(corridor.db, corridor.transaction, corridor.rulebooks);
  private final RolloutWatch watch = watch(corridor.rulebooks);
  private int drafted;

  @AfterEach
  void close() {
    corridor.close();
  }

  private RolloutWatch watch(Rulebooks rulebooks) {
    return new RolloutWatch(corridor.db, corridor.transaction, rulebooks, switchboard);
  }

  private Instant now() {
    return corridor.clock.instant();
  }

  private void publish(@Nullable Start start, @Nullable Duration widenAfter, @Nullable Guard at) {
    Map<String, String> files = Map.of(SmallRules.TEXT, SmallRules.words("left " + drafted++));
    Draft draft = drafts.create("T", files, ANN, now());
    drafts.submit(draft.id(), ANN, now());
    drafts.approve(draft.id(), draft.hash(), "", BEA, now());
    releases.publish(
        draft.id(), new Choice(Waiting.KEEP, null, null, start, widenAfter, at), ANN, now());
  }

  private void customers(int n) {
    for (int i = 0; i < n; i++) {
      corridor.customer("c" + i);
    }
  }

  private void order(String order, int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i < to; i++) {
      events.add(event(order, i));
    }
    corridor.postAll(events);
  }

  private Event event(String order, int i) {
    return new Event(
        "shop",
        order + "-" + i + "@" + now(),
        "purchase.completed",
        new Subject.OfCustomer("c" + i),
        now(),
        Map.of("order", order));
  }

  private List<String> reached() {
    return corridor.texts("select customer from outreach order by customer");
  }

  private List<String> verdicts() {
    return corridor.texts(
        """
        select (v ->> 'verdict') || coalesce(' ' || (v ->> 'gate') || ' ' || (v ->> 'reason'), '')
               || ' ' || count(*)
          from decision, jsonb_array_elements(why -> 'verdicts') v
         group by v ->> 'verdict', v ->> 'gate', v ->> 'reason' order by 1
        """);
  }

  private List<String> acts() {
    return new Audit(corridor.db)
        .read(null, 10).stream().map(one -> one.what() + " by " + one.who()).toList();
  }

  private static Refused refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    Refused refused = catchThrowableOfType(Refused.class, step);
    assertThat(refused).isNotNull();
    return refused;
  }

  @Test
  void so_many_customers_are_exactly_so_many_on_two_nodes_at_once() throws Exception {
    customers(120);
    publish(new Start.Customers(50), null, null);
    Rulebooks other = new Rulebooks(corridor.db);
    other.resume();
    List<Intake> nodes =
        List.of(corridor.intake, new Intake(corridor.db, corridor.transaction, other, () -> {}));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> posting = new ArrayList<>();
    for (int batch = 0; batch < 12; batch++) {
      Intake node = nodes.get(batch % 2);
      var events = new ArrayList<org.beforehand.intake.Read.Good>();
      for (int i = batch * 10; i < batch * 10 + 10; i++) {
        events.add(
            corridor.event("purchase.completed", "customer:c" + i, now(), Map.of("order", "A-1")));
      }
      posting.add(threads.submit(() -> node.accept(events, now())));
    }
    for (Future<?> one : posting) {
      one.get();
    }
    threads.shutdown();
    assertThat(reached()).hasSize(50);
    assertThat(corridor.texts("select customer from rollout_seat order by customer"))
        .isEqualTo(reached());
    assertThat(watch.all().get(0).reached()).isEqualTo(50);
    assertThat(verdicts()).containsExactly("drop start not_yet 70", "send 50");

    // Who has a seat is reached again; the others have used up no key.
    List<String> first = reached();
    order("A-2", 0, 120);
    assertThat(corridor.texts("select customer from outreach where key = 'A-2' order by customer"))
        .isEqualTo(first);
    watch.widen("thanks", null, ANN, now());
    order("A-1", 0, 120);
    assertThat(corridor.texts("select count(*)::text from outreach where key = 'A-1'"))
        .containsExactly("120");
  }

  @Test
  void a_share_is_always_the_same_people_and_a_larger_one_only_adds_some() {
    customers(200);
    publish(TEN_OF_A_HUNDRED, null, null);
    order("A-1", 0, 200);
    List<String> first = reached();
    assertThat(first).hasSizeBetween(8, 35);
    order("A-2", 0, 200);
    assertThat(corridor.texts("select customer from outreach where key = 'A-2' order by customer"))
        .isEqualTo(first);
    assertThat(refused(() -> watch.widen("thanks", new Start.Share(900), ANN, now())))
        .hasMessage("expected more than a share of 0.1, or nothing for everybody");
    assertThat(refused(() -> watch.widen("thanks", new Start.Customers(900), ANN, now())).why())
        .isEqualTo(Refused.Why.WRONG);
    assertThat(refused(() -> watch.widen("thanks", null, OPS, now())).why())
        .isEqualTo(Refused.Why.NOT_ALLOWED);
    watch.widen("thanks", new Start.Share(4_000), ANN, now());
    corridor.clock.tick(Duration.ofDays(8));
    order("A-3", 0, 200);
    assertThat(corridor.texts("select customer from outreach where key = 'A-3'"))
        .containsAll(first)
        .hasSizeBetween(55, 105);
    assertThat(acts()).first().isEqualTo("campaign.widened by ann");
  }

  @Test
  void publishing_it_again_by_whichever_way_ends_its_start() {
    customers(20);
    publish(new Start.Customers(1), null, null);
    publish(null, null, null);
    order("A-1", 0, 20);
    assertThat(reached()).hasSize(20);

    publish(new Start.Customers(1), null, null);
    Map<String, String> files = new TreeMap<>(corridor.rulebooks.current().folder().files());
    files.put("shared/other.md", "Other words.");
    corridor.rulebooks.publish(Rulebook.compile(RuleFolder.of(files)), now());
    order("A-2", 0, 20);
    assertThat(corridor.texts("select customer from outreach where key = 'A-2'")).hasSize(20);
    assertThat(watch.all()).isEmpty();
    assertThat(corridor.texts("select customer from rollout_seat")).isEmpty();
    assertThat(refused(() -> watch.widen("thanks", null, ANN, now())))
        .hasMessage("campaign thanks reaches everybody already");
  }

  @Test
  void what_customers_need_to_know_cannot_begin_small() {
    Map<String, String> files =
        Map.of(
            "thanks/campaign.yaml",
            SmallRules.folder()
                .files()
                .get("thanks/campaign.yaml")
                .replace("purpose: care", "purpose: service"));
    Draft draft = drafts.create("T", files, ANN, now());
    drafts.submit(draft.id(), ANN, now());
    drafts.approve(draft.id(), draft.hash(), "", BEA, now());
    Choice small = new Choice(Waiting.KEEP, null, null, TEN_OF_A_HUNDRED, null, null);
    assertThat(refused(() -> releases.publish(draft.id(), small, ANN, now())))
        .hasMessage(
            "start: expected none, for the draft changes the campaign thanks of purpose service,"
                + " which tells everybody at once");
    assertThat(corridor.rulebooks.current().revision()).isEqualTo(SmallRules.folder().hash());
  }

  @Test
  void too_many_failures_stop_it_once_and_the_owner_is_told() throws Exception {
    customers(9);
    for (int i = 0; i < 3; i++) {
      corridor.peer.behave("c" + i + "@customers.example", SmtpPeer.Behaviour.RCPT_550);
    }
    order("A-0", 0, 1);
    corridor.settle();
    publish(null, null, new Guard(0.5, null, 0.2, 5));
    order("A-1", 0, 4);
    corridor.settle();
    watch.at(now());
    assertThat(switchboard.stopped()).as("only three have an outcome").isEmpty();
    order("A-1", 4, 8);
    corridor.settle();
    corridor.clock.tick(Duration.ofHours(12));
    order("A-2", 8, 9);

    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<?>> nodes = new ArrayList<>();
    for (int n = 0; n < 2; n++) {
      Rulebooks rulebooks = new Rulebooks(corridor.db);
      rulebooks.resume();
      nodes.add(threads.submit(() -> watch(rulebooks).at(now())));
    }
    for (Future<?> node : nodes) {
      node.get();
    }
    threads.shutdown();
    assertThat(switchboard.stopped())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.who()).isEqualTo("the publication");
              assertThat(one.why())
                  .startsWith("of 7 messages with an outcome since it was published, 0 bounced")
                  .endsWith("and 2 failed");
            });
    assertThat(corridor.outreach("c8")).containsExactly("thank-you held switched_off");
    assertThat(new Alerts(corridor.db).latest(null, 10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.alert().id().team()).isEqualTo("customer-care");
              assertThat(one.alert().text()).startsWith("The campaign has stopped itself: of 7");
            });
    assertThat(acts()).startsWith("campaign.stopped by the publication", "revision.draft by ann");
    // Whoever lets it go on has seen the figures.
    switchboard.release("thanks", OPS, now());
    watch.at(now());
    assertThat(switchboard.stopped()).isEmpty();
  }

  @Test
  void complaints_and_bounces_stop_it_too() {
    customers(8);
    publish(null, null, new Guard(0.9, 0.1, null, 5));
    order("A-1", 0, 8);
    corridor.settle();
    watch.at(now());
    assertThat(switchboard.stopped()).isEmpty();
    corridor.post(
        "message.bounced", "customer:c0", Map.of("message", number("c0"), "permanent", false));
    watch.at(now());
    assertThat(switchboard.stopped()).isEmpty();
    corridor.post("message.complained", "customer:c1", Map.of("message", number("c1")));
    watch.at(now());
    assertThat(switchboard.stopped())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.why())
                    .startsWith("of 8 messages with an outcome since it was published, 1 bounced")
                    .contains("1 were complained about"));
  }

  private long number(String customer) {
    return corridor
        .db
        .sql("select id from outreach where customer = :customer")
        .param("customer", customer)
        .query(Long.class)
        .single();
  }

  @Test
  void it_is_widened_by_itself_unless_somebody_stopped_it_before() {
    publish(new Start.Customers(1), Duration.ofHours(2), null);
    watch.at(now().plus(Duration.ofHours(1)));
    assertThat(watch.all().get(0).start()).isEqualTo(new Start.Customers(1));
    watch.at(now().plus(Duration.ofHours(2)));
    watch.at(now().plus(Duration.ofHours(3)));
    assertThat(watch.all().get(0).start()).isNull();
    assertThat(acts()).startsWith("campaign.widened by the publication", "revision.draft by ann");

    publish(new Start.Customers(1), Duration.ofHours(2), null);
    switchboard.stop("thanks", Switchboard.Waiting.HOLD, "", OPS, now());
    watch.at(now().plus(Duration.ofHours(1)));
    switchboard.release("thanks", OPS, now());
    watch.at(now().plus(Duration.ofHours(3)));
    assertThat(watch.all().get(0).start()).isEqualTo(new Start.Customers(1));
  }

  @Test
  void decided_again_later_it_comes_out_byte_for_byte() {
    customers(30);
    publish(TEN_OF_A_HUNDRED, null, null);
    order("A-1", 0, 30);
    publish(new Start.Customers(7), null, null);
    order("A-2", 0, 30);
    switchboard.stop("thanks", Switchboard.Waiting.HOLD, "", OPS, now());
    order("A-3", 0, 30);
    switchboard.release("thanks", OPS, now());
    publish(null, null, null);
    Replay replay = new Replay(corridor.db, corridor.rulebooks);
    List<Decisions.Stored> stored =
        new Decisions(corridor.db)
            .find(new Decisions.Interest(null, null, now().minusSeconds(9), now(), 1_000));
    assertThat(stored).hasSize(90);
    assertThat(verdicts()).hasSize(3).anyMatch(line -> line.startsWith("drop start not_yet "));
    for (Decisions.Stored one : stored) {
      var again = ((Replay.Made) replay.of(one, null)).explanation().decision();
      assertThat(Json.write(Json.map(again.why()))).isEqualTo(Json.write(one.why()));
    }
    Why.Question question =
        new Why.Question("c0", "thanks", null, null, now().minusSeconds(9), now());
    assertThat(new Why(corridor.db, corridor.rulebooks).answer(question).decisions())
        .flatExtracting(Account.Decided::verdicts)
        .extracting(Account.Verdict::said)
        .contains("We had begun with a few customers, and you were not one of them yet.");
  }
}
