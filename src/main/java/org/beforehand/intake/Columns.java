package org.beforehand.intake;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.beforehand.customer.CustomerRecord;
import org.beforehand.customer.Spelling;
import org.jspecify.annotations.Nullable;

/** What the columns of one CSV file mean: turns a row's cells into the record they stand for. */
final class Columns {
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");
  private static final Set<String> LISTS = Set.of("preferred", "scopes");
  private static final List<String> EVENT =
      List.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype");

  private final RecordKind kind;
  private final int width;
  private final List<Column> columns;

  /**
   * One field's source.
   *
   * @param path where the value goes in the record
   * @param index of the cell; -1 for a constant
   */
  private record Column(
      String name,
      List<String> path,
      int index,
      @Nullable String constant,
      @Nullable DateTimeFormatter date) {}

  private Columns(RecordKind kind, int width, List<Column> columns) {
    this.kind = kind;
    this.width = width;
    this.columns = columns;
  }

  /**
   * Understands a header row.
   *
   * @param kind null to tell by the header: a column {@code specversion} or {@code type} makes
   *     events
   * @throws Refused if a column is unknown, missing or there twice
   */
  static Columns of(List<String> header, ColumnMap map, @Nullable RecordKind kind) throws Refused {
    List<String> names = header.stream().map(String::strip).toList();
    boolean events = names.contains("specversion") || names.contains("type");
    RecordKind known = kind != null ? kind : events ? RecordKind.EVENT : RecordKind.CUSTOMER;
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new Refused("column " + Text.shown(name) + ": there twice");
      }
    }
    List<Column> columns = new ArrayList<>();
    if (map.sources().isEmpty()) {
      for (int i = 0; i < names.size(); i++) {
        columns.add(column(known, names.get(i), i, null, null));
      }
    } else {
      for (Map.Entry<String, ColumnMap.Source> each : map.sources().entrySet()) {
        columns.add(mapped(known, each.getKey(), each.getValue(), names));
      }
    }
    refuseClashes(columns);
    return new Columns(known, names.size(), columns);
  }

  RecordKind kind() {
    return kind;
  }

  /** The record of one row; empty cells are absent. */
  Map<String, Object> record(List<String> cells) throws Refused {
    if (cells.size() != width) {
      throw new Refused("expected " + width + " cells, found " + cells.size());
    }
    Map<String, Object> data = new LinkedHashMap<>();
    if (kind == RecordKind.EVENT) {
      data.put("specversion", "1.0");
    }
    for (Column column : columns) {
      String cell = column.constant() == null ? cells.get(column.index()) : column.constant();
      if (!cell.isBlank()) {
        put(data, column.path(), value(column, cell.strip()));
      }
    }
    return Collections.unmodifiableMap(data);
  }

  private static Column mapped(
      RecordKind kind, String name, ColumnMap.Source source, List<String> header) throws Refused {
    if (source.constant() != null) {
      return column(kind, name, -1, source.constant(), null);
    }
    int index = header.indexOf(source.column());
    if (index < 0) {
      throw new Refused(
          name
              + ": no column "
              + Text.shown(source.column())
              + " in this file"
              + Spelling.hint(source.column(), header));
    }
    return column(kind, name, index, null, source.date());
  }

  private static Column column(
      RecordKind kind,
      String name,
      int index,
      @Nullable String constant,
      @Nullable DateTimeFormatter date)
      throws Refused {
    List<String> known = kind == RecordKind.EVENT ? EVENT : customerColumns();
    if (known.contains(name)) {
      return new Column(name, Arrays.asList(name.split("\\.")), index, constant, date);
    }
    if (kind == RecordKind.CUSTOMER && name.startsWith("trait.") && name.length() > 6) {
      // A trait's name may itself have dots.
      return new Column(name, List.of("trait", name.substring(6)), index, constant, date);
    }
    List<String> path = Arrays.asList(name.split("\\.", -1));
    if (kind == RecordKind.EVENT
        && path.get(0).equals("data")
        && path.size() > 1
        && !path.contains("")) {
      return new Column(name, path, index, constant, date);
    }
    List<String> suggestions = new ArrayList<>(known);
    suggestions.add(kind == RecordKind.EVENT ? "data.NAME" : "trait.NAME");
    throw new Refused(
        "column " + Text.shown(name) + ": not known" + Spelling.hint(name, suggestions));
  }

  private static List<String> customerColumns() {
    List<String> names = new ArrayList<>(CustomerRecord.FIELDS);
    names.removeAll(List.of("consent", "trait"));
    for (String purpose : CustomerRecord.PURPOSES) {
      names.add("consent." + purpose);
      CustomerRecord.CONSENT_WORDS.forEach(word -> names.add("consent." + purpose + "." + word));
    }
    return names;
  }

  /** A column cannot be both a value and a place for others, as data.a and data.a.b would be. */
  private static void refuseClashes(List<Column> columns) throws Refused {
    Set<List<String>> values = new HashSet<>();
    columns.forEach(column -> values.add(column.path()));
    for (Column column : columns) {
      for (int i = 1; i < column.path().size(); i++) {
        if (values.contains(column.path().subList(0, i))) {
          throw new Refused("column " + Text.shown(column.name()) + ": clashes with a shorter one");
        }
      }
    }
  }

  private Object value(Column column, String cell) throws Refused {
    if (column.date() != null) {
      try {
        return LocalDate.parse(cell, column.date()).toString();
      } catch (DateTimeException notADate) {
        throw new Refused(
            column.name() + ": expected a date as the column map says, found " + Text.shown(cell));
      }
    }
    if (kind == RecordKind.CUSTOMER && LISTS.contains(column.name())) {
      return Arrays.stream(cell.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
    boolean open = column.path().get(0).equals("trait") || column.path().get(0).equals("data");
    if (open) {
      return recognised(cell);
    }
    boolean truth =
        column.name().equals("deceased")
            || column.path().get(0).equals("consent") && !column.name().endsWith(".proof");
    return truth && kind == RecordKind.CUSTOMER ? truth(cell) : cell;
  }

  /** A number without a leading zero is a number, so that 0047 stays the text it is. */
  private static Object recognised(String cell) {
    if (cell.equals("true") || cell.equals("false")) {
      return cell.equals("true");
    }
    char first = cell.charAt(0);
    boolean maybe = first == '-' || (first >= '0' && first <= '9');
    return maybe && NUMBER.matcher(cell).matches() ? new BigDecimal(cell) : cell;
  }

  private static Object truth(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> true;
      case "false", "no", "0" -> false;
      default -> cell;
    };
  }

  private static void put(Map<String, Object> data, List<String> path, Object value) {
    Map<String, Object> at = data;
    for (String name : path.subList(0, path.size() - 1)) {
      @SuppressWarnings("unchecked") // Only this method makes the maps on the way; see clashes.
      Map<String, Object> inner =
          (Map<String, Object>) at.computeIfAbsent(name, none -> new LinkedHashMap<>());
      at = inner;
    }
    at.put(path.get(path.size() - 1), value);
  }
}
