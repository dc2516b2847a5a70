package org.beforehand.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.beforehand.decide.Rulebook;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.GestureBook;
import org.beforehand.goodwill.Owed;
import org.beforehand.intake.ByHand;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.EventReader;
import org.beforehand.intake.Gifts;
import org.beforehand.intake.Read;
import org.beforehand.intake.Together;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Audit;
import org.beforehand.studio.Granting;
import org.beforehand.studio.Handovers;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What colleagues give by hand over HTTP: at once, after somebody else's yes, or not at all. */
class GrantsApiTest {

  private static final Member OLA = new Member("ola", Role.OPERATOR);
  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member DAN = new Member("dan", Role.APPROVER);
  private static final Member ANN = new Member("ann", Role.AUTHOR);

  private final Corridor corridor =
      Corridor.open(
          "2026-03-12T10:00:00Z",
          ByHand.folder(
              """
              amount: 100 EUR
              per: month
              per-customer: {most: 60 EUR, within: 90d}
              approvers: [bea, dan]
              deputies: [ann]
              answer-within: 24h
              """,
              "{operator: 20 EUR, approver: 40 EUR}"));
  private MockMvc api;

  @BeforeEach
  void serve() {
    Approvals approvals = new Approvals(corridor.db, corridor.transaction, corridor.rulebooks);
    api =
        MockMvcBuilders.standaloneSetup(
                new GrantsApi(
                    new Granting(
                        corridor.db, corridor.transaction, corridor.rulebooks, corridor.intake),
                    corridor.clock),
                new GesturesApi(
                    new GestureBook(corridor.db),
                    new Owed(corridor.db),
                    new Handovers(corridor.db, corridor.transaction),
                    corridor.clock),
                new ApprovalsApi(approvals, corridor.clock),
                new BudgetsApi(
                    corridor.rulebooks, new Budgets(corridor.db), approvals, corridor.clock))
            .setControllerAdvice(new ApiProblems())
            .build();
    Gifts.customers(corridor, 4);
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private ResultActions as(Member who, String path, String body) throws Exception {
    return api.perform(
        post(path)
            .requestAttr(Member.ATTRIBUTE, who)
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private static MockHttpServletResponse answer(ResultActions done) {
    return done.andReturn().getResponse();
  }

  private ResultActions granting(Member who, String id, String customer, String value)
      throws Exception {
    return as(who, "/api/gestures", credit(id, customer, value));
  }

  private static String credit(String id, String customer, String value) {
    return """
        {"id": "%s", "customer": "%s", "kind": "credit", "value": "%s", "reason": "a rude answer",
         "why": "on the phone"}
        """
        .formatted(id, customer, value);
  }

  /** As a plain mapper writes it; the program's own writes texts. */
  private static double seconds(String instant) {
    return Instant.parse(instant).getEpochSecond();
  }

  private List<String> outreach() {
    return corridor.texts(
        "select customer || ' ' || state || coalesce(' ' || reason, '') from outreach order by id");
  }

  @Test
  void what_a_colleague_may_grant_is_given_at_once_and_then_said() throws Exception {
    granting(OLA, "1", "c0", "10 EUR")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("given"))
        .andExpect(jsonPath("$.campaign").value("granted-by-hand"))
        .andExpect(jsonPath("$.value").value(10.00))
        .andExpect(jsonPath("$.due").value(seconds("2026-03-12T10:00:00Z")))
        .andExpect(jsonPath("$.approval").value(nullValue()));
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 10 0");
    api.perform(get("/api/gestures?customer=c0"))
        .andExpect(jsonPath("$.gestures[0].reason").value("a rude answer"))
        .andExpect(jsonPath("$.gestures[0].kind").value("credit"));
    as(
            OLA,
            "/api/gestures",
            """
            {"id": "2", "customer": "c1", "kind": "voucher", "value": "20 EUR", "cost": "12.50 EUR",
             "reason": "a lost parcel", "why": "on the phone"}
            """)
        .andExpect(jsonPath("$.state").value("given"))
        .andExpect(jsonPath("$.cost").value(12.50));
    corridor.settle();
    corridor.advance(Duration.ofMinutes(1));
    assertThat(MimeUtility.decodeText(corridor.mailsTo("c0").get(0)))
        .isEqualTo("As we said: €10 back to you");
    assertThat(MimeUtility.decodeText(corridor.mailsTo("c1").get(0)))
        .isEqualTo("As we said: €20 off your next order");
    // A voucher is spent when it is used.
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 12.5 10");
    assertThat(new Audit(corridor.db).read(null, 10))
        .extracting(Audit.Act::who, Audit.Act::what, Audit.Act::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ola", "gesture.granted", "c1"),
            org.assertj.core.groups.Tuple.tuple("ola", "gesture.granted", "c0"));
    Gifts.balanced(corridor);
  }

  @Test
  void the_same_id_again_answers_the_same_and_gives_nothing_again() throws Exception {
    String first =
        granting(OLA, "1", "c0", "10 EUR").andReturn().getResponse().getContentAsString();
    corridor.clock.tick(Duration.ofHours(1));
    assertThat(granting(OLA, "1", "c0", "10 EUR").andReturn().getResponse().getContentAsString())
        .isEqualTo(first);
    granting(OLA, "1", "c0", "11 EUR")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value(containsString("id: \"1\" was used before")));
    granting(OLA, "1", "c1", "10 EUR").andExpect(status().isConflict());
    // Somebody else's "1" is another.
    granting(BEA, "1", "c1", "10 EUR").andExpect(jsonPath("$.state").value("given"));
    String body = credit("", "c2", "10 EUR").replace("\"id\": \"\", ", "");
    for (int n = 0; n < 2; n++) {
      api.perform(
              post("/api/gestures")
                  .requestAttr(Member.ATTRIBUTE, OLA)
                  .header("Idempotency-Key", "k-7")
                  .contentType(MediaType.APPLICATION_JSON)
                  .content(body))
          .andExpect(jsonPath("$.id").value("k-7"));
    }
    as(OLA, "/api/gestures", body)
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString("id: expected a text")));
    assertThat(outreach()).hasSize(3);
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 30 0");
  }

  @Test
  void the_same_id_from_eight_threads_gives_once() throws Exception {
    Set<String> answers = ConcurrentHashMap.newKeySet();
    Together.at(
        8,
        thread ->
            answers.add(
                answer(granting(OLA, "1", "c0", "10 EUR").andExpect(status().isOk()))
                    .getContentAsString()));
    assertThat(answers).hasSize(1);
    assertThat(outreach()).containsExactly("c0 scheduled");
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 10 0");
    assertThat(new Audit(corridor.db).read(null, 10)).hasSize(1);
  }

  @Test
  void from_eight_threads_no_more_is_given_than_there_is() throws Exception {
    corridor.rulebooks.publish(
        Rulebook.compile(ByHand.folder("amount: 35 EUR", "{operator: 20 EUR}")),
        corridor.clock.instant());
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    Together.at(
        8,
        thread ->
            answers.add(
                answer(granting(OLA, "id-" + thread, "c" + thread % 4, "10 EUR"))
                    .getContentAsString()));
    assertThat(answers)
        .hasSize(8)
        .allMatch(one -> one.contains("\"given\"") || one.contains("\"reason\":\"budget_spent\""));
    long given = answers.stream().filter(one -> one.contains("\"state\":\"given\"")).count();
    assertThat(given).isEqualTo(3);
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 1970-01-01 0 30 0");
    Gifts.balanced(corridor);
  }

  @Test
  void what_is_more_than_a_colleague_may_grant_somebody_else_grants() throws Exception {
    granting(BEA, "1", "c0", "55 EUR")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("waits"))
        .andExpect(jsonPath("$.approval").value(1))
        .andExpect(jsonPath("$.said").value("A colleague has to agree first."));
    granting(BEA, "1", "c0", "55 EUR").andExpect(jsonPath("$.approval").value(1));
    granting(OLA, "1", "c1", "20.01 EUR").andExpect(jsonPath("$.approval").value(2));
    granting(OLA, "2", "c2", "30 EUR").andExpect(jsonPath("$.approval").value(3));
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 0 0");
    api.perform(get("/api/approvals?state=open"))
        .andExpect(jsonPath("$.approvals.length()").value(3))
        .andExpect(jsonPath("$.approvals[2].kind").value("gesture"))
        .andExpect(jsonPath("$.approvals[2].askedBy").value("bea"))
        .andExpect(jsonPath("$.approvals[2].campaign").value("granted-by-hand"));
    as(BEA, "/api/approvals/1", "{\"choice\": \"grant\"}")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail").value("bea asked for this: somebody else has to decide"));
    as(DAN, "/api/approvals/1", "{\"choice\": \"grant\"}")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail").value(containsString("may grant up to 40 EUR at once")));
    as(OLA, "/api/approvals/2", "{\"choice\": \"grant\"}").andExpect(status().isForbidden());
    as(ANN, "/api/approvals", "{\"ids\": [1, 2], \"choice\": \"grant\"}")
        .andExpect(jsonPath("$.results[0].state").value("decided"))
        .andExpect(jsonPath("$.results[1].state").value("decided"));
    corridor.settle();
    corridor.advance(Duration.ofMinutes(1));
    assertThat(outreach()).containsExactly("c0 sent", "c1 sent", "c2 held awaiting_approval");
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 0 75.01");
    // Nobody answers the third.
    corridor.advance(Duration.ofHours(24));
    assertThat(outreach()).contains("c2 dropped approval_expired");
    // It is answered as it was decided, whatever became of it.
    granting(OLA, "2", "c2", "30 EUR").andExpect(jsonPath("$.state").value("waits"));
    Gifts.balanced(corridor);
  }

  @Test
  void of_two_colleagues_who_answer_at_once_one_does() throws Exception {
    granting(OLA, "1", "c0", "30 EUR").andExpect(jsonPath("$.approval").value(1));
    List<Member> deciders = List.of(BEA, DAN, ANN);
    Queue<Integer> codes = new ConcurrentLinkedQueue<>();
    Together.at(
        3,
        thread ->
            codes.add(
                answer(as(deciders.get(thread), "/api/approvals/1", "{\"choice\": \"grant\"}"))
                    .getStatus()));
    assertThat(codes).containsExactlyInAnyOrder(200, 409, 409);
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 30 0");
    Gifts.balanced(corridor);
  }

  @Test
  void what_a_gate_refuses_is_said_in_its_sentence_and_moves_no_money() throws Exception {
    corridor.post(
        "customer.updated",
        "customer:c0",
        Map.of("id", "c0", "consent", Map.of("goodwill", false)));
    granting(OLA, "1", "c0", "10 EUR")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("refused"))
        .andExpect(jsonPath("$.gate").value("consent"))
        .andExpect(jsonPath("$.reason").value("opted_out"))
        .andExpect(
            jsonPath("$.said").value("You have asked us not to send you messages of this kind."));
    for (int n = 1; n <= 4; n++) {
      granting(OLA, "c1-" + n, "c1", "20 EUR")
          .andExpect(jsonPath("$.state").value(n <= 3 ? "given" : "refused"));
    }
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 0 60 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"customer\": \"c9\"   | 404 | customer: there is no customer \"c9\"",
        "\"kind\": \"note\"     | 400 | kind: expected credit or voucher or discount",
        "\"kind\": \"gold\"     | 400 | kind: expected credit or",
        "\"value\": \"0 EUR\"   | 400 | value: expected more than nothing, found 0 EUR",
        "\"value\": \"-5 EUR\"  | 400 | value: expected more than nothing, found -5 EUR",
        "\"value\": \"10 NOK\"  | 400 | value: expected some EUR, found 10 NOK",
        "\"value\": \"10\"      | 400 | value: expected an amount such as 500 EUR",
        "\"value\": \"1e99 EUR\"| 400 | value: expected an amount such as 500 EUR",
        "\"value\": \"1.001 EUR\" | 400 | value: expected at most 2 decimals of EUR",
        "\"cost\": \"5 EUR\"    | 400 | cost: expected none: a credit costs what it is worth",
        "\"cost\": \"10 NOK\"   | 400 | cost: expected some EUR, found 10 NOK",
        "\"campaign\": \"sorry\"| 400 | campaign: expected one of granted-by-hand, found sorry",
        "\"why\": \"\"          | 400 | why: expected a text",
        "\"reason\": \"a\\nb\"  | 400 | reason: expected a text of one line",
        "\"budget\": \"mine\"   | 400 | budget: expected only id, customer",
      })
  void what_cannot_be_granted_is_said_with_its_field_and_leaves_nothing(
      String field, int code, String said) throws Exception {
    String name = field.substring(1, field.indexOf('"', 1));
    String body =
        credit("1", "c0", "10 EUR").replaceFirst("\"" + name + "\": \"[^\"]*\",?", "").strip();
    body = body.replaceFirst("\\{", java.util.regex.Matcher.quoteReplacement("{" + field + ", "));
    body = body.replaceFirst(",\\s*}$", "}");
    var answer = as(OLA, "/api/gestures", body).andExpect(status().is(code)).andReturn();
    String told =
        answer.getResponse().getErrorMessage() == null
            ? com.jayway.jsonpath.JsonPath.read(
                answer.getResponse().getContentAsString(), "$.detail")
            : answer.getResponse().getErrorMessage();
    assertThat(told).contains(said);
    assertThat(corridor.texts("select type from event where type = 'gesture.granted'")).isEmpty();
    assertThat(new Audit(corridor.db).read(null, 10)).isEmpty();
    assertThat(outreach()).isEmpty();
  }

  @Test
  void only_colleagues_grant_and_nobody_posts_in_their_name() throws Exception {
    granting(Member.MACHINE, "1", "c0", "10 EUR")
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail").value(containsString("machine is none")));
    String posing =
        """
        {"specversion": "1.0", "id": "1", "source": "colleagues", "type": "gesture.granted",
         "subject": "customer:c0", "data": {"kind": "credit", "value": 10, "currency": "EUR",
         "reason": "none", "by": "ola"}}
        """;
    assertThat(
            new EventReader()
                .structured(posing.getBytes(StandardCharsets.UTF_8), 0, corridor.clock.instant()))
        .isInstanceOfSatisfying(
            Read.Bad.class,
            bad -> assertThat(bad.reason()).startsWith("source: expected another than"));
    // The same under a source of their own is heard, and gives nothing.
    corridor.post(
        "gesture.granted",
        "customer:c0",
        Map.of(
            "kind",
            "credit",
            "value",
            new java.math.BigDecimal("10"),
            "currency",
            "EUR",
            "reason",
            "none",
            "by",
            "ola"));
    assertThat(outreach()).isEmpty();
  }

  @Test
  void more_money_than_somebody_may_grant_is_asked_for_and_granted_by_another_once()
      throws Exception {
    String path = "/api/budgets/Granted by hand/top-up";
    as(BEA, path, "{\"amount\": \"40 EUR\", \"why\": \"March\"}").andExpect(status().isOk());
    as(BEA, path, "{\"amount\": \"500 EUR\", \"why\": \"a bad month\"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.id").value(1))
        .andExpect(jsonPath("$.kind").value("top-up"))
        .andExpect(jsonPath("$.askedBy").value("bea"))
        .andExpect(jsonPath("$.why").value("a bad month"))
        .andExpect(jsonPath("$.left").value(140))
        .andExpect(jsonPath("$.expires").value(seconds("2026-03-13T10:00:00Z")));
    as(OLA, path, "{\"amount\": \"500 EUR\", \"why\": \"-\"}").andExpect(status().isForbidden());
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 40 0 0");
    as(BEA, "/api/approvals/1", "{\"choice\": \"grant\"}").andExpect(status().isForbidden());
    as(DAN, "/api/approvals/1", "{\"choice\": \"grant\"}").andExpect(status().isForbidden());
    as(ANN, "/api/approvals/1", "{\"choice\": \"smaller\"}").andExpect(status().isBadRequest());
    String yes = "{\"choice\": \"grant\", \"why\": \"yes\"}";
    Queue<Integer> codes = new ConcurrentLinkedQueue<>();
    Together.at(4, thread -> codes.add(answer(as(ANN, "/api/approvals/1", yes)).getStatus()));
    assertThat(codes).containsExactlyInAnyOrder(200, 409, 409, 409);
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 540 0 0");
    api.perform(get("/api/budgets/Granted by hand/ledger?limit=1"))
        .andExpect(jsonPath("$.ledger[0].kind").value("top_up"))
        .andExpect(jsonPath("$.ledger[0].who").value("ann"))
        .andExpect(jsonPath("$.ledger[0].why").value("a bad month"));
    as(BEA, path, "{\"amount\": \"600 EUR\", \"why\": \"more\"}").andExpect(status().isAccepted());
    as(BEA, path, "{\"amount\": \"700 EUR\", \"why\": \"more\"}").andExpect(status().isAccepted());
    as(DAN, "/api/approvals/2", "{\"choice\": \"drop\", \"why\": \"no\"}")
        .andExpect(jsonPath("$.decided.choice").value("drop"));
    corridor.advance(Duration.ofHours(24));
    api.perform(get("/api/approvals/3")).andExpect(jsonPath("$.state").value("expired"));
    as(ANN, "/api/approvals/3", "{\"choice\": \"grant\"}").andExpect(status().isConflict());
    // What is asked for at the end of a period ends with it.
    corridor.advance(Duration.ofDays(18));
    as(BEA, path, "{\"amount\": \"800 EUR\", \"why\": \"late\"}")
        .andExpect(jsonPath("$.expires").value(seconds("2026-03-31T22:00:00Z")));
    assertThat(Gifts.accounts(corridor)).containsExactly("Granted by hand 2026-03-01 540 0 0");
    Gifts.balanced(corridor);
  }
}
