package org.beforehand.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.beforehand.TelcoCustomers;
import org.beforehand.customer.BadRecord;
import org.beforehand.customer.CustomerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one core reads in a second. The bounds are asserted; the figures are printed. */
@Tag("long")
class ReadersSpeedTest {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final String EVENT =
      """
      {"specversion":"1.0","id":"e%d","source":"/shop","type":"purchase.completed",\
      "subject":"customer:C-%d","time":"2026-02-28T10:00:00Z","data":{"order":"O-%d",\
      "items":[{"sku":"S-1","name":"A thing","quantity":2,"price":12.50},\
      {"sku":"S-2","name":"Another","quantity":1,"price":99}],"total":124.00,"currency":"NOK"}}""";

  /** A stream that repeats its rows for ever, up to a number of bytes. */
  private static final class Endless extends InputStream {
    private final byte[] head;
    private final byte[] rows;
    private final long end;
    private long at;

    Endless(String head, String rows, long end) {
      this.head = head.getBytes(UTF_8);
      this.rows = rows.getBytes(UTF_8);
      this.end = this.head.length + end / this.rows.length * this.rows.length;
    }

    @Override
    public int read() {
      if (at >= end) {
        return -1;
      }
      int b = at < head.length ? head[(int) at] : rows[(int) ((at - head.length) % rows.length)];
      at++;
      return b & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) {
      int n = 0;
      for (int b; n < length && (b = read()) >= 0; n++) {
        to[from + n] = (byte) b;
      }
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  @Test
  void events_are_read_from_json_fast_enough() {
    EventReader reader = new EventReader();
    List<byte[]> events =
        IntStream.range(0, 1000)
            .mapToObj(i -> String.format(Locale.ROOT, EVENT, i, i, i).getBytes(UTF_8))
            .toList();
    double best = 0;
    for (int round = 0; round < 8; round++) {
      long from = System.nanoTime();
      for (int i = 0; i < 200_000; i++) {
        assertThat(reader.structured(events.get(i % 1000), 0, AT) instanceof Read.Good).isTrue();
      }
      best = Math.max(best, 200_000e9 / (System.nanoTime() - from));
    }
    System.out.printf("events from JSON, with fingerprint: %,.0f/s per core%n", best);
    assertThat(best).isGreaterThan(60_000);
  }

  @Test
  void stored_profiles_are_parsed_fast_enough() throws Exception {
    List<String> stored =
        TelcoCustomers.records(List.of("1201", "1202")).stream()
            .map(ReadersSpeedTest::json)
            .filter(text -> !text.isEmpty())
            .toList();
    double best = 0;
    for (int round = 0; round < 8; round++) {
      long from = System.nanoTime();
      for (int i = 0; i < 300_000; i++) {
        CustomerRecord.parse(stored.get(i % stored.size()), AT, "test");
      }
      best = Math.max(best, 300_000e9 / (System.nanoTime() - from));
    }
    System.out.printf(
        "stored profiles of %.0f characters: %,.0f/s per core%n",
        stored.stream().mapToInt(String::length).average().orElse(0), best);
    assertThat(best).isGreaterThan(200_000);
  }

  @Test
  void a_million_rows_are_read_in_bounded_memory() {
    String csv =
        "C-1,\"Bø, Åse\",ola@example.no,nb-NO,Europe/Oslo,1984-03-09,circuit:1;area:2,29.85\n";
    String json =
        "{\"id\":\"C-1\",\"name\":\"Bø, Åse\",\"email\":\"ola@example.no\",\"locale\":\"nb-NO\",\"scopes\":[\"circuit:1\"]}\n";
    rows("CSV", Format.CSV, "id,name,email,locale,zone,birthday,scopes,trait.charges\n", csv);
    rows("JSON Lines", Format.JSON_LINES, "", json);
    // One quote that is never closed, and everything after it would be its cell.
    rows("CSV after a stray quote", Format.CSV, "id,name\nC-0,\"\n", "C-1,x\n");
  }

  private static void rows(String what, Format format, String head, String row) {
    long used = heap();
    long n = 0;
    long from = System.nanoTime();
    Iterator<CustomerReader.Row> rows =
        new CustomerReader()
            .rows(
                new Endless(head, row, 1_000_000L * row.getBytes(UTF_8).length),
                format,
                ColumnMap.AS_NAMED,
                AT);
    long good = 0;
    while (rows.hasNext()) {
      good += rows.next() instanceof CustomerReader.Row.Good ? 1 : 0;
      n++;
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    long more = heap() - used;
    System.out.printf(
        "%s: %,d rows, %,.0f/s per core, heap %+d MB%n", what, n, n / seconds, more >> 20);
    assertThat(good).isEqualTo(1_000_000);
    assertThat(more).isLessThan(50L << 20);
  }

  @Test
  void hostile_lines_cost_little() {
    String stray = "C-1,\"x\n";
    long from = System.nanoTime();
    Iterator<CustomerReader.Row> rows =
        new CustomerReader()
            .rows(
                new ByteArrayInputStream(
                    ("id,name\n" + (stray + "C-2,\"y\"\n").repeat(20_000)).getBytes(UTF_8)),
                Format.CSV,
                ColumnMap.AS_NAMED,
                AT);
    int n = 0;
    for (; rows.hasNext(); n++) {
      rows.next();
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    System.out.printf("CSV full of stray quotes: %,d rows, %,.0f/s%n", n, n / seconds);
    assertThat(seconds).isLessThan(60);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String json(Map<String, Object> data) {
    try {
      return CustomerRecord.read(data, AT, "test").json();
    } catch (BadRecord bad) {
      return "";
    }
  }
}
