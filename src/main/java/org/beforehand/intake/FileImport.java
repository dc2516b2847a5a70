package org.beforehand.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.beforehand.intake.RejectedLines.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A whole file of customers or events, handed in by somebody who waits for its end. A row that
 * cannot be taken is listed in {@code FILE.rejected}, with its line and reason, and stops no other.
 * The same file again changes nothing.
 */
public final class FileImport {
  private static final int BATCH = 500;
  private static final long TOLD_EVERY = 10_000;

  private final Path file;
  private final ColumnMap map;
  private final Door door;
  private final Instant at;
  private final LongConsumer progress;
  private final RejectedLines rejected;
  private final @Nullable RefusedRows refused;
  private RefusedRows.@Nullable Reading reading;
  private long accepted;
  private long repeated;
  private long rejections;
  private long told;

  /**
   * What became of the rows.
   *
   * @param repeated rows that had been taken before
   */
  public record Outcome(long accepted, long repeated, long rejected) {}

  private record Row(long line, Read read, RowId id) {}

  /**
   * Reads nothing yet.
   *
   * @param refused where rows that were not taken are remembered; null where nobody will ask
   * @param progress told how many rows are done, every 10,000
   */
  public FileImport(
      Path file,
      ColumnMap map,
      Door door,
      @Nullable RefusedRows refused,
      Instant at,
      LongConsumer progress) {
    this.refused = refused;
    this.file = file;
    this.map = map;
    this.door = door;
    this.at = at.truncatedTo(ChronoUnit.MICROS);
    this.progress = progress;
    this.rejected = new RejectedLines(rejections(file));
  }

  /** Where the rows that were not taken are listed. */
  public static Path rejections(Path file) {
    return file.resolveSibling(file.getFileName() + ".rejected");
  }

  /** Takes customer records. */
  public Outcome customers() throws IOException {
    String digest = digest();
    String source = "import:" + file.getFileName();
    CustomerReader reader = new CustomerReader();
    return take(
        RecordKind.CUSTOMER,
        entry -> {
          CustomerReader.Row row = reader.row(entry, at);
          return row instanceof CustomerReader.Row.Good good
              ? reader.event(good, source, digest + ":" + row.line(), at)
              : new Read.Bad(row.line(), ((CustomerReader.Row.Bad) row).reason(), null);
        });
  }

  /** Takes events. */
  public Outcome events() throws IOException {
    // No sender can give this instant, so whoever bears it gave none: times are kept in whole
    // microseconds.
    Instant unsaid = at.plusNanos(1);
    EventReader reader = new EventReader();
    return take(RecordKind.EVENT, entry -> timed(entry.line(), reader.row(entry, unsaid), unsaid));
  }

  /** Of history we must know when it was. */
  static Read timed(long line, Read read, Instant unsaid) {
    return read instanceof Read.Good good && good.event().time().equals(unsaid)
        ? new Read.Bad(line, "time: expected, such as 2026-03-01T09:00:00Z, found nothing", null)
        : read;
  }

  private Outcome take(RecordKind kind, Function<Records.Entry, Read> reader) throws IOException {
    Files.deleteIfExists(rejections(file));
    if (refused != null) {
      refused.tidy(at);
    }
    try (InputStream in = open()) {
      Records records = new Records(in, format(), map, kind);
      List<Row> batch = new ArrayList<>(BATCH);
      for (Records.Entry entry = records.next(); entry != null; entry = records.next()) {
        batch.add(new Row(entry.line(), reader.apply(entry), RowId.of(entry)));
        if (batch.size() == BATCH) {
          store(batch);
          batch.clear();
        }
      }
      store(batch);
    }
    return new Outcome(accepted, repeated, rejections);
  }

  private void store(List<Row> batch) throws IOException {
    List<Read.Good> goods = new ArrayList<>(batch.size());
    for (Row row : batch) {
      if (row.read() instanceof Read.Good good) {
        goods.add(good);
      }
    }
    List<Receipt> receipts = goods.isEmpty() ? List.of() : door.accept(goods, at, none -> {});
    List<Rejection> bad = new ArrayList<>();
    int next = 0;
    for (Row row : batch) {
      String reason = row.read() instanceof Read.Bad no ? no.reason() : refusal(receipts.get(next));
      next += row.read() instanceof Read.Good ? 1 : 0;
      if (reason != null) {
        bad.add(new Rejection(row.line(), reason, row.id()));
      }
    }
    rejections += bad.size();
    rejected.write(bad);
    rejected.settle();
    if (refused != null && !bad.isEmpty()) {
      refused.keep(reading(), bad);
    }
    tell();
  }

  private RefusedRows.Reading reading() throws IOException {
    RefusedRows.Reading known = reading;
    if (known == null) {
      known = new RefusedRows.Reading("import:" + digest(), file.getFileName().toString(), at);
      reading = known;
    }
    return known;
  }

  private @Nullable String refusal(Receipt receipt) {
    switch (receipt.outcome()) {
      case ACCEPTED, WAITING, PARKED -> accepted++;
      case REPEATED -> repeated++;
      case CONFLICT, REFUSED -> {
        return receipt.detail();
      }
    }
    return null;
  }

  private void tell() {
    long done = accepted + repeated + rejections;
    if (done / TOLD_EVERY > told / TOLD_EVERY) {
      progress.accept(done / TOLD_EVERY * TOLD_EVERY);
    }
    told = done;
  }

  private Format format() {
    return Format.of(String.valueOf(file.getFileName()));
  }

  private InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  /** Of the content: the same file gives its rows the same event ids, whenever it is read. */
  private String digest() throws IOException {
    try (InputStream in = open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
      byte[] part = new byte[64 * 1024];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        digest.update(part, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
