package org.beforehand.studio;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A code of eight digits, as it is kept. There are few such codes, so the hash is salted and slow:
 * whoever reads the table does not find it out within the hour that it is good for.
 *
 * @param kept the salt, then the hash
 */
record MailCode(byte[] kept) {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{8}");
  private static final int CODES = 100_000_000;
  private static final int SALT = 16;
  private static final int BITS = 256;
  private static final int ROUNDS = 100_000;

  /** Another one, in digits. */
  static String draw() {
    return Integer.toString(CODES + new SecureRandom().nextInt(CODES)).substring(1);
  }

  /** Whether it looks like one. */
  static boolean looksLikeOne(String digits) {
    return DIGITS.matcher(digits).matches();
  }

  static MailCode of(String digits) {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    return salted(digits, salt);
  }

  boolean is(String digits) {
    return MessageDigest.isEqual(kept, salted(digits, Arrays.copyOf(kept, SALT)).kept);
  }

  private static MailCode salted(String digits, byte[] salt) {
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(digits.toCharArray(), salt, ROUNDS, BITS))
              .getEncoded();
      byte[] kept = Arrays.copyOf(salt, SALT + hash.length);
      System.arraycopy(hash, 0, kept, SALT, hash.length);
      return new MailCode(kept);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    }
  }
}
