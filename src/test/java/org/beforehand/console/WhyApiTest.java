package org.beforehand.console;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.beforehand.OneOutage;
import org.beforehand.intake.Corridor;
import org.beforehand.studio.Why;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Why, asked over HTTP about an incident and all whom it concerned. */
class WhyApiTest {

  private static Corridor corridor;
  private static MockMvc api;

  @BeforeAll
  static void play() {
    corridor = OneOutage.played();
    api =
        MockMvcBuilders.standaloneSetup(
                new WhyApi(new Why(corridor.db, corridor.rulebooks), corridor.clock))
            .setControllerAdvice(new ApiProblems())
            .build();
  }

  @AfterAll
  static void close() {
    corridor.close();
  }

  @Test
  void those_intended_are_told_waiting_unreachable_dropped_or_failed() throws Exception {
    api.perform(get("/api/why?incident=I7&campaign=outage-notices&examples=1"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.versions[0].status").value("open"))
        .andExpect(jsonPath("$.versions[0].scopes[0]").value("circuit:1"))
        .andExpect(jsonPath("$.versions[-1:].status").value("restored"))
        .andExpect(jsonPath("$.stages[0].stage").value("opened"))
        .andExpect(jsonPath("$.stages[0].intended").value(3))
        .andExpect(jsonPath("$.stages[0].told").value(1))
        .andExpect(jsonPath("$.stages[0].waiting").value(0))
        .andExpect(jsonPath("$.stages[0].unreachable").value(1))
        .andExpect(jsonPath("$.stages[0].dropped").value(1))
        .andExpect(jsonPath("$.stages[0].failed").value(0))
        .andExpect(jsonPath("$.stages[1].stage").value("restored"))
        .andExpect(jsonPath("$.stages[1].told").value(1))
        .andExpect(jsonPath("$.silent").value(2))
        .andExpect(jsonPath("$.why[*].reason", containsInAnyOrder("opted_out", "unreachable")))
        .andExpect(jsonPath("$.why[?(@.reason=='opted_out')].gate").value("consent"))
        .andExpect(jsonPath("$.why[?(@.reason=='opted_out')].examples[0]").value("ola"));
  }

  @Test
  void the_same_is_a_dated_document_in_plain_words() throws Exception {
    api.perform(get("/api/why?incident=I7").accept("text/plain"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Written Thu 12 March 2026 12:00")))
        .andExpect(
            content()
                .string(
                    containsString(
                        "intended for 3 = 1 told + 0 waiting + 1 unreachable + 1 dropped + 0"
                            + " failed")))
        .andExpect(
            content()
                .string(
                    containsString(
                        "1 dropped, consent (opted_out): You have asked us not to send you"
                            + " messages of this kind. For example ola.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "incident=I9                      | 404 | nothing about this incident reached us",
        "incident=I7&campaign=no          | 404 | campaign: expected one of outage-notices",
        "incident=I7&to=2026-03-01T00:00Z | 404 | nothing about this incident reached us",
      })
  void what_is_not_known_is_said(String query, int status, String said) throws Exception {
    api.perform(get("/api/why?" + query))
        .andExpect(status().is(status))
        .andExpect(jsonPath("$.detail", containsString(said)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "campaign=outage-notices | customer: expected",
        "incident=I7&examples=x  | examples: expected a number from 0 to 100",
        "incident=I7&from=then   | from: expected a time such as",
      })
  void what_cannot_be_meant_is_said(String query, String said) throws Exception {
    api.perform(get("/api/why?" + query))
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString(said)));
  }
}
