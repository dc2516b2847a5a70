package org.beforehand.goodwill;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The codes of vouchers and discounts. A code follows from the number of its gesture and a key of
 * this installation's own, so that it need not be kept, is the same on every node and in every copy
 * of a message, and cannot be guessed from others. Safe for many threads.
 */
public final class Codes {

  /** Digits and letters that are not taken for each other when somebody reads them out. */
  private static final String SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final int LENGTH = 12;
  private static final int GROUP = 4;
  private static final int BITS = 5;

  private final CodeKeyTable table;
  private volatile @Nullable SecretKeySpec key;

  /** Those of an installation that has no secret: their key lies in the database as it is. */
  public Codes(JdbcClient db) {
    this.table = new CodeKeyTable(db);
  }

  /**
   * Those of an installation with a secret. Its key is sealed at the first start with one, so that
   * the database alone gives no code away from then on, and every code stays what it was.
   *
   * @param secret null for none
   * @param before the secret it is sealed with, where that has changed; it is sealed anew
   * @throws WrongSecret if it is sealed with neither
   */
  public static Codes sealed(JdbcClient db, @Nullable String secret, @Nullable String before) {
    Codes codes = new Codes(db);
    CodeKeyTable.Kept kept = codes.table.kept();
    // Of several nodes that start at once one seals it; the others see that when they look again.
    while (!codes.opened(kept, secret, before)) {
      kept = codes.table.kept();
    }
    return codes;
  }

  private boolean opened(CodeKeyTable.Kept kept, @Nullable String secret, @Nullable String before) {
    if (secret == null) {
      if (kept.plain() == null) {
        throw new WrongSecret();
      }
      key = spec(kept.plain());
      return true;
    }
    Seal seal = new Seal(secret);
    String sealed = kept.sealed();
    String now = sealed == null ? null : seal.open(sealed);
    if (now != null) {
      key = spec(now);
      return true;
    }
    String plain = kept.plain();
    if (sealed != null && before != null) {
      plain = new Seal(before).open(sealed);
    }
    if (plain == null) {
      throw new WrongSecret();
    }
    key = spec(plain);
    return table.seal(kept, seal.close(plain));
  }

  /** The code of a gesture, such as {@code 7KQ2-MXPA-94TD}: 60 bits that nobody can foresee. */
  public String of(long outreach) {
    byte[] bytes = mac("code:" + outreach);
    StringBuilder code = new StringBuilder(LENGTH + LENGTH / GROUP);
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(SIGNS.charAt(bytes[i] & ((1 << BITS) - 1)));
    }
    return code.toString();
  }

  /** What is kept of a code, however it was typed: in hexadecimal digits. */
  String hash(String code) {
    String plain = code.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
    return HexFormat.of().formatHex(mac("kept:" + plain));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key());
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static SecretKeySpec spec(String plain) {
    return new SecretKeySpec(plain.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      String plain = table.kept().plain();
      if (plain == null) {
        throw new WrongSecret();
      }
      known = spec(plain);
      key = known;
    }
    return known;
  }
}
