package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import io.sparkmixup.rows.Murmur3;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many synthetic rows each class makes. Every row of a class makes as many as all others, and
 * where the number does not divide evenly, the rows with the smallest selection hashes one more.
 *
 * <p>Classes are named by 128-bit hashes, sorted; the last entry is for all rows of no class that
 * is listed, which is every row where there is no class label.
 */
public final class Quotas implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Names names;

  /** By class, the rest last: original rows, synthetic rows. */
  private final long[] originals;

  private final long[] synthetic;

  /** By class: the largest selection hash of a row that makes one more. */
  private final long[] thresholdHigh;

  private final long[] thresholdLow;

  private Quotas(
      Names names, long[] originals, long[] synthetic, long[] thresholdHigh, long[] thresholdLow) {
    this.names = names;
    this.originals = originals;
    this.synthetic = synthetic;
    this.thresholdHigh = thresholdHigh;
    this.thresholdLow = thresholdLow;
  }

  /** A class by its 128-bit hash, its name for the reader, and its number of original rows. */
  public record ClassRows(long high, long low, String name, long rows) {}

  /**
   * Divides what is asked for over the classes: in proportion to their rows by largest remainders,
   * ties going to the smaller name; or evenly for a balance.
   *
   * @param classes those of the label, in any order; may be empty, or not all
   * @param rows the number of original rows of all classes
   * @throws RequestException if a class has more rows than a balance that its originals count
   *     towards, or no row would be made
   */
  public static Quotas of(Sizes sizes, List<ClassRows> classes, long rows) {
    long[] high = classes.stream().mapToLong(ClassRows::high).toArray();
    long[] low = classes.stream().mapToLong(ClassRows::low).toArray();
    long[] counts = classes.stream().mapToLong(ClassRows::rows).toArray();
    int[] order = Names.order(high, low);
    Names names = Names.of(high, low, order);
    long[] originals = Arrays.copyOf(Names.pick(counts, order), order.length + 1);
    originals[order.length] = rows - Arrays.stream(originals).sum();
    long[] synthetic =
        sizes.balance().isPresent()
            ? even(sizes, originals, Arrays.stream(order).mapToObj(classes::get).toList())
            : proportional(sizes.total(rows), originals);
    if (Arrays.stream(synthetic).sum() == 0) {
      throw new RequestException(
          "every class has its share of original rows already: no synthetic row to make");
    }
    long[] none = new long[originals.length];
    return new Quotas(names, originals, synthetic, none, none.clone());
  }

  private static long[] even(Sizes sizes, long[] originals, List<ClassRows> classes) {
    long target = sizes.balance().get().target(Arrays.copyOf(originals, originals.length - 1));
    long[] result = new long[originals.length];
    for (int c = 0; c < result.length - 1; c++) {
      boolean kept = sizes.originals() == Sizes.Originals.KEPT;
      if (kept && originals[c] > target) {
        throw new RequestException(
            String.format(
                Locale.ROOT,
                "--balance %s with --keep-originals: the class '%s' has %,d original rows, more than"
                    + " %,d: balance to max, or leave the originals out",
                sizes.balance().get(),
                classes.get(c).name(),
                originals[c],
                target));
      }
      result[c] = target - (kept ? originals[c] : 0);
    }
    BigInteger total =
        Arrays.stream(result)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (total.compareTo(BigInteger.valueOf(Sizes.TOO_MANY)) >= 0) {
      throw new RequestException(
          String.format(
              "--balance %s of %d classes makes %s rows: must make fewer than 10^18",
              sizes.balance().get(), classes.size(), total));
    }
    return result;
  }

  /** Largest remainders (Hamilton's method), in whole numbers. */
  private static long[] proportional(long total, long[] originals) {
    BigInteger rows = BigInteger.valueOf(Arrays.stream(originals).sum());
    long[] result = new long[originals.length];
    BigInteger[] remainders = new BigInteger[originals.length];
    Integer[] order = new Integer[originals.length];
    long left = total;
    for (int c = 0; c < result.length; c++) {
      BigInteger[] share =
          BigInteger.valueOf(total)
              .multiply(BigInteger.valueOf(originals[c]))
              .divideAndRemainder(rows);
      result[c] = share[0].longValueExact();
      remainders[c] = share[1];
      left -= result[c];
      order[c] = c;
    }
    Arrays.sort(
        order,
        (a, b) -> {
          int byRemainder = remainders[b].compareTo(remainders[a]);
          return byRemainder != 0 ? byRemainder : Integer.compare(a, b);
        });
    for (int i = 0; i < left; i++) {
      result[order[i]]++;
    }
    return result;
  }

  /** The same with the selection hashes up to which rows make one more, by class. */
  public Quotas withThresholds(long[] high, long[] low) {
    return new Quotas(names, originals, synthetic, high.clone(), low.clone());
  }

  /** The number of classes, with one more for the rest. */
  public int classes() {
    return originals.length;
  }

  /** The place of a class; that of the rest where it is not listed. */
  public int classOf(long high, long low) {
    int at = names.indexOf(high, low);
    return at < 0 ? names.size() : at;
  }

  /** The number of synthetic rows of all classes. */
  public long total() {
    return Arrays.stream(synthetic).sum();
  }

  /** The number of original rows of a class. */
  long originals(int c) {
    return originals[c];
  }

  /** The number of synthetic rows of a class. */
  public long total(int c) {
    return synthetic[c];
  }

  /** How many rows of a class make one more than the others; 0 where it comes out even. */
  public long selected(int c) {
    return originals[c] == 0 ? 0 : synthetic[c] % originals[c];
  }

  /** Whether some rows make more than others of their class. */
  public boolean select() {
    for (int c = 0; c < originals.length; c++) {
      if (selected(c) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether all rows make the same number. */
  public boolean equal() {
    if (select()) {
      return false;
    }
    long most = most();
    for (int c = 0; c < originals.length; c++) {
      if (originals[c] > 0 && most(c) != most) {
        return false;
      }
    }
    return true;
  }

  /** How many synthetic rows a row of a class makes, given its selection hash. */
  public long copies(int c, long hashHigh, long hashLow) {
    long all = originals[c] == 0 ? 0 : synthetic[c] / originals[c];
    if (selected(c) == 0) {
      return all;
    }
    int order = Long.compareUnsigned(hashHigh, thresholdHigh[c]);
    if (order == 0) {
      order = Long.compareUnsigned(hashLow, thresholdLow[c]);
    }
    return order <= 0 ? all + 1 : all;
  }

  /** The most that a row of a class makes. */
  public long most(int c) {
    return originals[c] == 0 ? 0 : (synthetic[c] + originals[c] - 1) / originals[c];
  }

  /** How many a row of a class makes on average. */
  public double mean(int c) {
    return originals[c] == 0 ? 0 : (double) synthetic[c] / originals[c];
  }

  /** The fewest that any row makes. */
  public long least() {
    long least = Long.MAX_VALUE;
    for (int c = 0; c < originals.length; c++) {
      if (originals[c] > 0) {
        least = Math.min(least, synthetic[c] / originals[c]);
      }
    }
    return least;
  }

  /** The most that any row makes. */
  public long most() {
    long most = 0;
    for (int c = 0; c < originals.length; c++) {
      most = Math.max(most, most(c));
    }
    return most;
  }

  /** A 128-bit hash of the whole table, for the record of the plan. */
  public String digest() {
    Murmur3 hash = new Murmur3();
    long a = 0;
    long b = 0;
    for (int c = 0; c < originals.length; c++) {
      hash.hash(a, b, originals[c], synthetic[c]);
      hash.hash(hash.high(), hash.low(), thresholdHigh[c], thresholdLow[c]);
      a = hash.high();
      b = hash.low();
    }
    return String.format(Locale.ROOT, "%016x%016x", a, b);
  }
}
