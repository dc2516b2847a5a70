package org.beforehand.deliver;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses that customers get in their messages. Each names an outreach by its number and says
 * nothing of whose it is; nobody can make one without the secret, or use it for something else than
 * it was made for. Safe for many threads.
 */
public final class SignedLinks {

  /** The shortest secret that is taken, in characters. */
  public static final int SHORTEST_SECRET = 16;

  private static final String UNSUBSCRIBE = "unsubscribe";
  private static final String STILL_OUT = "still-out";
  private static final Pattern TOKEN = Pattern.compile("([0-9a-z]{1,13})-([A-Za-z0-9_-]{22})");

  /** 128 bits, of the 256 that HmacSHA256 gives (RFC 2104 allows half). */
  private static final int BYTES = 16;

  private final SecretKeySpec key;
  private final URI base;

  /**
   * @param secret at least {@link #SHORTEST_SECRET} characters, the same on every node
   * @param base where customers reach this program, such as {@code https://care.example.com}
   * @throws IllegalArgumentException if the secret is too short, or the base no http address
   */
  public SignedLinks(String secret, String base) {
    if (secret.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "expected at least " + SHORTEST_SECRET + " characters, found " + secret.length());
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    this.base = URI.create(base.endsWith("/") ? base : base + "/");
    if (this.base.getHost() == null || !String.valueOf(this.base.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "expected an address such as https://care.example.com, found " + base);
    }
  }

  /** Where the customer who got this says that they want no more of its kind. */
  public String unsubscribe(long outreach) {
    return base.resolve("p/" + token(UNSUBSCRIBE, outreach)).toString();
  }

  /** Where the customer who got this says that their service is out all the same. */
  public String stillOut(long outreach) {
    return base.resolve("o/" + token(STILL_OUT, outreach)).toString();
  }

  /** The outreach of an {@link #unsubscribe} link's last part; empty where it is none of ours. */
  public OptionalLong outreach(String token) {
    return outreach(UNSUBSCRIBE, token);
  }

  /** The outreach of a {@link #stillOut} link's last part; empty where it is none of ours. */
  public OptionalLong answered(String token) {
    return outreach(STILL_OUT, token);
  }

  private OptionalLong outreach(String use, String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()
        || !MessageDigest.isEqual(bytes(signature(use, parts.group(1))), bytes(parts.group(2)))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(parts.group(1), Character.MAX_RADIX));
  }

  private String token(String use, long outreach) {
    String number = Long.toString(outreach, Character.MAX_RADIX);
    return number + "-" + signature(use, number);
  }

  private String signature(String use, String number) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] whole = mac.doFinal(bytes(use + ":" + number));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
