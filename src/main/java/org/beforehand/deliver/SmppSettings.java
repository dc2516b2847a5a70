package org.beforehand.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The message centre that takes text messages, and in whose name.
 *
 * @param tls whether the connection is encrypted from the first byte
 * @param system who we are to it
 * @param from the sender that phones show: up to 11 letters, or a number
 * @param patience how long one answer may take; giving up means not knowing
 */
public record SmppSettings(
    String host,
    int port,
    boolean tls,
    String system,
    String password,
    String from,
    Duration patience) {

  private static final String EXAMPLE =
      "smpp://system:password@centre.example.com:2775?from=Fjordlink";

  private static final Set<String> KNOWN = Set.of("from", "timeout");

  /** Never the password. */
  @Override
  public String toString() {
    return "SmppSettings[" + system + "@" + host + ":" + port + ", from " + from + "]";
  }

  /**
   * Reads {@code smpp://system:password@host:port?from=Fjordlink} or {@code smpps://...}. Options:
   * {@code from} (required) and {@code timeout} (seconds to wait for one answer, default 30). Ports
   * default to 2775 and 3550. System, password and options are percent-encoded.
   *
   * @throws IllegalArgumentException if it cannot be used; the message names what is wrong and
   *     never repeats the password
   */
  public static SmppSettings parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      // Its own message would quote the whole text, password included.
      throw wrong("not a URL (characters such as @ in the password must be percent-encoded)");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("smpp") && !scheme.equals("smpps")) {
      throw wrong("it must begin with smpp:// or smpps://");
    }
    boolean tls = scheme.equals("smpps");
    String host = uri.getHost();
    if (host == null) {
      throw wrong("the host is missing or misspelt");
    }
    String user = uri.getRawUserInfo();
    int colon = user == null ? -1 : user.indexOf(':');
    if (user == null || colon < 1) {
      throw wrong("system and password are missing");
    }
    Map<String, String> options = options(uri.getRawQuery());
    return new SmppSettings(
        host,
        uri.getPort() > 0 ? uri.getPort() : tls ? 3550 : 2775,
        tls,
        decoded(user.substring(0, colon)),
        decoded(user.substring(colon + 1)),
        from(options.get("from")),
        timeout(options.getOrDefault("timeout", "30")));
  }

  /** The same with another patience. */
  public SmppSettings patience(Duration other) {
    return new SmppSettings(host, port, tls, system, password, from, other);
  }

  private static String from(@Nullable String written) {
    if (written == null) {
      throw wrong("from is missing, the sender that phones show");
    }
    if (!written.matches("\\+?[0-9]{3,15}|[A-Za-z0-9 .&-]{1,11}")) {
      throw wrong("from must be up to 11 letters or a number, not \"" + written + "\"");
    }
    return written;
  }

  private static Duration timeout(String written) {
    if (!written.matches("[1-9][0-9]{0,2}")) {
      throw wrong("timeout must be a number from 1 to 999, not \"" + written + "\"");
    }
    return Duration.ofSeconds(Integer.parseInt(written));
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new TreeMap<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!KNOWN.contains(name)) {
        throw wrong("unknown option \"" + name + "\"; known are from and timeout");
      }
      if (equals < 0 || options.put(name, decoded(pair.substring(equals + 1))) != null) {
        throw wrong(name + " needs exactly one value");
      }
    }
    return options;
  }

  private static String decoded(String text) {
    // URLDecoder takes + for a space, which a number or password may well contain.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "SMPP URL: " + what + ". Expected something like " + EXAMPLE);
  }
}
