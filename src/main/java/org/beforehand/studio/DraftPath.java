package org.beforehand.studio;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
    String why = problem(path);
    if (why != null) {
      throw new Refused(Refused.Why.WRONG, path + ": " + why);
    }
  }

  /** Why it is not theirs; null where it is. */
  static @Nullable String problem(String path) {
    if (path.length() > LONGEST || !CLEAN.matcher(path).matches()) {
      return "expected a path in the rules folder such as thanks/campaign.yaml";
    }
    String small = path.toLowerCase(Locale.ROOT);
    if (small.endsWith(".drl") || small.endsWith(".dsl")) {
      return "what the sentences mean, and rules in DRL, are the engineers' and come only from the"
          + " folder";
    }
    return path.indexOf('/') < 0 && !path.equals("contact-policy.yaml")
        ? "expected a file in a campaign's folder or in shared/, or contact-policy.yaml"
        : null;
  }
}
