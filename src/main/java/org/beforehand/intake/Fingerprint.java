package org.beforehand.intake;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.beforehand.fact.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two events that bear the same source and id say the same: SHA-256, in base64url, of
 * a form in which the order of names, the writing of numbers and the offset of times do not matter.
 */
public final class Fingerprint {
  private final MessageDigest digest;
  private byte[] buffer = new byte[512];
  private int used;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * The fingerprint of an event.
   *
   * @param time as the sender gave it; null where it was left out, since the instant of arrival
   *     differs each time
   */
  public static String of(
      String type, Subject subject, @Nullable Instant time, Map<String, Object> data) {
    Fingerprint print = new Fingerprint();
    print.text('t', type);
    print.text('s', subject.toString());
    print.text('@', time == null ? "" : time.toString());
    print.value(data);
    print.digest.update(print.buffer, 0, print.used);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(print.digest.digest());
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> map) {
      Object[] names = map.keySet().toArray();
      Arrays.sort(names);
      mark('{', names.length);
      for (Object name : names) {
        text('n', (String) name);
        Object member = map.get(name);
        if (member != null) {
          value(member);
        }
      }
    } else if (value instanceof List<?> list) {
      mark('[', list.size());
      list.forEach(this::value);
    } else if (value instanceof BigDecimal number) {
      text('d', number.stripTrailingZeros().toString());
    } else if (value instanceof Boolean truth) {
      mark('b', truth ? 1 : 0);
    } else {
      text('"', value.toString());
    }
  }

  /** The length goes first, so that no two different events can give the same bytes. */
  private void text(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mark(kind, bytes.length);
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void mark(char kind, int size) {
    room(5);
    buffer[used++] = (byte) kind;
    ByteBuffer.wrap(buffer, used, 4).putInt(size);
    used += 4;
  }

  private void room(int more) {
    if (used + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, used + more));
    }
  }
}
