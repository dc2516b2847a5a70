package org.beforehand.console;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import org.beforehand.TestClock;
import org.beforehand.TestDatabase;
import org.beforehand.decide.RuleFolder;
import org.beforehand.decide.Rulebook;
import org.beforehand.decide.Rulebooks;
import org.beforehand.studio.Uplift;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What machines ask about a campaign's effect, and what they are told. */
class UpliftApiTest {

  private static final String ADDRESS = "/api/campaigns/follow-up-calls/uplift";
  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final Rulebook RULES = Rulebook.compile(RuleFolder.read(Path.of("rules")));

  private final TestClock clock = new TestClock("2026-03-12T10:00:00Z");
  private MockMvc api;

  @BeforeEach
  void serve() {
    JdbcClient db = JdbcClient.create(DATABASE.dataSource());
    Rulebooks rulebooks = new Rulebooks(db);
    rulebooks.publish(RULES, clock.instant());
    api =
        MockMvcBuilders.standaloneSetup(
                new UpliftApi(new Uplift(DATABASE.dataSource()), rulebooks, clock))
            .build();
  }

  @Test
  void a_period_is_days_of_the_companys_and_ends_where_outcomes_can_still_come() throws Exception {
    api.perform(get(ADDRESS + "?outcome=ticket.opened&within=36h&from=2026-03-01&to=2026-03-12"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.campaign").value("follow-up-calls"))
        .andExpect(jsonPath("$.compared").value("share of customers"))
        .andExpect(jsonPath("$.within").value("36h"))
        .andExpect(jsonPath("$.heldOut.customers").value(0))
        .andExpect(jsonPath("$.treated.verdict").value("too few to tell"))
        .andExpect(jsonPath("$.variants").doesNotExist())
        .andExpect(jsonPath("$.leftOut").value(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outcome=Ticket                            | outcome: expected an event type",
        "outcome=t&field=a-b                       | field: expected",
        "outcome=t&within=soon                     | within: expected a time such as 12h or 7d",
        "outcome=t&within=0d                       | within: expected",
        "outcome=t&within=91d                      | at most 90d",
        "outcome=t&against=me                      | against: expected campaign or global",
        "outcome=t&from=yesterday                  | from: expected a day such as",
        "outcome=t&to=%2B999999999-12-31           | to: expected a day such as",
        "outcome=t&from=2026-03-02&to=2026-03-02   | from: expected a time before \"to\"",
        "outcome=t&from=2020-01-01&to=2026-03-02   | from: expected at most 400 days",
      })
  void what_cannot_be_meant_is_said_with_its_parameter(String query, String said) throws Exception {
    api.perform(get(java.net.URI.create(ADDRESS + "?" + query)))
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString(said)));
  }

  @Test
  void a_campaign_nobody_knows_is_not_found() throws Exception {
    api.perform(get("/api/campaigns/nothing/uplift?outcome=t")).andExpect(status().isNotFound());
    api.perform(get(ADDRESS)).andExpect(status().isBadRequest());
  }
}
