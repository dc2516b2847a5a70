package org.beforehand.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.Repository;
import org.beforehand.decide.RuleFolder;
import org.beforehand.intake.Corridor;
import org.beforehand.intake.WaitingBook;
import org.beforehand.studio.Account;
import org.beforehand.studio.Why;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Who waits for something that was sold out, as the desk sees it. */
class WaitingListApiTest {

  private final Corridor corridor = Corridor.open("2026-03-10T10:00:00Z", folder());
  private MockMvc api;

  private static RuleFolder folder() {
    Map<String, String> files = new TreeMap<>(Repository.atOnce());
    files
        .keySet()
        .removeIf(
            file -> file.contains("/") && !file.matches("(shared|back-in-stock|late-orders)/.*"));
    return RuleFolder.of(files);
  }

  @BeforeEach
  void serve() {
    api =
        MockMvcBuilders.standaloneSetup(new WaitingListApi(new WaitingBook(corridor.db)))
            .setControllerAdvice(new ApiProblems())
            .build();
    for (String customer : List.of("kari", "ola", "aino", "erik")) {
      corridor.customer(customer);
      wants(customer, "R-2");
    }
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private void wants(String customer, String sku) {
    corridor.post("stock.wanted", "customer:" + customer, Map.of("sku", sku));
    corridor.clock.tick(Duration.ofMinutes(1));
  }

  private void oneCameBack() {
    corridor.post("stock.returned", "item:R-2", Map.of("quantity", 1));
  }

  private List<String> why(String customer, @Nullable String campaign) {
    Account account =
        new Why(corridor.db, corridor.rulebooks)
            .answer(
                new Why.Question(
                    customer,
                    campaign,
                    null,
                    null,
                    corridor.clock.instant().minus(Why.USUAL),
                    corridor.clock.instant()));
    return account.remarks().stream().filter(remark -> remark.contains("R-2")).toList();
  }

  @Test
  void those_who_wait_stand_in_the_order_in_which_they_asked_and_those_with_a_piece_say_until_when()
      throws Exception {
    wants("kari", "R-3");
    oneCameBack();
    corridor.settle();
    api.perform(get("/api/waiting-list?item=R-2"))
        .andExpect(jsonPath("$.waiting[*].customer", contains("kari", "ola", "aino", "erik")))
        .andExpect(
            jsonPath("$.waiting[*].state", contains("reserved", "waiting", "waiting", "waiting")))
        .andExpect(jsonPath("$.waiting[*].place", contains(null, 1, 2, 3)))
        .andExpect(jsonPath("$.waiting[0].until").value(1773223500.0))
        .andExpect(jsonPath("$.waiting[1].until").isEmpty())
        .andExpect(jsonPath("$.waiting[1].asked").value(1773136860.0))
        .andExpect(jsonPath("$.next").doesNotExist());
    corridor.post("stock.declined", "customer:ola", Map.of("sku", "R-2"));
    api.perform(get("/api/waiting-list?item=R-2"))
        .andExpect(jsonPath("$.waiting[*].customer", contains("kari", "aino", "erik")))
        .andExpect(jsonPath("$.waiting[*].place", contains(null, 1, 2)));
  }

  @Test
  void a_part_goes_on_where_the_last_one_ended_whatever_became_of_that_meanwhile()
      throws Exception {
    String next =
        api.perform(get("/api/waiting-list?item=R-2&limit=2"))
            .andExpect(jsonPath("$.waiting[*].customer", contains("kari", "ola")))
            .andReturn()
            .getResponse()
            .getContentAsString()
            .replaceFirst(".*\"next\":(\\d+).*", "$1");
    api.perform(get("/api/waiting-list?item=R-2&limit=3&after=" + next))
        .andExpect(jsonPath("$.waiting[*].customer", contains("aino", "erik")))
        .andExpect(jsonPath("$.waiting[*].place", contains(3, 4)))
        .andExpect(jsonPath("$.next").doesNotExist());
    corridor.post("stock.declined", "customer:ola", Map.of("sku", "R-2"));
    api.perform(get("/api/waiting-list?item=R-2&limit=1&after=" + next))
        .andExpect(jsonPath("$.waiting[*].customer", contains("aino")))
        .andExpect(jsonPath("$.waiting[*].place", contains(2)));
    api.perform(get("/api/waiting-list?item=R-9"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.waiting.length()").value(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=3          | item: expected the SKU of a thing",
        "item=            | item: expected the SKU of a thing",
        "item=R-2&limit=0 | limit: expected 1 to 500",
      })
  void what_cannot_be_meant_is_said(String query, String said) throws Exception {
    api.perform(get("/api/waiting-list?" + query))
        .andExpect(status().isBadRequest())
        .andExpect(status().reason(containsString(said)));
  }

  @Test
  void why_says_where_somebody_stands_of_those_who_wait() {
    assertThat(why("aino", "back-in-stock"))
        .containsExactly(
            "The customer waits for \"R-2\" and is now the third of those who wait for this.");
    assertThat(why("aino", null)).isEqualTo(why("aino", "back-in-stock"));
    assertThat(why("aino", "late-orders")).isEmpty();
    oneCameBack();
    assertThat(why("kari", "back-in-stock"))
        .containsExactly(
            "A piece of \"R-2\" is set aside for the customer, who has not been told of it yet.");
    corridor.settle();
    assertThat(why("kari", "back-in-stock"))
        .containsExactly(
            "A piece of \"R-2\" is set aside for the customer until Wed 11 March 2026 11:04.");
    assertThat(why("aino", "back-in-stock"))
        .containsExactly(
            "The customer waits for \"R-2\" and is now the second of those who wait for this.");
    corridor.post("stock.declined", "customer:aino", Map.of("sku", "R-2"));
    assertThat(why("aino", "back-in-stock")).isEmpty();
  }
}
