package org.beforehand.deliver;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The encoding of RFC 2045, 6.7, for text: readable in a raw mail, and no line over 76. */
final class QuotedPrintable {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_LINE = 76;

  private QuotedPrintable() {}

  /** Encodes {@code text} as UTF-8; every kind of line end becomes CR LF. */
  static byte[] encode(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    // At worst three for one, and three more for each soft break. Bytes are placed by hand, since
    // a stream that locks for each of them takes longer than all else about a mail.
    byte[] out = new byte[in.length * 3 + (in.length / 24 + 1) * 3];
    int length = 0;
    int column = 0;
    for (int i = 0; i < in.length; i++) {
      int b = in[i] & 0xff;
      if (b == '\r' || b == '\n') {
        if (b == '\r' && i + 1 < in.length && in[i + 1] == '\n') {
          i++;
        }
        out[length++] = '\r';
        out[length++] = '\n';
        column = 0;
        continue;
      }
      boolean plain = plain(b) && !(b == ' ' && endsLine(in, i + 1));
      int width = plain ? 1 : 3;
      // One column is kept for the "=" of a soft line break.
      if (column + width > LONGEST_LINE - 1) {
        out[length++] = '=';
        out[length++] = '\r';
        out[length++] = '\n';
        column = 0;
      }
      // A line that begins with a dot or "From " is altered by some that carry mail.
      if (plain && !(column == 0 && (b == '.' || b == 'F'))) {
        out[length++] = (byte) b;
        column++;
      } else {
        out[length++] = '=';
        out[length++] = HEX[b >> 4];
        out[length++] = HEX[b & 15];
        column += 3;
      }
    }
    return Arrays.copyOf(out, length);
  }

  private static boolean plain(int b) {
    return b >= ' ' && b <= '~' && b != '=';
  }

  private static boolean endsLine(byte[] in, int next) {
    return next >= in.length || in[next] == '\r' || in[next] == '\n';
  }
}
