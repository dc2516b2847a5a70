package org.beforehand.decide;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beforehand.fact.Purpose;
import org.jspecify.annotations.Nullable;

/** {@code holdout} and {@code variants}, as they are written. */
final class ExperimentFile {

  private static final Pattern SHARE = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?)\\s*%");
  private static final Pattern VARIANT = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final int HEAVIEST = 1_000;

  private ExperimentFile() {}

  /**
   * @throws RulesRefused naming the line and what was expected
   */
  static Experiment read(Purpose purpose, @Nullable YamlNode holdout, @Nullable YamlNode variants) {
    refuse(purpose, holdout, "leaves nobody out");
    refuse(purpose, variants, "says the same to everybody");
    return new Experiment(share(holdout), weights(variants));
  }

  private static void refuse(Purpose purpose, @Nullable YamlNode written, String does) {
    if (written != null && !purpose.mayExperiment()) {
      throw written.refused(
          "expected no such line: a campaign of the purpose " + purpose.word() + " " + does);
    }
  }

  /** {@code 10%} or {@code 2.5%}; nobody where nothing is written. */
  static Holdout share(@Nullable YamlNode written) {
    if (written == null) {
      return Holdout.NOBODY;
    }
    Matcher share = SHARE.matcher(written.text());
    if (share.matches()) {
      Holdout holdout =
          new Holdout(new BigDecimal(share.group(1)).movePointRight(2).intValueExact());
      if (holdout.any()) {
        return holdout;
      }
    }
    throw written.refused(
        "expected a share of more than 0% and less than 100%, such as 10% or 2.5%, found \""
            + written.text()
            + "\"");
  }

  private static Map<String, Integer> weights(@Nullable YamlNode written) {
    if (written == null) {
      return Map.of();
    }
    Map<String, Integer> weights = new TreeMap<>();
    written
        .fields(
            name ->
                VARIANT.matcher(name).matches()
                    ? null
                    : "expected a variant's name in small letters, digits and hyphens, found \""
                        + name
                        + "\"")
        .forEach((name, weight) -> weights.put(name, weight.number(1, HEAVIEST)));
    if (weights.size() < 2) {
      throw written.refused("expected at least two variants, such as {a: 50, b: 50}");
    }
    return Collections.unmodifiableMap(weights);
  }
}
