package org.beforehand.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.deliver.CallScripts;
import org.beforehand.desk.NoteTasks;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.GestureBook;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.DeskReports;
import org.beforehand.intake.Gifts;
import org.beforehand.intake.Read;
import org.beforehand.intake.Receipt;
import org.beforehand.studio.Member;
import org.beforehand.studio.NoteDesk;
import org.beforehand.studio.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * Notes written by hand: through the gates, to the desk, and paid for when they are in the post.
 */
class NotesApiTest {

  private static final Member OPS = new Member("ops", Role.OPERATOR);
  private static final Member IDA = new Member("ida", Role.OPERATOR);
  private static final Member ANN = new Member("ann", Role.AUTHOR);

  private static final String USUAL = "amount: 6 EUR\nper-customer: {most: 5 EUR, within: 90d}";

  // Noon in Oslo.
  private final Corridor corridor = Corridor.open("2026-03-12T11:00:00Z", folder(USUAL));
  private MockMvc api;

  private static RuleFolder folder(String budget) {
    Map<String, String> files = new TreeMap<>(Gifts.folder(budget).files());
    files.computeIfPresent(
        "sorry/campaign.yaml", (file, text) -> text.replace("order.late", "order.late, praise"));
    files.computeIfPresent(
        "sorry/rules.dslr",
        (file, text) ->
            text
                + """

                rule "kind words"
                when
                  "praise" happened
                then
                  have a note written by hand within 3 days for "kind words" that costs us 4 EUR from "Storm goodwill" with the text "kind-words"
                end
                """);
    files.put(
        "sorry/messages/kind-words/en.md",
        "---\nnote: |\n  Dear {{customer.name}},\n\n  thank you!\n---\n");
    files.put(
        "sorry/messages/kind-words/nb.md",
        "---\nnote: |\n  Kjære {{customer.name}},\n\n  tusen takk!\n---\n");
    return RuleFolder.of(files);
  }

  @BeforeEach
  void serve() {
    api =
        MockMvcBuilders.standaloneSetup(
                new NotesApi(
                    new NoteList(
                        new NoteTasks(corridor.db),
                        new CallScripts(corridor.db, corridor.rulebooks),
                        corridor.rulebooks,
                        corridor.clock),
                    new NoteDesk(
                        corridor.db, corridor.transaction, new DeskReports(corridor.intake)),
                    corridor.clock))
            .setControllerAdvice(new ApiProblems())
            .build();
    for (String id : List.of("kari", "ola")) {
      corridor.customer(
          Map.of(
              "id",
              id,
              "name",
              id.equals("kari") ? "Kari Nordmann" : "Ola Nordmann",
              "phone",
              "+4799999999",
              "locale",
              "nb-NO",
              "zone",
              "Europe/Oslo"));
    }
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void praised(String customer, String order) {
    Gifts.order(corridor, "praise", customer, order);
  }

  private ResultActions as(Member who, String path, String body) throws Exception {
    return api.perform(
        post("/api/notes/" + path)
            .requestAttr(Member.ATTRIBUTE, who)
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private long note(String customer) {
    return Long.parseLong(
        corridor
            .texts("select outreach::text from note_task where customer = '" + customer + "'")
            .get(0));
  }

  private List<String> states() {
    return corridor.texts(
        "select o.customer || ' ' || o.state || coalesce(' ' || o.reason, '') || ' ' || t.state"
            + " from note_task t join outreach o on o.id = t.outreach order by o.customer");
  }

  private List<String> reasons() {
    return corridor.texts(
        "select why -> 'verdicts' -> 0 ->> 'reason' from decision"
            + " where why -> 'verdicts' -> 0 ->> 'verdict' = 'drop' order by seq");
  }

  private List<GestureBook.State> book() {
    return new GestureBook(corridor.db)
        .latest("kari", null, null, 10, corridor.clock.instant()).stream()
            .map(GestureBook.Line::state)
            .toList();
  }

  private void later() {
    corridor.advance(Duration.ofMinutes(1));
    corridor.settle();
  }

  @Test
  void a_note_reaches_the_desk_in_the_customers_language_and_is_paid_for_when_it_is_written()
      throws Exception {
    praised("kari", "A-1");
    // Decided, and not let go yet.
    api.perform(get("/api/notes")).andExpect(jsonPath("$.notes.length()").value(0));
    later();
    api.perform(get("/api/notes"))
        .andExpect(jsonPath("$.notes.length()").value(1))
        .andExpect(jsonPath("$.notes[0].name").value("Kari Nordmann"))
        .andExpect(jsonPath("$.notes[0].text").value("Kjære Kari Nordmann,\n\ntusen takk!\n"))
        .andExpect(jsonPath("$.notes[0].language").value("nb"))
        .andExpect(jsonPath("$.notes[0].due").value(1773572400.0))
        .andExpect(jsonPath("$.notes[0].overdue").value(false));
    later();
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 4 0");
    long note = note("kari");
    assertThat(book()).containsExactly(GestureBook.State.IN_HAND);
    as(ANN, note + "/claim", "{}").andExpect(status().isForbidden());
    as(OPS, note + "/claim", "{}").andExpect(status().isOk());
    as(OPS, note + "/claim", "{}").andExpect(status().isOk());
    as(IDA, note + "/claim", "{}").andExpect(status().isConflict());
    as(IDA, String.valueOf(note), "{\"outcome\": \"written\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value(containsString("ops writes note")));
    as(OPS, String.valueOf(note), "{\"outcome\": \"posted\"}")
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString("written or given_up")));
    as(OPS, String.valueOf(note), "{\"outcome\": \"written\", \"remark\": \"with a stamp\"}")
        .andExpect(status().isOk());
    assertThat(states()).containsExactly("kari delivered written");
    assertThat(book()).containsExactly(GestureBook.State.GIVEN);
    as(OPS, String.valueOf(note), "{\"outcome\": \"given_up\"}").andExpect(status().isNotFound());
    later();
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 4");
    assertThat(new Budgets(corridor.db).unbalanced()).isEmpty();
    assertThat(corridor.texts("select who || ' ' || what from audit order by id"))
        .containsExactly("ops note.claimed", "ops note.claimed", "ops note.written");
  }

  @Test
  void what_nobody_writes_gives_its_money_back_and_somebody_else_can_have_it() throws Exception {
    praised("kari", "A-1");
    praised("ola", "A-2");
    later();
    // Six euros are enough for one note of four.
    assertThat(states()).containsExactly("kari sent open");
    as(OPS, String.valueOf(note("kari")), "{\"outcome\": \"given_up\"}").andExpect(status().isOk());
    assertThat(states()).containsExactly("kari cancelled not_written given_up");
    later();
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
    praised("ola", "A-3");
    later();
    assertThat(states()).contains("ola sent open");
    Gifts.balanced(corridor);
  }

  @Test
  void a_second_note_is_more_than_one_customer_may_be_given() throws Exception {
    praised("kari", "A-1");
    praised("kari", "A-2");
    later();
    assertThat(corridor.texts("select count(*)::text from note_task")).containsExactly("1");
    assertThat(
            corridor.texts(
                "select why -> 'verdicts' -> 0 ->> 'verdict' from decision order by seq"))
        .containsExactly("send", "drop");
    assertThat(reasons()).containsExactly("given_enough");
  }

  @Test
  void whoever_is_asked_about_a_note_is_not_offered_half_of_it() {
    corridor.rulebooks.publish(
        Rulebook.compile(folder("amount: 6 EUR\napprove-above: 3 EUR\nshort: [smaller, drop]")),
        corridor.clock.instant());
    praised("kari", "A-1");
    later();
    assertThat(corridor.texts("select array_to_string(choices, ' ') from gesture_request"))
        .containsExactly("grant drop");
  }

  @Test
  void an_outcome_of_what_is_no_note_of_the_customers_is_refused_and_not_remembered() {
    praised("kari", "A-1");
    Map<String, Object> written = Map.of("note", note("kari"), "outcome", "written");
    assertThat(corridor.post("note.outcome", "customer:kari", written).detail())
        .isEqualTo("data.note: the desk does not have this note yet, or not any more");
    later();
    assertThat(corridor.post("note.outcome", "customer:ola", written).detail())
        .isEqualTo("data.note: this customer is to be written no such note");
    assertThat(corridor.post("note.outcome", "customer:kari", Map.of("note", "x")).detail())
        .isEqualTo("data.outcome: expected written or given_up");
    assertThat(corridor.post("note.outcome", "customer:kari", written).outcome())
        .isEqualTo(Receipt.Outcome.ACCEPTED);
    assertThat(corridor.post("note.outcome", "customer:kari", written).detail())
        .isEqualTo("data.note: it is known already what became of this note");
    assertThat(corridor.texts("select count(*)::text from event where type = 'note.outcome'"))
        .containsExactly("1");
  }

  private Read.Good said(String customer, long note, String outcome) {
    return corridor.event(
        "note.outcome",
        "customer:" + customer,
        corridor.clock.instant(),
        Map.of("note", note, "outcome", outcome, "by", "ops"));
  }

  @Test
  void of_several_who_say_at_once_what_became_of_a_note_the_first_counts() {
    corridor.rulebooks.publish(Rulebook.compile(folder("amount: 8 EUR")), corridor.clock.instant());
    praised("kari", "A-1");
    praised("ola", "A-2");
    later();
    assertThat(
            corridor.post(
                said("ola", note("kari"), "written"),
                said("kari", note("kari"), "given_up"),
                said("kari", note("kari"), "written"),
                said("kari", 999, "written"),
                said("ola", note("ola"), "written")))
        .extracting(Receipt::detail)
        .containsExactly(
            "data.note: this customer is to be written no such note",
            "",
            "data.note: it is known already what became of this note",
            "data.note: this customer is to be written no such note",
            "");
    assertThat(states())
        .containsExactly("kari cancelled not_written given_up", "ola delivered written");
    assertThat(corridor.texts("select distinct closed_by from note_task")).containsExactly("ops");
    Gifts.balanced(corridor);
  }

  @Test
  void whoever_says_no_before_it_is_in_the_post_gets_no_note() throws Exception {
    praised("kari", "A-1");
    later();
    as(OPS, note("kari") + "/claim", "{}").andExpect(status().isOk());
    corridor.post("message.unsubscribed", "customer:kari", Map.of("purpose", "goodwill"));
    assertThat(states()).containsExactly("kari cancelled opted_out claimed");
    api.perform(get("/api/notes")).andExpect(jsonPath("$.notes.length()").value(0));
    as(OPS, String.valueOf(note("kari")), "{\"outcome\": \"written\"}")
        .andExpect(status().isNotFound());
    later();
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 0 0 0");
    Gifts.balanced(corridor);
  }

  @Test
  void whoever_is_not_to_be_contacted_is_not_written_to_by_hand_either() {
    corridor.post("customer.suppressed", "customer:kari", Map.of("reason", "asked"));
    praised("kari", "A-1");
    assertThat(corridor.texts("select count(*)::text from note_task")).containsExactly("0");
    assertThat(reasons()).containsExactly("suppressed");
  }
}
