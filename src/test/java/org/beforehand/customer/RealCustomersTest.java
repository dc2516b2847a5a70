package org.beforehand.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beforehand.TelcoCustomers;
import org.junit.jupiter.api.Test;

class RealCustomersTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");

  @Test
  void every_customer_of_a_telecom_company_is_read_or_refused_with_a_reason() throws Exception {
    List<Map<String, Object>> records = TelcoCustomers.records(List.of("1201", "1202"));
    int taken = 0;
    Map<String, Integer> warnings = new TreeMap<>();
    Map<String, Integer> refused = new TreeMap<>();
    for (Map<String, Object> data : records) {
      try {
        CustomerRecord record = CustomerRecord.read(data, AT, "test");
        taken++;
        record.warnings().forEach(warning -> warnings.merge(warning, 1, Integer::sum));
        assertThat(CustomerRecord.parse(record.json(), AT, "test"))
            .isEqualTo(new CustomerRecord(record.customer(), record.consents(), List.of()));
      } catch (BadRecord bad) {
        assertThat(bad.getMessage()).startsWith(bad.field() + ": ");
        refused.merge(bad.getMessage(), 1, Integer::sum);
      }
    }
    System.out.printf(
        "telco customers: %d rows, %d taken, refused %s, warnings %s%n",
        records.size(), taken, refused, warnings);
    assertThat(records).hasSize(7043);
    assertThat(taken + refused.values().stream().mapToInt(n -> n).sum()).isEqualTo(7043);
    assertThat(taken).isGreaterThan(6900);
  }
}
