package org.beforehand.console;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.beforehand.goodwill.Budgets;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.Gifts;
import org.beforehand.studio.Approvals;
import org.beforehand.studio.Member;
import org.beforehand.studio.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Money over HTTP: who is asked, who answers, and what is left. */
class ApprovalsApiTest {

  private static final Member BEA = new Member("bea", Role.APPROVER);
  private static final Member ANN = new Member("ann", Role.AUTHOR);

  private final Corridor corridor =
      Corridor.open(
          "2026-03-12T10:00:00Z",
          Gifts.folder("amount: 100 EUR\nper: quarter\nowner: care\napprove-above: 50 EUR"));
  private MockMvc api;

  @BeforeEach
  void serve() {
    Approvals approvals = new Approvals(corridor.db, corridor.transaction, corridor.rulebooks);
    api =
        MockMvcBuilders.standaloneSetup(
                new ApprovalsApi(approvals, corridor.clock),
                new BudgetsApi(
                    corridor.rulebooks, new Budgets(corridor.db), approvals, corridor.clock))
            .setControllerAdvice(new ApiProblems())
            .build();
    Gifts.customers(corridor, 3);
    for (int n = 0; n < 3; n++) {
      Gifts.order(corridor, "treasure.lost", "c" + n, "T-" + n);
    }
    corridor.settle();
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

  @Test
  void what_waits_is_listed_decided_once_and_seen_in_the_ledger() throws Exception {
    api.perform(get("/api/approvals?state=open"))
        .andExpect(jsonPath("$.approvals.length()").value(3))
        .andExpect(jsonPath("$.approvals[2].id").value(1))
        .andExpect(jsonPath("$.approvals[2].amount").value(90.00))
        .andExpect(jsonPath("$.approvals[2].left").value(100.00))
        .andExpect(jsonPath("$.approvals[2].customers").value(1))
        .andExpect(jsonPath("$.approvals[2].choices[0]").value("grant"));
    as(ANN, "/api/approvals/1", "{\"choice\": \"grant\"}").andExpect(status().isForbidden());
    as(BEA, "/api/approvals/1", "{\"choice\": \"grant\", \"why\": \"a treasure\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.state").value("decided"))
        .andExpect(jsonPath("$.decided.by").value("bea"))
        .andExpect(jsonPath("$.decided.why").value("a treasure"));
    as(BEA, "/api/approvals/1", "{\"choice\": \"drop\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value("it is decided already: grant, by bea"));
    as(BEA, "/api/approvals", "{\"ids\": [1, 2, 3], \"choice\": \"grant\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.results[0].refused").value(containsString("decided already")))
        .andExpect(jsonPath("$.results[1].refused").value(containsString("only 10 EUR left")));
    as(BEA, "/api/approvals", "{\"ids\": [2, 3], \"choice\": \"drop\"}")
        .andExpect(jsonPath("$.results[1].state").value("decided"));
    corridor.settle();
    as(BEA, "/api/budgets/Storm goodwill/top-up", "{\"amount\": \"50 EUR\", \"why\": \"a storm\"}")
        .andExpect(status().isOk());
    api.perform(get("/api/budgets"))
        .andExpect(jsonPath("$.budgets[0].name").value("Storm goodwill"))
        .andExpect(jsonPath("$.budgets[0].amount").value(100.00))
        .andExpect(jsonPath("$.budgets[0].per").value("quarter"))
        .andExpect(jsonPath("$.budgets[0].periods[0].toppedUp").value(50.00))
        .andExpect(jsonPath("$.budgets[0].periods[0].reserved").value(90.00))
        .andExpect(jsonPath("$.budgets[0].periods[0].left").value(60.00));
    api.perform(get("/api/budgets/Storm goodwill/ledger?limit=1"))
        .andExpect(jsonPath("$.ledger[0].kind").value("top_up"))
        .andExpect(jsonPath("$.ledger[0].who").value("bea"))
        .andExpect(jsonPath("$.next").value(2));
    api.perform(get("/api/approvals/99")).andExpect(status().isNotFound());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "approvals/1                      | {\"choice\": \"give\"}                       | choice: expected one of grant",
        "approvals/1                      | {\"why\": \"so\"}                            | choice: expected a text",
        "approvals                        | {\"ids\": [\"1\"], \"choice\": \"drop\"}     | ids: expected a list of whole numbers",
        "approvals                        | {\"ids\": [], \"choice\": \"drop\"}          | ids: expected a list of 1 to 500",
        "budgets/Storm goodwill/top-up    | {\"amount\": \"much\", \"why\": \"so\"}      | amount: expected an amount such as 500 EUR",
        "budgets/Storm goodwill/top-up    | {\"amount\": \"5 SHELLS\", \"why\": \"so\"}  | amount: expected a currency",
      })
  void what_cannot_be_meant_is_said_with_its_place(String path, String body, String said)
      throws Exception {
    as(BEA, "/api/" + path, body)
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString(said)));
  }
}
