package org.beforehand.studio;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks for what no row of a table fits, within some bounds: what a row leaves open is cut in two
 * until one row fits all of it, or none any of it. Since that can take for ever, it gives up after
 * so many looks.
 */
final class Coverage {

  /**
   * What one row fits.
   *
   * @param where for each thing, the cases
   */
  record Fit(int line, BitSet[] where) {

    boolean all(BitSet[] region) {
      for (int i = 0; i < region.length; i++) {
        if (!within(region[i], where[i])) {
          return false;
        }
      }
      return true;
    }

    boolean any(BitSet[] region) {
      for (int i = 0; i < region.length; i++) {
        if (!region[i].intersects(where[i])) {
          return false;
        }
      }
      return true;
    }
  }

  private final int most;
  private int left;
  private final List<BitSet[]> gaps = new ArrayList<>();
  private final SortedSet<Integer> used = new TreeSet<>();

  /**
   * @param most how many gaps to look for
   * @param looks when to give up
   */
  Coverage(int most, int looks) {
    this.most = most;
    this.left = looks;
  }

  /** What was found that no row fits. */
  List<BitSet[]> gaps() {
    return gaps;
  }

  /** Whether everything was looked through and some row fits all of it. */
  boolean complete() {
    return gaps.isEmpty() && left > 0;
  }

  /** The lines of the rows that were needed. */
  SortedSet<Integer> used() {
    return used;
  }

  int left() {
    return left;
  }

  void look(List<Fit> rows, BitSet[] region) {
    List<Fit> some = new ArrayList<>();
    for (Fit row : rows) {
      left--;
      if (row.any(region)) {
        if (row.all(region)) {
          used.add(row.line());
          return;
        }
        some.add(row);
      }
    }
    if (some.isEmpty()) {
      gaps.add(region);
      return;
    }
    int thing = open(some.get(0), region);
    BitSet fits = some.get(0).where()[thing];
    for (boolean inside : new boolean[] {false, true}) {
      if (left > 0 && gaps.size() < most) {
        BitSet[] half = region.clone();
        half[thing] = (BitSet) region[thing].clone();
        if (inside) {
          half[thing].and(fits);
        } else {
          half[thing].andNot(fits);
        }
        look(some, half);
      }
    }
  }

  private static int open(Fit row, BitSet[] region) {
    for (int i = 0; i < region.length; i++) {
      if (!within(region[i], row.where()[i])) {
        return i;
      }
    }
    throw new IllegalStateException("a row that fits everything leaves nothing open");
  }

  private static boolean within(BitSet part, BitSet whole) {
    for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
      if (!whole.get(i)) {
        return false;
      }
    }
    return true;
  }
}
