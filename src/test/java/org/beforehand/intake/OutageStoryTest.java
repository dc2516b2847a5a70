package org.beforehand.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What customers get to hear about an outage, from its first minute to its end. */
class OutageStoryTest {

  private final Corridor corridor = Corridor.open("2026-03-10T20:00:00Z");

  @AfterEach
  void close() {
    corridor.close();
  }

  @Test
  void an_outage_is_told_when_it_opens_when_its_estimate_moves_and_when_it_is_over() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");

    incident("opened", "A", Map.of("eta", "2026-03-10T23:00:00Z"));
    corridor.advance(Duration.ofMinutes(9));
    assertThat(corridor.mailsTo("kari")).isEmpty();

    corridor.advance(Duration.ofMinutes(1));
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    assertThat(corridor.mailsTo("kari").get(0)).contains("Vi vet om det");

    incident("updated", "A", Map.of("eta", "2026-03-11T03:00:00Z"));
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    corridor.advance(Duration.ofHours(2));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(corridor.mailsTo("kari").get(1)).contains("Nytt anslag");

    incident("restored", "A", Map.of());
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(3);
    assertThat(corridor.mailsTo("kari").get(2)).contains("virker igjen");

    assertThat(corridor.mailsTo("ola")).isEmpty();
    assertThat(corridor.outreach("kari"))
        .containsExactly("opened sent", "eta.1 sent", "restored sent");
  }

  @Test
  void an_outage_that_is_over_before_it_settled_is_told_to_nobody() {
    corridor.customer("kari", "circuit:1");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofHours(1));

    assertThat(corridor.peer.count()).isZero();
    assertThat(corridor.outreach("kari")).isEmpty();
  }

  @Test
  void two_outages_of_one_service_are_one_conversation() {
    corridor.customer("kari", "circuit:1", "area:7");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("opened", "B", Map.of("scopes", List.of("area:7")));
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.mailsTo("kari")).hasSize(1);

    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(1);

    incident("restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(corridor.mailsTo("kari").get(1)).contains("virker igjen");
  }

  @Test
  void whoever_was_not_told_it_began_is_not_told_it_ended() {
    corridor.customer(
        Map.of(
            "id",
            "kari",
            "email",
            "kari@customers.example",
            "consent",
            Map.of("service", false),
            "scopes",
            List.of("circuit:1")));
    corridor.customer("ola", "circuit:1");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    corridor.customer("late", "circuit:1");
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));

    assertThat(corridor.mailsTo("ola")).hasSize(2);
    assertThat(corridor.mailsTo("kari")).isEmpty();
    assertThat(corridor.mailsTo("late")).isEmpty();
    assertThat(why("late", "restored")).contains("not_told");
    assertThat(why("kari", "opened")).contains("opted_out");
  }

  @Test
  void an_outage_that_comes_back_within_the_confirmation_is_the_same_one() {
    corridor.customer("kari", "circuit:1");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(2));
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofHours(1));
    assertThat(corridor.mailsTo("kari")).hasSize(1);

    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
  }

  @Test
  void an_outage_that_comes_back_later_is_a_new_episode() {
    corridor.customer("kari", "circuit:1");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(30));
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));

    assertThat(corridor.texts("select key from outreach order by id"))
        .containsExactly("A#1:opened", "A#1:restored", "A#2:opened", "A#2:restored");
    assertThat(corridor.mailsTo("kari")).hasSize(4);
  }

  @Test
  void a_restoration_that_arrives_before_its_outage_is_believed() {
    corridor.customer("kari", "circuit:1");
    Instant began = corridor.clock.instant();
    corridor.clock.tick(Duration.ofMinutes(30));
    incident("restored", "A", Map.of());
    corridor.post(
        corridor.event(
            "incident.opened",
            "incident:A",
            began,
            Map.of("service", "broadband", "scopes", List.of("circuit:1"))));
    corridor.advance(Duration.ofHours(1));
    assertThat(corridor.peer.count()).isZero();
  }

  @Test
  void scopes_added_later_are_told_too_and_nobody_twice() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");
    corridor.customer("both", "circuit:1", "circuit:2");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("updated", "A", Map.of("scopes", List.of("circuit:2")));
    corridor.advance(Duration.ofMinutes(1));
    assertThat(corridor.mailsTo("kari")).hasSize(1);
    assertThat(corridor.mailsTo("ola")).hasSize(1);
    assertThat(corridor.mailsTo("both")).hasSize(1);
  }

  @Test
  void a_false_alarm_is_told_to_those_who_heard_of_it() {
    corridor.customer("kari", "circuit:1");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("cancelled", "A", Map.of());
    corridor.settle();
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(corridor.mailsTo("kari").get(1)).contains("Alt er i orden");
  }

  @Test
  void two_outages_that_end_together_are_told_once_that_it_is_over() {
    corridor.customer("kari", "circuit:1", "circuit:2");
    incident("opened", "A", Map.of());
    incident("opened", "B", Map.of("scopes", List.of("circuit:2")));
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.mailsTo("kari")).hasSize(1);

    incident("restored", "A", Map.of());
    incident("restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
  }

  @Test
  void the_last_outage_to_end_is_told_though_it_was_too_short_to_be_announced() {
    corridor.customer("kari", "circuit:1", "circuit:2");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("opened", "B", Map.of("scopes", List.of("circuit:2")));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(8));
    assertThat(corridor.mailsTo("kari")).hasSize(1);

    incident("restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
    assertThat(corridor.mailsTo("kari").get(1)).contains("virker igjen");
  }

  @Test
  void nobody_hears_that_it_is_over_while_the_end_of_another_outage_is_unconfirmed() {
    corridor.customer("kari", "circuit:1", "circuit:2");
    incident("opened", "B", Map.of("scopes", List.of("circuit:2")));
    corridor.advance(Duration.ofMinutes(10));
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(4));
    incident("restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(2));
    incident("opened", "B", Map.of("scopes", List.of("circuit:2")));
    corridor.advance(Duration.ofMinutes(20));
    assertThat(corridor.mailsTo("kari")).hasSize(1);

    incident("restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(5));
    assertThat(corridor.mailsTo("kari")).hasSize(2);
  }

  @Test
  void an_outage_that_never_settled_settles_anew_when_it_comes_back() {
    corridor.customer("kari", "circuit:1");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(3));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(2));
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(4));
    assertThat(corridor.mailsTo("kari")).isEmpty();

    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofHours(4));
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(9));
    assertThat(corridor.mailsTo("kari")).isEmpty();
    corridor.advance(Duration.ofMinutes(1));
    assertThat(corridor.mailsTo("kari")).hasSize(1);
  }

  @Test
  void an_outage_that_comes_back_elsewhere_is_told_where_it_now_is() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.mailsTo("kari")).hasSize(2);

    incident("opened", "A", Map.of("scopes", List.of("circuit:2")));
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.mailsTo("ola")).hasSize(1);
    assertThat(corridor.mailsTo("kari")).hasSize(2);

    // Where it was before, it holds back nobody's news of another one.
    incident("opened", "B", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "B", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.mailsTo("kari")).hasSize(4);

    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.mailsTo("kari")).hasSize(4);
    assertThat(corridor.mailsTo("ola")).hasSize(2);
  }

  @Test
  void whoever_had_not_heard_of_its_end_when_it_came_back_elsewhere_hears_it_then() {
    corridor.customer("kari", "circuit:1");
    corridor.customer("ola", "circuit:2");
    incident("opened", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    incident("restored", "A", Map.of());
    corridor.clock.tick(Duration.ofMinutes(10));
    // The sweep of its end begins, and is overtaken before anybody is reached.
    corridor.tick.at(corridor.clock.instant());
    incident("opened", "A", Map.of("scopes", List.of("circuit:2")));
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.outreach("kari")).containsExactly("opened sent");

    incident("restored", "A", Map.of());
    corridor.advance(Duration.ofMinutes(10));
    assertThat(corridor.outreach("kari")).containsExactly("opened sent", "restored sent");
    assertThat(corridor.outreach("ola")).containsExactly("opened sent", "restored sent");
  }

  private void incident(String what, String id, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>();
    all.put("service", "broadband");
    all.put("scopes", List.of("circuit:1"));
    all.putAll(data);
    corridor.post("incident." + what, "incident:" + id, all);
  }

  private String why(String customer, String stage) {
    return corridor
        .db
        .sql("select why::text from decision where customer = :customer and stage = :stage")
        .param("customer", customer)
        .param("stage", stage)
        .query(String.class)
        .single();
  }
}
