package org.beforehand;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is and as whom to speak to it.
 *
 * @param url the JDBC address, without user and password
 * @param user as whom, or null to leave it to the driver
 * @param password never printed, or null
 */
record DatabaseAddress(String url, @Nullable String user, @Nullable String password) {

  /**
   * Reads {@code jdbc:postgresql://host:port/name?user=..&password=..} or {@code
   * postgresql://user:password@host:port/name}.
   *
   * @throws CannotStart where it is neither; the sentence does not repeat what was given, since
   *     that may hold a password
   */
  static DatabaseAddress parse(String text) {
    String plain = text.strip();
    if (plain.startsWith("jdbc:")) {
      plain = plain.substring("jdbc:".length());
    }
    if (plain.startsWith("postgres://")) {
      plain = "postgresql://" + plain.substring("postgres://".length());
    }
    URI uri;
    try {
      uri = new URI(plain);
    } catch (URISyntaxException e) {
      throw unreadable();
    }
    if (!"postgresql".equals(uri.getScheme()) || uri.getRawAuthority() == null) {
      throw unreadable();
    }
    return read(uri);
  }

  /** Another database of the same server. */
  DatabaseAddress named(String database) {
    return new DatabaseAddress(
        url.replaceFirst("/[^/?]*(?=$|\\?)", "/" + database), user, password);
  }

  private static DatabaseAddress read(URI uri) {
    // Not URI.getHost: one address may name several hosts, host1:5432,host2:5432.
    String authority = uri.getRawAuthority();
    int at = authority.lastIndexOf('@');
    String hosts = authority.substring(at + 1);
    String user = null;
    String password = null;
    if (at >= 0) {
      String[] who = authority.substring(0, at).split(":", 2);
      user = decoded(who[0]);
      password = who.length > 1 ? decoded(who[1]) : null;
    }
    List<String> rest = new ArrayList<>();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith("user=")) {
        user = decoded(pair.substring("user=".length()));
      } else if (pair.startsWith("password=")) {
        password = decoded(pair.substring("password=".length()));
      } else if (!pair.isEmpty()) {
        rest.add(pair);
      }
    }
    String options = rest.isEmpty() ? "" : "?" + String.join("&", rest);
    return new DatabaseAddress(
        "jdbc:postgresql://" + hosts + uri.getRawPath() + options, user, password);
  }

  private static String decoded(String text) {
    // A plus is a plus here, not a blank as in forms.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static CannotStart unreadable() {
    return new CannotStart(
        "BEFOREHAND_DATABASE_URL is not an address like"
            + " postgresql://user:password@host:5432/database.");
  }

  /** For people: without user, password and options. */
  @Override
  public String toString() {
    String shown = url.substring("jdbc:".length());
    int options = shown.indexOf('?');
    return options < 0 ? shown : shown.substring(0, options);
  }
}
