package org.beforehand.studio;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Outcomes, counted. */
public final class Tally {

  /** What is counted together. */
  public record Row(
      String campaign, @Nullable String template, String verdict, @Nullable String reason)
      implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      return text().compareTo(other.text());
    }

    private String text() {
      // What is sent comes first, then what waits.
      int rank = verdict.equals(Fate.SEND) ? 0 : verdict.equals("hold") ? 1 : 2;
      return campaign + "\0" + template + "\0" + rank + "\0" + reason;
    }
  }

  private final ZoneId usual;
  private final Map<Row, Long> rows = new HashMap<>();
  private final Map<String, Long> channels = new TreeMap<>();
  private final Map<LocalDate, Long> days = new TreeMap<>();
  private final long[] hours = new long[24];
  private long outcomes;

  /**
   * @param usual where customers are whose own zone is not known
   */
  Tally(ZoneId usual) {
    this.usual = usual;
  }

  void add(Fate fate) {
    outcomes++;
    rows.merge(
        new Row(fate.campaign(), fate.template(), fate.verdict(), fate.reason()), 1L, Long::sum);
    if (fate.sent() && fate.due() != null) {
      ZonedDateTime local = fate.due().atZone(fate.zone() == null ? usual : fate.zone());
      channels.merge(String.valueOf(fate.channel()), 1L, Long::sum);
      days.merge(local.toLocalDate(), 1L, Long::sum);
      hours[local.getHour()]++;
    }
  }

  /** How many there are. */
  public long outcomes() {
    return outcomes;
  }

  /** By campaign, message, verdict and reason, in this order. */
  public Map<Row, Long> rows() {
    return new TreeMap<>(rows);
  }

  /** What is sent, by channel. */
  public Map<String, Long> channels() {
    return channels;
  }

  /** What is sent, by the customer's own day. */
  public Map<LocalDate, Long> days() {
    return days;
  }

  /** What is sent in this hour of the customer's own day. */
  public long hour(int hour) {
    return hours[hour];
  }
}
