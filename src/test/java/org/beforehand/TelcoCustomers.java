package org.beforehand;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A telecom company's customers, from two sets of real-looking data: contracts, services and
 * charges of the one, people of 76 locales of the other.
 */
public final class TelcoCustomers {
  private static final List<String> ZONES =
      List.of(
          "Europe/Oslo",
          "Asia/Kathmandu",
          "Australia/Lord_Howe",
          "America/New_York",
          "America/Sao_Paulo",
          "Africa/Johannesburg",
          "Asia/Tokyo",
          "Pacific/Apia");

  private static final List<String> TRAITS =
      List.of(
          "InternetService", "PaymentMethod", "MonthlyCharges", "TotalCharges", "tenure", "Churn");

  private TelcoCustomers() {}

  /** Every record as {@code CustomerRecord.read} takes it; each depends on one of the circuits. */
  public static List<Map<String, Object>> records(List<String> circuits) throws IOException {
    List<CSVRecord> contracts = rows("customers/ibm_telco_churn.csv");
    List<CSVRecord> people = rows("customers/faker_76_locales.csv");
    List<Map<String, Object>> records = new ArrayList<>(contracts.size());
    for (int i = 0; i < contracts.size(); i++) {
      CSVRecord contract = contracts.get(i);
      CSVRecord person = people.get(i % people.size());
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("id", contract.get("customerID"));
      record.put("name", person.get("full_name"));
      record.put("given", person.get("first_name"));
      record.put("email", person.get("email"));
      record.put("phone", person.get("phone"));
      record.put("locale", person.get("locale"));
      record.put("zone", ZONES.get(i % ZONES.size()));
      record.put("birthday", person.get("birth_date"));
      record.put("tier", contract.get("Contract").toLowerCase(Locale.ROOT));
      record.put(
          "consent",
          Map.of("service", true, "marketing", contract.get("PaperlessBilling").equals("Yes")));
      record.put("scopes", List.of("circuit:" + circuits.get(i % circuits.size())));
      record.put("trait", traits(contract));
      record.values().removeIf(value -> value.equals(""));
      records.add(record);
    }
    return records;
  }

  private static Map<String, Object> traits(CSVRecord contract) {
    Map<String, Object> traits = new LinkedHashMap<>();
    for (String name : TRAITS) {
      String value = contract.get(name).strip();
      if (!value.isEmpty()) {
        boolean number = value.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        traits.put(name, number ? new BigDecimal(value) : value);
      }
    }
    return traits;
  }

  private static List<CSVRecord> rows(String name) throws IOException {
    Path file = SharedData.path(name);
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      return parser.getRecords();
    }
  }
}
