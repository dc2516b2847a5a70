package org.beforehand.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.beforehand.customer.Dictionary.Entry;
import org.beforehand.intake.Corridor;
import org.junit.jupiter.api.Test;

/** What authors can ask for is read from what came in. */
class DictionaryTest {

  @Test
  void traits_and_fields_are_listed_with_their_types_values_and_how_many_have_them() {
    try (Corridor corridor = Corridor.open("2026-03-12T12:00:00Z")) {
      for (int i = 0; i < 8; i++) {
        corridor.customer(
            i < 4
                ? Map.of("id", "c" + i, "trait", Map.of("plan", "Fibre 500", "contract", "N" + i))
                : Map.of("id", "c" + i, "trait", Map.of("business", true)));
        corridor.post("order.late", "customer:c" + i, Map.of("order", "A-" + i, "days", i % 2 + 1));
      }

      List<Entry> entries = new Dictionary(corridor.db).entries();

      assertThat(entries).filteredOn(entry -> entry.of() == null).hasSize(3);
      Entry plan = find(entries, null, "plan");
      assertThat(plan.type()).isEqualTo("text");
      assertThat(plan.filled()).isEqualTo(0.5);
      assertThat(plan.common()).containsExactly("Fibre 500");
      assertThat(plan.latest()).isEqualTo(corridor.clock.instant());
      assertThat(find(entries, null, "business").type()).isEqualTo("yes/no");
      // Numbers of contracts are nobody's choice.
      assertThat(find(entries, null, "contract").common()).isEmpty();
      Entry days = find(entries, "order.late", "days");
      assertThat(days.type()).isEqualTo("number");
      assertThat(days.filled()).isEqualTo(1.0);
      assertThat(days.common()).containsExactlyInAnyOrder("1", "2");
    }
  }

  private static Entry find(List<Entry> entries, String of, String name) {
    return entries.stream()
        .filter(entry -> java.util.Objects.equals(entry.of(), of) && entry.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
