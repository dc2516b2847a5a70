package org.beforehand.deliver;

import java.io.ByteArrayOutputStream;

/** The letters that text messages have without further ado (GSM 03.38). */
final class GsmAlphabet {

  /** Before each letter of the extension, and in no text of its own. */
  private static final int ESCAPE = 0x1B;

  private static final String LETTERS =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENSION = "^{}\\[~]|€\f";
  private static final int[] EXTENSION_CODES = {
    0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65, 0x0A
  };

  private GsmAlphabet() {}

  /** How many places a letter takes: one, two, or none because it is not among them. */
  static int places(int letter) {
    if (letter != ESCAPE && LETTERS.indexOf(letter) >= 0) {
      return 1;
    }
    return EXTENSION.indexOf(letter) >= 0 ? 2 : 0;
  }

  /** Whether all of it can be said in these letters. */
  static boolean has(String text) {
    return text.codePoints().allMatch(letter -> places(letter) > 0);
  }

  /** One byte a place, as SMPP carries it; only for texts that it {@link #has}. */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    text.codePoints()
        .forEach(
            letter -> {
              int extended = EXTENSION.indexOf(letter);
              if (extended >= 0) {
                bytes.write(ESCAPE);
                bytes.write(EXTENSION_CODES[extended]);
              } else {
                bytes.write(LETTERS.indexOf(letter));
              }
            });
    return bytes.toByteArray();
  }
}
