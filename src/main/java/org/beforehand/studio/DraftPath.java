package org.beforehand.studio;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which files of the rules are the authors' to change. */
final class DraftPath {

  private static final Pattern CLEAN =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._ -]*(/[\\p{L}\\p{N}_][\\p{L}\\p{N}._ -]*)*");
  private static final int LONGEST = 200;

  private DraftPath() {}

  /**
   * @throws Refused saying why it is not
   */
  static void check(String path) {
    if (path.length() > LONGEST || !CLEAN.matcher(path).matches()) {
      throw wrong(path, "expected a path in the rules folder such as thanks/campaign.yaml");
    }
    String small = path.toLowerCase(Locale.ROOT);
    if (small.endsWith(".drl") || small.endsWith(".dsl")) {
      throw wrong(
          path,
          "what the sentences mean, and rules in DRL, are the engineers' and come only from the"
              + " folder");
    }
    if (path.indexOf('/') < 0 && !path.equals("contact-policy.yaml")) {
      throw wrong(
          path, "expected a file in a campaign's folder or in shared/, or contact-policy.yaml");
    }
  }

  private static Refused wrong(String path, String why) {
    return new Refused(Refused.Why.WRONG, path + ": " + why);
  }
}
