package org.beforehand.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beforehand.fact.Event;
import org.beforehand.fact.Gift;
import org.beforehand.fact.History;
import org.beforehand.fact.Money;
import org.beforehand.fact.Subject;
import org.junit.jupiter.api.Test;

/** A dossier is folded forward through a batch without losing anything on the way. */
class DossierTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  @Test
  void gifts_still_count_when_windows_are_counted_back_from_another_instant() throws BadRecord {
    Dossier dossier =
        new Dossier(
            CustomerRecord.read(Map.of("id", "kari"), NOON, "test").customer(),
            1,
            Map.of(),
            Set.of(),
            new History(
                NOON,
                Map.of(),
                List.of(),
                List.of(new Gift(NOON.minusSeconds(60), Money.of("250", "NOK")))),
            List.of());

    History later = dossier.asOf(NOON.plusSeconds(60)).history();

    assertThat(later.givenLess("200", "NOK", Duration.ofDays(90))).isFalse();
  }

  @Test
  void what_happens_in_a_batch_opens_tickets_and_closes_them_for_the_next_event_of_it()
      throws BadRecord {
    Dossier dossier =
        new Dossier(
            CustomerRecord.read(Map.of("id", "kari"), NOON, "test").customer(),
            1,
            Map.of(),
            Set.of(),
            new History(NOON, Map.of(History.ACTIVITY, List.of()), List.of()),
            List.of());

    Dossier opened = dossier.after(ticket("ticket.opened"), 2);
    assertThat(opened.history().ticketOpenFor(Duration.ZERO)).isTrue();
    assertThat(opened.history().count(History.ACTIVITY, Duration.ofDays(1))).isEqualTo(1);
    assertThat(opened.after(ticket("ticket.closed"), 3).history().tickets()).isEmpty();
  }

  private static Event ticket(String type) {
    return new Event(
        "test", type, type, new Subject.OfCustomer("kari"), NOON, Map.of("ticket", "T-1"));
  }
}
