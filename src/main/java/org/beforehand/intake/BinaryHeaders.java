package org.beforehand.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes in the headers of a binary event: {@code ce-*} over HTTP, {@code ce_*} over Kafka.
 * Nothing else but the content type is looked at, so no other header can mean anything.
 */
final class BinaryHeaders {
  private BinaryHeaders() {}

  static boolean anyIn(Map<String, String> headers) {
    return headers.keySet().stream().anyMatch(name -> attribute(name) != null);
  }

  /** The members that the event would have in structured mode, without its data. */
  static Map<String, Object> members(Map<String, String> headers) throws Refused {
    Map<String, Object> members = new HashMap<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = attribute(header.getKey());
      if (name != null && members.put(name, decoded(name, header.getValue())) != null) {
        throw new Refused(name + ": given twice");
      }
    }
    // In binary mode these two are not attributes of their own.
    members.remove("data");
    members.remove("data_base64");
    String contentType = contentType(headers);
    if (contentType.isEmpty()) {
      members.remove("datacontenttype");
    } else {
      members.put("datacontenttype", contentType);
    }
    return members;
  }

  /** The content type as sent; empty where absent. */
  static String contentType(Map<String, String> headers) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase("content-type")) {
        return header.getValue().strip();
      }
    }
    return "";
  }

  private static @Nullable String attribute(String header) {
    boolean ours =
        header.length() > 3
            && header.regionMatches(true, 0, "ce", 0, 2)
            && (header.charAt(2) == '-' || header.charAt(2) == '_');
    return ours ? header.substring(3).toLowerCase(Locale.ROOT) : null;
  }

  /** Undoes quoting and percent-encoding, as the HTTP binding of CloudEvents asks. */
  private static String decoded(String name, String value) throws Refused {
    String text = value.strip();
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); ) {
      int code = text.codePointAt(i);
      int octet = code == '%' ? octet(text, i + 1) : -1;
      if (octet >= 0) {
        bytes.put((byte) octet);
        i += 3;
      } else {
        bytes.put(Character.toString(code).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(code);
      }
    }
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return decoded.toString();
    } catch (CharacterCodingException notUtf8) {
      throw new Refused(name + ": expected percent-encoded UTF-8, found " + Text.shown(text));
    }
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
