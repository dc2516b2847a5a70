package org.beforehand.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file beside a dropped one that lists what was not taken: {@code line N: reason}. The row
 * itself is not repeated, since it may hold personal data. Absent when nothing was rejected.
 */
final class RejectedLines {
  private final Path file;
  private long settled;

  RejectedLines(Path file) {
    this.file = file;
  }

  /**
   * One rejection.
   *
   * @param id what the row says it is; not listed
   */
  record Rejection(long line, String reason, RowId id) {
    private String text() {
      return "line " + line + ": " + reason.replaceAll("\\p{Cntrl}", " ") + "\n";
    }
  }

  /** Drops what was written beyond the cursor: it will be read, and rejected, again. */
  void keepUpTo(long cursor) throws IOException {
    settled = 0;
    if (!Files.exists(file)) {
      return;
    }
    List<String> kept = new ArrayList<>();
    for (String each : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      int colon = each.indexOf(':');
      if (colon > 5 && Long.parseLong(each, 5, colon, 10) <= cursor) {
        kept.add(each + "\n");
      }
    }
    append(kept);
  }

  /**
   * Writes the rejections of a batch, down to the disk. Called again before {@link #settle}, it
   * replaces what it wrote: the batch's transaction was tried again.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  void write(Iterable<Rejection> rejections) {
    List<String> texts = new ArrayList<>();
    rejections.forEach(each -> texts.add(each.text()));
    long before = settled;
    try {
      if (!texts.isEmpty() || Files.exists(file)) {
        append(texts);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    settled = before;
  }

  /** The batch is committed: what was written stays. */
  void settle() throws IOException {
    settled = Files.exists(file) ? Files.size(file) : 0;
  }

  private void append(List<String> texts) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(settled);
      out.position(settled);
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("", texts));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      settled = out.position();
    }
  }
}
