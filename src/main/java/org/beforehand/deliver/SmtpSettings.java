package org.beforehand.deliver;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed over and in whose name.
 *
 * @param host the relay
 * @param port its port
 * @param login who we are to the relay, or null where it does not ask
 * @param security how the connection is protected
 * @param from the bare address in From and in the envelope
 * @param fromName the name beside it, or null
 * @param connections how many connections are kept, 1 to 100
 * @param patience how long one reply may take; a relay is entitled to ten minutes after the last
 *     byte, and giving up earlier means not knowing
 */
public record SmtpSettings(
    String host,
    int port,
    @Nullable Login login,
    Security security,
    String from,
    @Nullable String fromName,
    int connections,
    Duration patience) {

  /** What an address of a relay looks like, for error messages. */
  private static final String EXAMPLE =
      "smtp://user:password@relay.example.com:587?from=care@example.com";

  private static final String ENCODE =
      "(characters such as @ or # in the password must be percent-encoded)";

  private static final Set<String> KNOWN =
      Set.of("from", "name", "connections", "starttls", "timeout");

  /** How the connection is protected. */
  public enum Security {
    /** Encrypted before the first byte: {@code smtps://}. */
    TLS,
    /** Upgraded by STARTTLS, or nothing is said at all. */
    STARTTLS_REQUIRED,
    /** Upgraded where the relay offers it: only for a relay on this machine. */
    STARTTLS_IF_OFFERED,
    /** In the clear. */
    NONE
  }

  /** Name and password; the password is never printed. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /**
   * Reads {@code smtp://user:password@host:port?from=care@example.com} or {@code smtps://...}.
   * Options: {@code from} (required), {@code name} (shown beside it), {@code connections} (1 to
   * 100, default 4), {@code starttls} ({@code required}, which is the default unless the host is
   * this machine, or {@code never}), {@code timeout} (seconds to wait for one reply, default 600).
   * Ports default to 587 and 465. User, password and options are percent-encoded.
   *
   * @throws IllegalArgumentException if it cannot be used; the message names what is wrong and
   *     never repeats the password
   */
  public static SmtpSettings parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      // Its own message would quote the whole text, password included.
      throw wrong("not a URL " + ENCODE);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("smtp") && !scheme.equals("smtps")) {
      throw wrong("it must begin with smtp:// or smtps://");
    }
    boolean tls = scheme.equals("smtps");
    String host = uri.getHost();
    if (host == null) {
      throw wrong("the host is missing or misspelt " + ENCODE);
    }
    host = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Map<String, String> options = options(uri.getRawQuery());
    Login login = login(uri.getRawUserInfo());
    Security security = security(tls, options.get("starttls"), loopback(host));
    if (login != null && security == Security.NONE && !loopback(host)) {
      throw wrong("starttls=never would send the password in the clear to another machine");
    }
    String written = options.get("from");
    if (written == null) {
      throw wrong("from is missing, the address our mail comes from");
    }
    MailAddress from = MailAddress.parse(written);
    if (from == null) {
      throw wrong("from is not an e-mail address: \"" + written + "\"");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587;
    return new SmtpSettings(
        host,
        port,
        login,
        security,
        from.text(),
        options.get("name"),
        number(options, "connections", 4, 100),
        Duration.ofSeconds(number(options, "timeout", 600, 3600)));
  }

  /** The same with another patience. */
  public SmtpSettings patience(Duration other) {
    return new SmtpSettings(host, port, login, security, from, fromName, connections, other);
  }

  /** The same with another number of connections. */
  public SmtpSettings connections(int other) {
    return new SmtpSettings(host, port, login, security, from, fromName, other, patience);
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new HashMap<>();
    if (query == null || query.isEmpty()) {
      return options;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!KNOWN.contains(name)) {
        throw wrong("unknown option \"" + name + "\"; known are " + new TreeSet<>(KNOWN));
      }
      if (equals < 0 || options.put(name, decoded(pair.substring(equals + 1))) != null) {
        throw wrong(name + " needs exactly one value");
      }
    }
    return options;
  }

  private static @Nullable Login login(@Nullable String userInfo) {
    if (userInfo == null || userInfo.isEmpty()) {
      return null;
    }
    int colon = userInfo.indexOf(':');
    if (colon < 1) {
      throw wrong("there is a user but no password");
    }
    return new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  private static Security security(boolean tls, @Nullable String starttls, boolean loopback) {
    if (tls) {
      if (starttls != null) {
        throw wrong("starttls belongs to smtp://; smtps:// is encrypted from the start");
      }
      return Security.TLS;
    }
    if (starttls == null) {
      return loopback ? Security.STARTTLS_IF_OFFERED : Security.STARTTLS_REQUIRED;
    }
    return switch (starttls) {
      case "required" -> Security.STARTTLS_REQUIRED;
      case "never" -> Security.NONE;
      default -> throw wrong("starttls must be required or never, not \"" + starttls + "\"");
    };
  }

  private static boolean loopback(String host) {
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  private static int number(Map<String, String> options, String name, int otherwise, int most) {
    String written = options.get(name);
    if (written == null) {
      return otherwise;
    }
    if (written.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(written);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    throw wrong(name + " must be a number from 1 to " + most + ", not \"" + written + "\"");
  }

  private static String decoded(String text) {
    // URLDecoder takes + for a space, which an address or password may well contain.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "SMTP URL: " + what + ". Expected something like " + EXAMPLE);
  }
}
