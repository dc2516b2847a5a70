package org.beforehand.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, in bounded memory: what exceeds 256 KB is passed over, and said so. A byte
 * order mark at the start and a carriage return at a line's end are left out.
 */
final class Lines {
  private static final byte[] NONE = new byte[0];

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int end;
  private long number;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * One line.
   *
   * @param number from 1
   * @param tooLong whether it exceeded the limit; its bytes are then empty
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once, never compared.
  record Line(long number, byte[] bytes, boolean tooLong) {}

  /**
   * The next line; null after the last.
   *
   * @throws UncheckedIOException if the stream cannot be read
   */
  @Nullable Line next() {
    try {
      if (next == end && !fill()) {
        return null;
      }
      number++;
      int skip = number == 1 ? byteOrderMark() : 0;
      ByteArrayOutputStream parts = null;
      boolean tooLong = false;
      while (true) {
        int from = next;
        while (next < end && buffer[next] != '\n') {
          next++;
        }
        boolean whole = next < end;
        if (whole && parts == null) {
          return line(copy(from + skip, next++), false);
        }
        parts = parts == null ? new ByteArrayOutputStream() : parts;
        tooLong |= parts.size() + (next - from) > StrictJson.LARGEST;
        if (!tooLong) {
          parts.write(buffer, from + skip, next - from - skip);
        }
        skip = 0;
        if (whole) {
          next++;
        }
        if (whole || !fill()) {
          return line(tooLong ? NONE : parts.toByteArray(), tooLong);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Line line(byte[] bytes, boolean tooLong) {
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\r') {
      return new Line(number, Arrays.copyOf(bytes, length - 1), tooLong);
    }
    return new Line(number, bytes, tooLong);
  }

  private byte[] copy(int from, int to) {
    return Arrays.copyOfRange(buffer, from, to);
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
    return end > 0;
  }

  private int byteOrderMark() {
    return end - next >= 3
            && buffer[next] == (byte) 0xef
            && buffer[next + 1] == (byte) 0xbb
            && buffer[next + 2] == (byte) 0xbf
        ? 3
        : 0;
  }
}
