package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.beforehand.SharedData;
import org.beforehand.intake.CustomerReader.Row;
import org.junit.jupiter.api.Test;

class CustomerReaderTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");

  @Test
  void a_csv_row_becomes_the_record_its_columns_describe() {
    List<Row> rows =
        csv(
            "\ufeffid,name,deceased,preferred,consent.care,scopes,trait.plan,trait.charges,trait.code\r\n"
                + "C-1,\"Bø, Åse\",false,sms; email,yes,circuit:1;area:2,fibre,29.85,0047\r\n"
                + "\r\n"
                + "C-2,\"two\nlines \"\"quoted\"\"\",,,,,,,\r\n"
                + "C-3,5\" pipe,,,,,,,\r\n");
    assertThat(((Row.Good) rows.get(0)).data())
        .isEqualTo(
            Map.of(
                "id", "C-1",
                "name", "Bø, Åse",
                "deceased", false,
                "preferred", List.of("sms", "email"),
                "consent", Map.of("care", true),
                "scopes", List.of("circuit:1", "area:2"),
                "trait",
                    Map.of("plan", "fibre", "charges", new BigDecimal("29.85"), "code", "0047")));
    assertThat(rows.get(1))
        .isEqualTo(
            new Row.Bad(
                4, "name: expected one line of text, found a control character at position 4"));
    assertThat(((Row.Good) rows.get(2)).data()).containsEntry("name", "5\" pipe");
    assertThat(rows.get(2).line()).isEqualTo(6);
  }

  @Test
  void one_bad_row_does_not_cost_the_rest() {
    StringBuilder file = new StringBuilder("id,name\nC-1,\"never closed\nC-2\nC-3,a,b\n");
    file.append("C-4,\"a\" b\n,nobody\n");
    for (int i = 0; i < 200; i++) {
      file.append("D-").append(i).append(",\"fine\"\n");
    }
    List<Row> rows = csv(file.toString());
    assertThat(rows.subList(0, 5)).allMatch(row -> row instanceof Row.Bad);
    assertThat(rows.get(0))
        .isEqualTo(
            new Row.Bad(2, "a quoted cell is not closed, or something follows its closing quote"));
    assertThat(rows.get(1)).isEqualTo(new Row.Bad(3, "expected 2 cells, found 1"));
    assertThat(rows.get(2)).isEqualTo(new Row.Bad(4, "expected 2 cells, found 3"));
    assertThat(rows.subList(5, rows.size())).hasSize(200).allMatch(row -> row instanceof Row.Good);
  }

  @Test
  void a_header_with_an_unknown_or_doubled_column_is_refused_by_name() {
    assertThat(csv("id,emial\nC,x\n"))
        .containsExactly(new Row.Bad(1, "column \"emial\": not known; did you mean \"email\"?"));
    assertThat(csv("id,id\nC,x\n")).containsExactly(new Row.Bad(1, "column \"id\": there twice"));
    assertThat(csv("id,consent.marketin\n"))
        .singleElement()
        .asString()
        .contains("did you mean \\\"consent.marketing\\\"".replace("\\", ""));
    assertThat(csv("")).isEmpty();
  }

  @Test
  void json_lines_are_read_one_by_one() {
    List<Row> rows =
        rows(
            "\ufeff{\"id\":\"C-1\"}\n\n{\"id\":\"C-2\",\"emial\":\"x\"}\n{\"id\n"
                + "{\"id\":\""
                + "x".repeat(300_000)
                + "\"}\n{\"id\":\"C-3\",\"email\":\"x\"}",
            Format.JSON_LINES,
            ColumnMap.AS_NAMED);
    assertThat(rows).hasSize(5);
    assertThat(rows.get(0).line()).isEqualTo(1);
    assertThat(rows.get(1))
        .isEqualTo(new Row.Bad(3, "emial: not a field of a customer; did you mean \"email\"?"));
    assertThat(rows.get(2)).asString().contains("not JSON: line 1, column");
    assertThat(rows.get(3)).isEqualTo(new Row.Bad(5, "expected a line of at most 256 KB"));
    assertThat(((Row.Good) rows.get(4)).warnings()).hasSize(1);
  }

  @Test
  void foreign_columns_are_found_by_a_map() throws Exception {
    ColumnMap map =
        ColumnMap.read(
            """
            id: CustomerKey
            given: FirstName
            name: LastName
            email: EmailAddress
            birthday: {column: BirthDate, date: M/d/yyyy}
            zone: =America/Los_Angeles
            trait.income: AnnualIncome
            """);
    int taken = 0;
    List<Row.Bad> refused = new ArrayList<>();
    try (InputStream in =
        Files.newInputStream(SharedData.path("customers/adventureworks_customers.csv"))) {
      Iterator<Row> rows = new CustomerReader().rows(in, Format.CSV, map, AT);
      while (rows.hasNext()) {
        Row row = rows.next();
        if (row instanceof Row.Bad bad) {
          refused.add(bad);
        } else {
          taken++;
        }
      }
    }
    System.out.printf(
        "AdventureWorks customers: %d taken, %d refused, such as %s%n",
        taken, refused.size(), refused.stream().limit(3).toList());
    assertThat(taken + refused.size()).isEqualTo(18_148);
    assertThat(taken).isGreaterThan(18_000);
  }

  @Test
  void a_map_that_names_no_column_of_the_file_says_so() {
    assertThat(rows("Key\nC\n", Format.CSV, ColumnMap.read("id: Kye")))
        .containsExactly(
            new Row.Bad(1, "id: no column \"Kye\" in this file; did you mean \"Key\"?"));
    assertThatThrownBy(() -> ColumnMap.read("id: [1]")).hasMessageStartingWith("column map: id: ");
    assertThatThrownBy(() -> ColumnMap.read("- a")).hasMessageStartingWith("column map: expected");
    assertThatThrownBy(() -> ColumnMap.read("a: {column: x, date: QQ-bb}"))
        .hasMessageStartingWith("column map: a: expected a date pattern");
  }

  @Test
  void events_come_in_csv_too() {
    String file =
        "id,source,type,subject,time,data.order,data.total,data.about.sku\n"
            + "e1,shop,purchase.completed,customer:C-1,2026-02-01T10:00:00Z,O-7,12.50,S-1\n"
            + "e2,shop,purchase.completed,C-1,2026-02-01T10:00:00Z,O-7,12.50,S-1\n";
    Iterator<Read> rows =
        new EventReader()
            .rows(
                new ByteArrayInputStream(file.getBytes(UTF_8)), Format.CSV, ColumnMap.AS_NAMED, AT);
    assertThat(((Read.Good) rows.next()).event().data())
        .isEqualTo(
            Map.of(
                "order", "O-7", "total", new BigDecimal("12.50"), "about", Map.of("sku", "S-1")));
    assertThat(((Read.Bad) rows.next()).place()).isEqualTo(3);
    assertThat(rows.hasNext()).isFalse();
  }

  private static List<Row> csv(String text) {
    return rows(text, Format.CSV, ColumnMap.AS_NAMED);
  }

  private static List<Row> rows(String text, Format format, ColumnMap map) {
    List<Row> rows = new ArrayList<>();
    new CustomerReader()
        .rows(new ByteArrayInputStream(text.getBytes(UTF_8)), format, map, AT)
        .forEachRemaining(rows::add);
    return rows;
  }
}
