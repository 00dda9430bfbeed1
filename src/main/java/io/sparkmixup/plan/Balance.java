package io.sparkmixup.plan;

import io.sparkmixup.RequestException;
import java.util.Arrays;
import java.util.Objects;

/** To how many rows all classes are evened out. */
public final class Balance {

  /** As many as the largest class has. */
  public static final Balance MAX = new Balance("max", 0);

  /** As many as the median of the classes' sizes, the lower one where there are two. */
  public static final Balance MEDIAN = new Balance("median", 0);

  private final String name;
  private final long number;

  private Balance(String name, long number) {
    this.name = name;
    this.number = number;
  }

  /**
   * This many rows of each class.
   *
   * @throws RequestException if it is not positive
   */
  public static Balance to(long number) {
    if (number < 1) {
      throw new RequestException("--balance " + number + ": must be max, median or 1 or more");
    }
    if (number >= Sizes.TOO_MANY) {
      throw new RequestException("--balance " + number + ": must be fewer than 10^18 rows");
    }
    return new Balance(String.valueOf(number), number);
  }

  /**
   * Reads what a user wrote: {@code max}, {@code median} or a number.
   *
   * @throws RequestException if it is none of them
   */
  public static Balance of(String text) {
    Objects.requireNonNull(text, "text");
    if (text.equals(MAX.name)) {
      return MAX;
    }
    if (text.equals(MEDIAN.name)) {
      return MEDIAN;
    }
    try {
      return to(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new RequestException(
          "--balance " + text + ": must be max, median or a whole number of rows", e);
    }
  }

  /** The number of rows for classes of these sizes. */
  long target(long[] sizes) {
    if (equals(MAX)) {
      return Arrays.stream(sizes).max().orElse(0);
    }
    if (equals(MEDIAN)) {
      long[] sorted = sizes.clone();
      Arrays.sort(sorted);
      return sorted[(sorted.length - 1) / 2];
    }
    return number;
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Balance balance && balance.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
