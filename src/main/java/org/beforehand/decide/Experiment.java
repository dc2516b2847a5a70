package org.beforehand.decide;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign finds out what it does: whom it leaves out, and which wordings it tries.
 *
 * @param variants the weight of each variant by its name; empty where all get the same
 */
public record Experiment(Holdout holdout, Map<String, Integer> variants) {

  /** Everybody gets the same. */
  public static final Experiment NONE = new Experiment(Holdout.NOBODY, Map.of());

  /**
   * The variant a customer gets, always the same one. Each variant draws for the customer in a lot
   * of its own, and the best draw for its weight wins (weighted rendezvous hashing): changing one
   * weight, or adding a variant, moves customers only to or from that one.
   *
   * @return null where there are no variants
   */
  @Nullable String variant(String campaign, String customer) {
    String chosen = null;
    double best = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Integer> variant : variants.entrySet()) {
      double place = Lot.place("variant " + variant.getKey(), campaign, customer);
      // Exponentially distributed: the smallest of several falls to each by its weight. Exact on
      // every machine, hence StrictMath.
      double draw = -StrictMath.log1p(-place) / variant.getValue();
      if (draw < best || draw == best && chosen != null && variant.getKey().compareTo(chosen) < 0) {
        best = draw;
        chosen = variant.getKey();
      }
    }
    return chosen;
  }
}
