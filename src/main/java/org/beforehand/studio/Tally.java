package org.beforehand.studio;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
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

  /** What leaves together, by the customers' own days and hours. */
  public record Sent(String campaign, String channel, LocalDate day, int hour)
      implements Comparable<Sent> {
    private static final Comparator<Sent> ORDER =
        Comparator.comparing(Sent::campaign)
            .thenComparing(Sent::channel)
            .thenComparing(Sent::day)
            .thenComparing(Sent::hour);

    @Override
    public int compareTo(Sent other) {
      return ORDER.compare(this, other);
    }
  }

  /** What a gate stops, or makes wait. */
  public record Stopped(String campaign, String gate, String reason, String verdict)
      implements Comparable<Stopped> {
    private static final Comparator<Stopped> ORDER =
        Comparator.comparing(Stopped::campaign)
            .thenComparing(Stopped::gate)
            .thenComparing(Stopped::reason)
            .thenComparing(Stopped::verdict);

    @Override
    public int compareTo(Stopped other) {
      return ORDER.compare(this, other);
    }
  }

  private final ZoneId usual;
  private final Map<Row, Long> rows = new HashMap<>();
  private final Map<String, Long> channels = new TreeMap<>();
  private final Map<LocalDate, Long> days = new TreeMap<>();
  private final Map<Sent, Long> sent = new HashMap<>();
  private final Map<Stopped, Long> stopped = new HashMap<>();
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
    if (fate.gate() != null && !fate.sent()) {
      stopped.merge(
          new Stopped(fate.campaign(), fate.gate(), String.valueOf(fate.reason()), fate.verdict()),
          1L,
          Long::sum);
    }
    if (fate.sent() && fate.due() != null) {
      ZonedDateTime local = fate.due().atZone(fate.zone() == null ? usual : fate.zone());
      channels.merge(String.valueOf(fate.channel()), 1L, Long::sum);
      days.merge(local.toLocalDate(), 1L, Long::sum);
      hours[local.getHour()]++;
      sent.merge(
          new Sent(
              fate.campaign(),
              String.valueOf(fate.channel()),
              local.toLocalDate(),
              local.getHour()),
          1L,
          Long::sum);
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

  /** What is sent, in the order of campaign, channel, day and hour. */
  public SortedMap<Sent, Long> sent() {
    return new TreeMap<>(sent);
  }

  /** What does not leave, or not yet, by the gate that says so. */
  public SortedMap<Stopped, Long> stopped() {
    return new TreeMap<>(stopped);
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
