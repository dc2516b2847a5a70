package org.beforehand.studio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people who write, approve and operate, each known by a bearer token of their own. */
public final class Staff {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final int SECRET = 32;

  private final StaffTable table;
  private final Audit audit;

  public Staff(JdbcClient db) {
    this.table = new StaffTable(db);
    this.audit = new Audit(db);
  }

  /**
   * Adds a member, or gives one that is known a new token and role; the earlier token ends.
   *
   * @return the token, which is stored nowhere: {@code NAME.SECRET}
   * @throws Refused if it cannot be a name
   */
  public String add(String name, Role role, String by, Instant at) {
    if (!NAME.matcher(name).matches() || Member.NOT_STAFF.contains(name)) {
      throw new Refused(
          Refused.Why.WRONG,
          "expected a name of small letters, digits, dots and hyphens such as kari.n, other than "
              + String.join(", ", Member.NOT_STAFF)
              + "; found \""
              + name
              + "\"");
    }
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    String written = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    table.put(new Member(name, role), hash(written), at);
    audit.add(by, "staff.added", name, at, Map.of("role", role.word()));
    return name + "." + written;
  }

  /**
   * Ends a member's token.
   *
   * @return false if there is no such member
   */
  public boolean remove(String name, String by, Instant at) {
    boolean removed = table.remove(name);
    if (removed) {
      audit.add(by, "staff.removed", name, at, Map.of());
    }
    return removed;
  }

  /** Whose token it is; empty if it is nobody's. */
  public Optional<Member> of(String token) {
    int dot = token.lastIndexOf('.');
    if (dot < 0 || !NAME.matcher(token.substring(0, dot)).matches()) {
      return Optional.empty();
    }
    byte[] presented = hash(token.substring(dot + 1));
    return table
        .find(token.substring(0, dot))
        .filter(row -> MessageDigest.isEqual(row.hash(), presented))
        .map(StaffTable.Row::member);
  }

  /** Whether there is anybody yet. */
  public boolean any() {
    return table.any();
  }

  /** A secret of 256 random bits needs no slow hash. */
  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
