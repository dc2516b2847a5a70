package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.beforehand.Rehearsed;
import org.beforehand.Repository;
import org.beforehand.decide.RuleFolder;
import org.beforehand.fact.Event;
import org.beforehand.fact.Subject;
import org.beforehand.studio.RulesToTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asked for something that was sold out: told in their turn, one for each piece. */
class WaitingListTest {

  private static final Instant BEGIN = Instant.parse("2026-03-10T10:00:00Z");

  private final Corridor corridor = Corridor.open(BEGIN.toString(), rules());

  @AfterEach
  void close() {
    corridor.close();
  }

  /** The shipped campaign and nothing else. */
  static RuleFolder rules() {
    return RuleFolder.of(files());
  }

  private static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>(Repository.atOnce());
    files
        .keySet()
        .removeIf(
            file ->
                file.contains("/")
                    && !file.startsWith("shared/")
                    && !file.startsWith("back-in-stock/"));
    return files;
  }

  private void wants(String... customers) {
    for (String customer : customers) {
      corridor.customer(customer);
      corridor.post("stock.wanted", "customer:" + customer, Map.of("sku", "R-2", "name", "R2"));
      corridor.clock.tick(Duration.ofMinutes(1));
    }
  }

  private Receipt returned(int quantity) {
    Receipt receipt = corridor.post("stock.returned", "item:R-2", Map.of("quantity", quantity));
    corridor.settle();
    return receipt;
  }

  private Receipt does(String customer, String what) {
    Receipt receipt = corridor.post(what, "customer:" + customer, Map.of("sku", "R-2"));
    corridor.settle();
    return receipt;
  }

  private void buys(String customer) {
    corridor.post(
        "purchase.completed",
        "customer:" + customer,
        Map.of("order", "O-" + customer, "items", List.of(Map.of("sku", "R-2", "quantity", 1))));
    corridor.settle();
  }

  private List<String> list() {
    return corridor.texts("select customer || ' ' || state from waiting_list order by number");
  }

  private List<String> told() {
    return corridor.texts("select customer from outreach where state = 'sent' order by id");
  }

  @Test
  void as_many_are_told_as_there_are_pieces_in_the_order_in_which_they_asked() {
    wants("kari", "ola", "aino");
    Receipt receipt = returned(2);
    assertThat(receipt.detail()).isEqualTo("set aside for 2 of those who asked, of 2");
    assertThat(told()).containsExactly("kari", "ola");
    assertThat(list()).containsExactly("kari reserved", "ola reserved", "aino waiting");
    assertThat(corridor.mailsTo("kari")).singleElement().asString().endsWith("tilbake:_R2?=");
  }

  @Test
  void what_nobody_takes_within_a_day_goes_to_whoever_is_next() {
    wants("kari", "ola", "aino");
    returned(1);
    corridor.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(told()).containsExactly("kari");
    corridor.advance(Duration.ofSeconds(1));
    assertThat(told()).containsExactly("kari", "ola");
    assertThat(list()).containsExactly("kari lapsed", "ola reserved", "aino waiting");
    corridor.advance(Duration.ofHours(24));
    corridor.advance(Duration.ofHours(24));
    assertThat(list()).containsExactly("kari lapsed", "ola lapsed", "aino lapsed");
    assertThat(told()).containsExactly("kari", "ola", "aino");
  }

  @Test
  void what_is_declined_goes_to_whoever_is_next_at_once() {
    wants("kari", "ola");
    returned(1);
    does("kari", "stock.declined");
    assertThat(list()).containsExactly("kari declined", "ola reserved");
    assertThat(told()).containsExactly("kari", "ola");
  }

  @Test
  void what_is_bought_goes_to_nobody_else_and_whoever_bought_it_waits_no_more() {
    wants("kari", "ola", "aino");
    returned(1);
    buys("kari");
    buys("ola");
    corridor.advance(Duration.ofDays(3));
    assertThat(list()).containsExactly("kari bought", "ola bought", "aino waiting");
    assertThat(told()).containsExactly("kari");
    returned(1);
    assertThat(told()).containsExactly("kari", "aino");
  }

  @Test
  void who_asks_twice_keeps_their_place_and_has_it_once() {
    wants("kari", "ola", "kari");
    returned(1);
    assertThat(list()).containsExactly("kari reserved", "ola waiting");
    does("kari", "stock.wanted");
    assertThat(list()).containsExactly("kari reserved", "ola waiting");
  }

  @Test
  void who_let_it_lapse_may_ask_again_and_is_told_again() {
    wants("kari");
    returned(1);
    corridor.advance(Duration.ofDays(2));
    does("kari", "stock.wanted");
    returned(1);
    assertThat(list()).containsExactly("kari lapsed", "kari reserved");
    assertThat(told()).containsExactly("kari", "kari");
  }

  @Test
  void who_cannot_be_told_holds_nobody_up() {
    corridor.customer(Map.of("id", "mart", "given", "Mart"));
    corridor.post("stock.wanted", "customer:mart", Map.of("sku", "R-2"));
    corridor.clock.tick(Duration.ofMinutes(1));
    wants("kari");
    returned(1);
    assertThat(list()).containsExactly("mart unreached", "kari reserved");
    assertThat(told()).containsExactly("kari");
  }

  @Test
  void who_asked_before_we_knew_them_is_on_the_list_once_we_do() {
    corridor.post("stock.wanted", "customer:kari", Map.of("sku", "R-2", "name", "R2"));
    assertThat(list()).isEmpty();
    corridor.customer("kari");
    corridor.settle();
    assertThat(list()).containsExactly("kari waiting");
  }

  @Test
  void several_deeds_at_once_count_in_their_order() {
    corridor.customer("kari");
    Map<String, Object> thing = Map.of("sku", "R-2");
    corridor.post(
        corridor.event("stock.wanted", "customer:kari", BEGIN, thing),
        corridor.event("stock.declined", "customer:kari", BEGIN, thing),
        corridor.event("stock.wanted", "customer:kari", BEGIN, thing));
    assertThat(list()).containsExactly("kari declined", "kari waiting");
  }

  @Test
  void a_message_that_has_not_left_is_taken_back_once_its_customer_has_bought() {
    wants("kari");
    corridor.post("stock.returned", "item:R-2", Map.of("quantity", 1));
    corridor.tick.at(corridor.clock.instant());
    buys("kari");
    assertThat(corridor.outreach("kari")).containsExactly("set-aside cancelled stopped");
  }

  /** Of a story of chance, told in plain Java as well. */
  @Test
  void whatever_happens_it_is_as_if_somebody_kept_a_list_on_paper() {
    long seed = new Random().nextLong();
    System.out.println("waiting list: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      corridor.customer("c-" + i);
    }
    List<String[]> paper = new ArrayList<>(); // customer, state, until
    for (int step = 0; step < 100; step++) {
      corridor.clock.tick(Duration.ofMinutes(1 + random.nextInt(300)));
      corridor.tick.at(corridor.clock.instant());
      String now = corridor.clock.instant().toString();
      for (String[] row : paper.toArray(String[][]::new)) {
        if (row[1].equals("reserved") && row[2].compareTo(now) <= 0) {
          row[1] = "lapsed";
          reserve(paper, 1);
        }
      }
      String customer = "c-" + random.nextInt(12);
      switch (random.nextInt(8)) {
        case 0 -> {
          int pieces = random.nextInt(3);
          corridor.post("stock.returned", "item:R-2", Map.of("quantity", pieces));
          reserve(paper, pieces);
        }
        case 1 -> {
          corridor.post("stock.declined", "customer:" + customer, Map.of("sku", "R-2"));
          if (end(paper, customer, "declined")) {
            reserve(paper, 1);
          }
        }
        case 2 -> {
          buys(customer);
          end(paper, customer, "bought");
        }
        default -> {
          corridor.post("stock.wanted", "customer:" + customer, Map.of("sku", "R-2"));
          if (paper.stream().noneMatch(row -> row[0].equals(customer) && live(row))) {
            paper.add(new String[] {customer, "waiting", ""});
          }
        }
      }
      corridor.tick.at(corridor.clock.instant());
      assertThat(list())
          .as("step " + step)
          .isEqualTo(paper.stream().map(row -> row[0] + " " + row[1]).toList());
    }
  }

  private static boolean live(String[] row) {
    return row[1].equals("waiting") || row[1].equals("reserved");
  }

  private void reserve(List<String[]> paper, int pieces) {
    paper.stream()
        .filter(row -> row[1].equals("waiting"))
        .limit(pieces)
        .toList()
        .forEach(
            row -> {
              row[1] = "reserved";
              row[2] = corridor.clock.instant().plus(Duration.ofHours(24)).toString();
            });
  }

  /** Whether they had a piece. */
  private static boolean end(List<String[]> paper, String customer, String state) {
    for (String[] row : paper) {
      if (row[0].equals(customer) && live(row)) {
        boolean held = row[1].equals("reserved");
        row[1] = state;
        return held;
      }
    }
    return false;
  }

  @Test
  void the_same_delivery_posted_again_is_no_more_stock() {
    wants("kari", "ola");
    Read.Good delivery = corridor.event("stock.returned", "item:R-2", BEGIN, Map.of("quantity", 1));
    corridor.post(delivery);
    assertThat(corridor.post(delivery).get(0).outcome()).isEqualTo(Receipt.Outcome.REPEATED);
    corridor.settle();
    assertThat(list()).containsExactly("kari reserved", "ola waiting");
  }

  @Test
  void while_no_live_campaign_would_tell_them_everybody_goes_on_waiting() {
    Map<String, String> files = files();
    files.computeIfPresent(
        "back-in-stock/campaign.yaml",
        (file, text) -> text.replace("status: live", "status: shadow"));
    corridor.rulebooks.publish(
        org.beforehand.decide.Rulebook.compile(RuleFolder.of(files)), corridor.clock.instant());
    wants("kari");
    assertThat(returned(1).detail()).isEqualTo("no live campaign listens to stock.reserved");
    assertThat(list()).containsExactly("kari waiting");
  }

  @Test
  void what_cannot_be_shared_out_is_refused_by_name() {
    wants("kari");
    for (Object quantity : new Object[] {"two", -1, 1.5, 2_000_000}) {
      Receipt receipt =
          corridor.post(
              "stock.returned",
              "item:R-2",
              Map.of(
                  "quantity",
                  quantity instanceof Number n
                      ? new java.math.BigDecimal(n.toString())
                      : quantity));
      assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.REFUSED);
      assertThat(receipt.detail()).startsWith("data.quantity: expected how many pieces");
    }
    assertThat(
            corridor
                .post("stock.returned", "item:R-2", Map.of("quantity", 1, "sku", "R-3"))
                .detail())
        .startsWith("data.sku: expected the thing of the subject");
    assertThat(corridor.post("stock.wanted", "customer:kari", Map.of()).detail())
        .startsWith("data.sku: expected the thing's number");
    assertThat(list()).containsExactly("kari waiting");
  }

  @TempDir Path folder;

  @Test
  void what_is_simulated_is_what_would_have_happened() throws IOException {
    List<Map<String, Object>> customers = new ArrayList<>();
    List<Event> story = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String id = "c-" + i;
      customers.add(Map.of("id", id, "email", id + "@customers.example", "zone", "Europe/Oslo"));
      story.add(happens("stock.wanted", "customer:" + id, i, Map.of("sku", "R-2")));
    }
    story.add(happens("stock.returned", "item:R-2", 10, Map.of("quantity", 2)));
    story.add(happens("stock.declined", "customer:c-1", 20, Map.of("sku", "R-2")));
    story.add(
        happens(
            "purchase.completed",
            "customer:c-2",
            30,
            Map.of("items", List.of(Map.of("sku", "R-2")))));
    Path events =
        Rehearsed.lines(
            folder.resolve("events.jsonl"), story.stream().map(Rehearsed::line).toList());
    Path people = Rehearsed.lines(folder.resolve("customers.jsonl"), customers);
    Path rules = folder.resolve("rules");
    write(rules);
    Rehearsed one = rehearse(people, events, rules, 1);
    assertThat(
            one.outcomes().stream()
                .map(line -> line.get("at").asText() + " " + line.get("customer").asText()))
        .containsExactly(
            "2026-03-10T10:10:00Z c-0",
            "2026-03-10T10:10:00Z c-1",
            "2026-03-10T10:20:00Z c-2",
            "2026-03-11T10:10:00Z c-3",
            "2026-03-12T10:10:00Z c-4",
            "2026-03-13T10:10:00Z c-5");
    assertThat(rehearse(people, events, rules, 3).out()).hasSameTextualContentAs(one.out());
  }

  private static void write(Path rules) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.createDirectories(rules.resolve(file.getKey()).getParent());
      Files.writeString(rules.resolve(file.getKey()), file.getValue());
    }
  }

  private static Event happens(String type, String subject, int minute, Map<String, Object> data) {
    return new Event(
        "shop",
        type + minute,
        type,
        Subject.parse(subject),
        BEGIN.plus(Duration.ofMinutes(minute)),
        data);
  }

  private Rehearsed rehearse(Path customers, Path events, Path rules, int lanes)
      throws IOException {
    return new Rehearsed.Play(
            customers, events, rules, BEGIN, BEGIN.plus(Duration.ofDays(5)), lanes)
        .run(folder.resolve("out-" + lanes + ".jsonl"));
  }

  @Test
  void a_simulation_over_what_is_stored_begins_with_who_waited_then() throws IOException {
    wants("kari", "ola", "aino");
    returned(1);
    Instant then = corridor.clock.instant().plus(Duration.ofHours(1));
    corridor.advance(Duration.ofHours(30));
    returned(1);
    corridor.advance(Duration.ofHours(60));
    assertThat(told()).containsExactly("kari", "ola", "aino");
    Rehearsed again =
        Rehearsed.stored(
            corridor.source,
            RulesToTry.read(rules()),
            then,
            corridor.clock.instant(),
            folder.resolve("stored.jsonl"));
    assertThat(
            again
                .db()
                .sql("select customer || ' ' || state from waiting_list order by asked")
                .query(String.class)
                .list())
        .isEqualTo(list());
    assertThat(again.told("customer", "verdict")).containsExactly("aino send", "ola send");
  }
}
