package org.beforehand.deliver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The encoding of RFC 2045, 6.7, for text: readable in a raw mail, and no line over 76. */
final class QuotedPrintable {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_LINE = 76;

  private QuotedPrintable() {}

  /** Encodes {@code text} as UTF-8; every kind of line end becomes CR LF. */
  static byte[] encode(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + in.length / 8 + 16);
    int column = 0;
    for (int i = 0; i < in.length; i++) {
      int b = in[i] & 0xff;
      if (b == '\r' || b == '\n') {
        if (b == '\r' && i + 1 < in.length && in[i + 1] == '\n') {
          i++;
        }
        out.write('\r');
        out.write('\n');
        column = 0;
        continue;
      }
      boolean plain = plain(b) && !(b == ' ' && endsLine(in, i + 1));
      int width = plain ? 1 : 3;
      // One column is kept for the "=" of a soft line break.
      if (column + width > LONGEST_LINE - 1) {
        out.write('=');
        out.write('\r');
        out.write('\n');
        column = 0;
      }
      // A line that begins with a dot or "From " is altered by some that carry mail.
      if (plain && !(column == 0 && (b == '.' || b == 'F'))) {
        out.write(b);
        column++;
      } else {
        out.write('=');
        out.write(HEX[b >> 4]);
        out.write(HEX[b & 15]);
        column += 3;
      }
    }
    return out.toByteArray();
  }

  private static boolean plain(int b) {
    return b >= ' ' && b <= '~' && b != '=';
  }

  private static boolean endsLine(byte[] in, int next) {
    return next >= in.length || in[next] == '\r' || in[next] == '\n';
  }
}
