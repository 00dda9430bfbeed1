package io.sparkmixup.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are equal by chance, and copies among them. */
class VerbatimTest {

  private static final int RUNS = 2_000;

  private static long gaussian(double step, SplittableRandom random) {
    return Math.round(random.nextGaussian() / step);
  }

  /** Six of ten values are zero, the others are never equal. */
  private static long orZero(SplittableRandom random) {
    return random.nextDouble() < 0.6 ? 0 : random.nextLong();
  }

  private static List<Long> draw(int rows, LongSupplier law) {
    return LongStream.generate(law).limit(rows).boxed().toList();
  }

  private static List<Long> gaussian(double step, int rows, SplittableRandom random) {
    return draw(rows, () -> gaussian(step, random));
  }

  private static Verbatim verbatim(List<Long> original, List<Long> synthetic) {
    Map<Long, Long> before = new HashMap<>();
    original.forEach(value -> before.merge(value, 1L, Long::sum));
    List<Long> found = synthetic.stream().map(v -> before.getOrDefault(v, 0L)).toList();
    return new Verbatim(
        List.of("x"),
        true,
        found.stream().filter(times -> times > 0).count(),
        before.values().stream().filter(n -> n > 1).mapToLong(n -> n).sum(),
        found.stream().filter(times -> times == 1).count(),
        before.values().stream().filter(n -> n == 2).count(),
        before.values().stream().filter(n -> n == 3).count());
  }

  /** With 2,000 runs 2 % are four standard errors above 1 %. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 300, 300",
    "0.01, 300, 300",
    "0.01, 1000, 1000",
    "0.001, 1000, 1000",
    "0.0001, 1000, 1000",
    "0.01, 300, 3000",
    "0.001, 1000, 10000",
    "0.001, 300, 10000",
    "0.01, 3000, 300",
    "0.001, 10000, 1000",
    "0.0001, 10000, 300",
  })
  void rowsThatAreEqualByChanceAreNoCopies(double step, int before, int after) {
    long[] rejected = new long[2];
    IntStream.range(0, RUNS)
        .parallel()
        .mapToObj(
            run -> {
              SplittableRandom random = new SplittableRandom(run);
              Verbatim found =
                  verbatim(gaussian(step, before, random), gaussian(step, after, random));
              return new boolean[] {
                found.ofAny(before, after, 0.01).proven(),
                found.ofSingles(before, after, 0.01).proven()
              };
            })
        .forEachOrdered(
            proven -> {
              rejected[0] += proven[0] ? 1 : 0;
              rejected[1] += proven[1] ? 1 : 0;
            });
    assertThat(rejected[0]).as("of any original").isLessThanOrEqualTo(RUNS / 50);
    assertThat(rejected[1]).as("of originals that occur once").isLessThanOrEqualTo(RUNS / 50);
  }

  /** One in ten of the values that are not zero: beside the zeros chance hides them. */
  @Test
  void copiesDoNotHideBesideValuesThatManyRowsHave() {
    for (int run = 0; run < 100; run++) {
      SplittableRandom random = new SplittableRandom(run);
      List<Long> original = draw(2_000, () -> orZero(random));
      List<Long> copied =
          original.stream()
              .map(v -> v == 0 || random.nextDouble() < 0.1 ? v : random.nextLong())
              .toList();
      Verbatim found = verbatim(original, copied);
      assertThat(found.ofAny(2_000, 2_000, 5e-5).proven()).isFalse();
      Verbatim.Copies singles = found.ofSingles(2_000, 2_000, 5e-5);
      assertThat(singles.proven()).isTrue();
      assertThat(singles.sentence(0.01))
          .matches(
              "\\d+ of 2,000 rows \\(.* %\\) are verbatim copies of originals that occur once, more"
                  + " than --max-verbatim 0.01");
    }
  }

  /** A row that is copied a thousand times is no event of chance, however few others are equal. */
  @Test
  void oneRowThatIsCopiedOftenIsFound() {
    SplittableRandom random = new SplittableRandom(1);
    List<Long> original = new ArrayList<>(gaussian(0.0001, 10_000, random));
    List<Long> synthetic = gaussian(0.0001, 9_000, random);
    long single = 1_000_000;
    original.set(0, single);
    Verbatim before = verbatim(original, synthetic);
    assertThat(before.ofSingles(10_000, 9_000, 5e-5).proven()).isFalse();
    List<Long> more = new ArrayList<>(synthetic);
    more.addAll(Collections.nCopies(1_000, single));
    assertThat(verbatim(original, more).ofSingles(10_000, 10_000, 5e-5).proven()).isTrue();
  }
}
