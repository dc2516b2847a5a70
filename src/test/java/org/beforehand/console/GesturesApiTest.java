package org.beforehand.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import java.util.TreeMap;
import org.beforehand.decide.RuleFolder;
import org.beforehand.goodwill.Budgets;
import org.beforehand.goodwill.Fulfilment;
import org.beforehand.goodwill.GestureBook;
import org.beforehand.goodwill.Owed;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Fulfilling;
import org.beforehand.intake.Gifts;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Handovers;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Gestures over HTTP: how far they are done, and who sees to those that are not. */
class GesturesApiTest {

  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member ANN = new Member("ann", Role.AUTHOR);

  private final Corridor corridor = Corridor.open("2026-03-12T10:00:00Z", folder());
  private MockMvc api;

  private static RuleFolder folder() {
    Map<String, String> files = new TreeMap<>(Gifts.folder("amount: 100 EUR").files());
    files.computeIfPresent(
        "contact-policy.yaml",
        (file, text) ->
            text + "fulfilment: {kinds: [credit], tries: 1}\nmay-grant: {approver: 50 EUR}\n");
    files.computeIfPresent(
        "sorry/rules.dslr",
        (file, text) ->
            text
                + """

                rule "a debt"
                when
                  "order.lost" happened
                then
                  owe the customer 40 EUR because of "lost order", due within 1 days
                end
                """);
    return RuleFolder.of(files);
  }

  @BeforeEach
  void serve() {
    api =
        MockMvcBuilders.standaloneSetup(
                new GesturesApi(
                    new GestureBook(corridor.db),
                    new Owed(corridor.db),
                    new Handovers(corridor.db, corridor.transaction),
                    corridor.clock),
                new BudgetsApi(
                    corridor.rulebooks,
                    new Budgets(corridor.db),
                    new Approvals(corridor.db, corridor.transaction, corridor.rulebooks),
                    corridor.clock))
            .setControllerAdvice(new ApiProblems())
            .build();
    Gifts.customers(corridor, 2);
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void handOver() {
    Fulfilling down =
        new Fulfilling(
            corridor.db,
            corridor.transaction,
            corridor.rulebooks,
            one -> new Fulfilment.Unknown("answered 503"),
            () -> {});
    while (down.page(corridor.clock.instant())) {
      corridor.settle();
    }
  }

  private MoneyWatch.Watched watched() {
    return new MoneyWatch(
            new GestureBook(corridor.db), new Owed(corridor.db), corridor.rulebooks, corridor.clock)
        .now();
  }

  private ResultActions as(Member who, String path, String body) throws Exception {
    return api.perform(
        post(path)
            .requestAttr(Member.ATTRIBUTE, who)
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  @Test
  void what_is_stuck_is_seen_and_somebody_says_what_became_of_it() throws Exception {
    Gifts.order(corridor, "order.late", "c0", "A-0");
    api.perform(get("/api/gestures?customer=c0"))
        .andExpect(jsonPath("$.gestures[0].state").value("promised"))
        .andExpect(jsonPath("$.gestures[0].fulfilment").isEmpty());
    corridor.settle();
    handOver();
    String key = corridor.texts("select key from fulfilment").get(0);
    api.perform(get("/api/gestures?state=stuck"))
        .andExpect(jsonPath("$.gestures.length()").value(1))
        .andExpect(jsonPath("$.gestures[0].kind").value("credit"))
        .andExpect(jsonPath("$.gestures[0].value").value(10.00))
        .andExpect(jsonPath("$.gestures[0].fulfilment.key").value(key))
        .andExpect(jsonPath("$.gestures[0].fulfilment.tries").value(1))
        .andExpect(jsonPath("$.gestures[0].fulfilment.detail").value("answered 503"));
    assertThat(watched().stuck())
        .singleElement()
        .isEqualTo(
            new MoneyWatch.Stuck(
                key,
                "c0",
                "credit of 10 EUR for late order",
                "Thu 12 Mar, 11:00",
                1,
                "answered 503"));
    String done = "{\"found\": \"done\", \"why\": \"it stands in their books\"}";
    as(ANN, "/api/fulfilments/" + key, done).andExpect(status().isForbidden());
    as(BEA, "/api/fulfilments/" + key, "{\"found\": \"so\", \"why\": \"-\"}")
        .andExpect(status().isBadRequest())
        .andExpect(status().reason("found: expected retry or done or refused"));
    as(BEA, "/api/fulfilments/" + key, done).andExpect(status().isOk());
    assertThat(watched().stuck()).isEmpty();
    as(BEA, "/api/fulfilments/" + key, done).andExpect(status().isConflict());
    handOver();
    api.perform(get("/api/gestures?state=given"))
        .andExpect(jsonPath("$.gestures[0].customer").value("c0"));
    assertThat(Gifts.states(corridor)).containsExactly("sent 1");
    api.perform(get("/api/gestures?state=lost"))
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString("state: expected one of waiting")));
  }

  @Test
  void what_is_owed_is_listed_with_its_date() throws Exception {
    Gifts.order(corridor, "order.lost", "c1", "B-1");
    handOver();
    api.perform(get("/api/owed?unpaidWithin=2d"))
        .andExpect(jsonPath("$.owed[0].customer").value("c1"))
        .andExpect(jsonPath("$.owed[0].amount").value(40.00))
        .andExpect(jsonPath("$.owed[0].state").value("stuck"))
        .andExpect(jsonPath("$.owed[0].late").value(false));
    corridor.clock.tick(java.time.Duration.ofDays(3));
    api.perform(get("/api/owed?customer=c1"))
        .andExpect(jsonPath("$.owed[0].late").value(true))
        .andExpect(jsonPath("$.owed[0].paid").isEmpty());
    api.perform(get("/api/owed?customer=c0")).andExpect(jsonPath("$.owed").isEmpty());
  }

  @Test
  void what_is_more_than_somebody_may_grant_somebody_else_has_to() throws Exception {
    as(BEA, "/api/budgets/Storm goodwill/top-up", "{\"amount\": \"50.01 EUR\", \"why\": \"-\"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.kind").value("top-up"));
    as(BEA, "/api/budgets/Storm goodwill/top-up", "{\"amount\": \"50 EUR\", \"why\": \"-\"}")
        .andExpect(status().isOk());
    assertThat(Gifts.accounts(corridor)).containsExactly("Storm goodwill 1970-01-01 50 0 0");
  }
}
