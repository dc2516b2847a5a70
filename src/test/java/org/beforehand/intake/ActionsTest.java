package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.beforehand.desk.Alerts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules do beside sending, from the event to what is kept of it. */
class ActionsTest {

  private final Corridor corridor = Corridor.ofSentences("2026-03-12T10:00:00Z", "actions");

  @BeforeEach
  void kari() {
    corridor.customer("kari");
  }

  @AfterEach
  void close() {
    corridor.close();
  }

  private List<String> verdicts(String action) {
    return corridor
        .db
        .sql(
            """
            select (v ->> 'verdict') || coalesce(' ' || (v ->> 'reason'), '')
              from decision d, jsonb_array_elements(d.why -> 'verdicts') v
             where v ->> 'action' = :action order by d.seq
            """)
        .param("action", action)
        .query(String.class)
        .list();
  }

  @Test
  void a_team_is_told_once_about_the_same_thing() {
    corridor.post("call.dropped", "customer:kari", Map.of("ticket", "T-1"));
    corridor.post("call.dropped", "customer:kari", Map.of("ticket", "T-1"));
    corridor.post("call.dropped", "customer:kari", Map.of("ticket", "T-2"));
    assertThat(new Alerts(corridor.db).latest(null, 10))
        .extracting(one -> one.alert().id().team() + " " + one.alert().id().key())
        .containsExactly("network T-2", "network T-1");
    assertThat(verdicts("alert")).containsExactly("send", "drop duplicate", "send");
    assertThat(corridor.outreach("kari")).isEmpty();
  }
}
