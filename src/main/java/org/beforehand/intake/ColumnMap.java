package org.beforehand.intake;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where to find our fields in a CSV file with columns of other names. In YAML or JSON:
 *
 * <pre>
 * id: CustomerKey
 * given: FirstName
 * birthday: {column: BirthDate, date: M/d/yyyy}
 * zone: =Europe/Oslo
 * trait.income: AnnualIncome
 * </pre>
 *
 * <p>A text that begins with {@code =} is the same for all rows. Columns that are not mentioned are
 * passed over.
 *
 * @param sources by our name
 */
public record ColumnMap(Map<String, Source> sources) {
  /** The columns bear our names, and every one of them must. */
  public static final ColumnMap AS_NAMED = new ColumnMap(Map.of());

  private static final YAMLMapper YAML =
      YAMLMapper.builder(new YAMLFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * Where one field comes from.
   *
   * @param column the column's name; empty for a constant
   * @param constant the value for all rows
   * @param date how the column's dates are written, where not as yyyy-MM-dd
   */
  public record Source(
      String column, @Nullable String constant, @Nullable DateTimeFormatter date) {}

  /**
   * Reads a map.
   *
   * @param text YAML or JSON
   * @throws IllegalArgumentException if it is neither, or an entry is not one of the forms above
   */
  public static ColumnMap read(String text) {
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (IOException broken) {
      throw new IllegalArgumentException(
          "column map: expected YAML or JSON such as \"id: CustomerKey\"", broken);
    }
    if (!root.isObject() || root.isEmpty()) {
      throw new IllegalArgumentException(
          "column map: expected our names with their columns, such as \"id: CustomerKey\"");
    }
    Map<String, Source> sources = new LinkedHashMap<>();
    root.fields().forEachRemaining(each -> sources.put(each.getKey(), source(each)));
    return new ColumnMap(Collections.unmodifiableMap(sources));
  }

  private static Source source(Map.Entry<String, JsonNode> entry) {
    JsonNode value = entry.getValue();
    if (value.isTextual() && value.textValue().startsWith("=")) {
      return new Source("", value.textValue().substring(1).strip(), null);
    }
    if (value.isTextual() && !value.textValue().isBlank()) {
      return new Source(value.textValue().strip(), null, null);
    }
    if (value.isObject() && value.path("column").isTextual() && value.path("date").isTextual()) {
      return new Source(
          value.path("column").textValue().strip(),
          null,
          date(entry.getKey(), value.path("date").textValue()));
    }
    throw new IllegalArgumentException(
        "column map: "
            + entry.getKey()
            + ": expected a column name, \"=a constant\" or {column: NAME, date: PATTERN}");
  }

  private static DateTimeFormatter date(String field, String pattern) {
    try {
      // "u" is the year that needs no era; authors write "y".
      return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException notAPattern) {
      throw new IllegalArgumentException(
          "column map: " + field + ": expected a date pattern such as M/d/yyyy", notAPattern);
    }
  }
}
