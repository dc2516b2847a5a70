package org.beforehand.fact;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into columns, the shape in which PostgreSQL's {@code unnest} takes a whole batch in
 * one statement.
 */
public final class Columns {
  private Columns() {}

  /** One text per row; a null stays a null. */
  public static <T> @Nullable String[] texts(
      Collection<? extends T> rows, Function<? super T, ? extends @Nullable String> column) {
    @Nullable String[] out = new String[rows.size()];
    int i = 0;
    for (T row : rows) {
      out[i++] = column.apply(row);
    }
    return out;
  }

  /** One instant per row, written as RFC 3339 for a cast to {@code timestamptz[]}. */
  public static <T> @Nullable String[] times(
      Collection<? extends T> rows, Function<? super T, ? extends @Nullable Instant> column) {
    return texts(
        rows,
        row -> {
          Instant at = column.apply(row);
          return at == null ? null : at.toString();
        });
  }

  /** One number per row. */
  public static <T> Long[] longs(Collection<? extends T> rows, ToLongFunction<? super T> column) {
    Long[] out = new Long[rows.size()];
    int i = 0;
    for (T row : rows) {
      out[i++] = column.applyAsLong(row);
    }
    return out;
  }

  /** One yes or no per row. */
  public static <T> Boolean[] flags(Collection<? extends T> rows, Predicate<? super T> column) {
    Boolean[] out = new Boolean[rows.size()];
    int i = 0;
    for (T row : rows) {
      out[i++] = column.test(row);
    }
    return out;
  }
}
