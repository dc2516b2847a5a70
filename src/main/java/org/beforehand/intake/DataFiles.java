package org.beforehand.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.beforehand.customer.DataAtHand;
import org.beforehand.customer.DictionaryTally;
import org.jspecify.annotations.Nullable;

/**
 * Files of customers and events that are read only to see which traits and fields there are; rows
 * that cannot be read are left out.
 */
public final class DataFiles {

  private final DictionaryTally tally = new DictionaryTally();
  private final Instant at;

  /**
   * @param at the instant by which records are judged
   */
  public DataFiles(Instant at) {
    this.at = at;
  }

  /** Reads customers: {@code *.csv} is CSV, anything else JSON Lines. */
  public void customers(Path file, ColumnMap map) throws IOException {
    try (InputStream in = open(file)) {
      Iterator<CustomerReader.Row> rows = new CustomerReader().rows(in, format(file), map, at);
      while (rows.hasNext()) {
        if (rows.next() instanceof CustomerReader.Row.Good good) {
          tally.add(null, named(good.data().get("trait")));
        }
      }
    }
  }

  /** Reads events, in the same formats. */
  public void events(Path file, ColumnMap map) throws IOException {
    try (InputStream in = open(file)) {
      Iterator<Read> rows = new EventReader().rows(in, format(file), map, at);
      while (rows.hasNext()) {
        if (rows.next() instanceof Read.Good good) {
          tally.add(good.event().type(), good.event().data());
        }
      }
    }
  }

  /** What was in them. */
  public DataAtHand.Seen seen() {
    return tally.seen();
  }

  private static Map<String, Object> named(@Nullable Object trait) {
    Map<String, Object> named = new HashMap<>();
    if (trait instanceof Map<?, ?> map) {
      map.forEach((name, value) -> named.put(String.valueOf(name), value));
    }
    return named;
  }

  private static Format format(Path file) {
    return Format.of(String.valueOf(file.getFileName()));
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }
}
