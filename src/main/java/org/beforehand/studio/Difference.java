package org.beforehand.studio;

import java.util.Objects;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/** By how much a group differs from those who were held out, as far as that can be told. */
public sealed interface Difference {

  /** Below so many counted customers in either group nothing is said. */
  int LEAST = 30;

  /**
   * Enough were counted.
   *
   * @param estimate the group's value less that of the held out
   * @param low of the 95% confidence interval around it
   * @param high of the same
   */
  record Measured(double estimate, double low, double high) implements Difference {}

  /** One of the groups is too small. */
  record TooFew() implements Difference {}

  /** Of two shares of customers: Newcombe's interval from two Wilson scores (1998, method 10). */
  static Difference ofShares(Uplift.Group group, Uplift.Group heldOut) {
    if (tooFew(group, heldOut)) {
      return new TooFew();
    }
    double share = value(group);
    double other = value(heldOut);
    ConfidenceInterval itsOwn = wilson(group);
    ConfidenceInterval theirs = wilson(heldOut);
    return new Measured(
        share - other,
        share - other - Math.hypot(share - itsOwn.getLowerBound(), theirs.getUpperBound() - other),
        share - other + Math.hypot(itsOwn.getUpperBound() - share, other - theirs.getLowerBound()));
  }

  /** Of two means: Welch's interval, which does not ask that the groups vary alike. */
  static Difference ofMeans(Uplift.Group group, Uplift.Group heldOut) {
    if (tooFew(group, heldOut)) {
      return new TooFew();
    }
    double estimate = value(group) - value(heldOut);
    double a = group.variance() / group.counted();
    double b = heldOut.variance() / heldOut.counted();
    if (a + b == 0) {
      return new Measured(estimate, estimate, estimate);
    }
    double freedom =
        (a + b) * (a + b) / (a * a / (group.counted() - 1) + b * b / (heldOut.counted() - 1));
    double half =
        new TDistribution(null, freedom).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2)
            * Math.sqrt(a + b);
    return new Measured(estimate, estimate - half, estimate + half);
  }

  /** Of a hundred such intervals, how many hold the truth. */
  double CONFIDENCE = 0.95;

  private static boolean tooFew(Uplift.Group group, Uplift.Group heldOut) {
    return Math.min(group.counted(), heldOut.counted()) < LEAST;
  }

  private static ConfidenceInterval wilson(Uplift.Group group) {
    return new WilsonScoreInterval()
        .createInterval(
            Math.toIntExact(group.counted()),
            (int) Math.round(value(group) * group.counted()),
            CONFIDENCE);
  }

  private static double value(Uplift.Group group) {
    return Objects.requireNonNull(group.value());
  }
}
