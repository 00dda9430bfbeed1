package io.sparkmixup;

import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.sparkmixup.io.FileFormat;
import io.sparkmixup.mixing.Mixing;
import io.sparkmixup.pairing.Pairing;
import io.sparkmixup.plan.MixupPlan;
import io.sparkmixup.testing.Bits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows, plan and seed give the same synthetic rows, bit for bit, as a multiset. */
class ReproducibilityTest {

  private static final int[] SHUFFLES = {1, 7, 200};

  private static final SampleRows[] DUPLICATES = {
    SampleRows.FEW_DUPLICATES,
    SampleRows.HALF_DUPLICATES,
    SampleRows.ONE_ROW_AS_ONE_PERCENT,
    SampleRows.FOUR_DISTINCT_ROWS
  };

  /** What comes out of the plain layout. */
  private static final Map<SampleRows, List<String>> EXPECTED = new EnumMap<>(SampleRows.class);

  @TempDir private Path folder;

  static Stream<SampleLayout> layouts() {
    return IntStream.range(0, 26)
        .mapToObj(
            i ->
                new SampleLayout(
                    new int[] {0, 1, 40}[i % 3],
                    i,
                    1 + i % 13,
                    SHUFFLES[(i / 3) % 3],
                    i % 2 == 0,
                    (i / 2) % 2 == 0,
                    i % 6));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void layoutsDoNotChangeABit(SampleLayout layout) {
    check(layout, SampleRows.UNIQUE_IDS);
    check(layout, SampleRows.REPEATED_IDS);
    check(layout, SampleRows.NO_IDS);
    // Seven layouts in a row have all numbers of files and partitions, with and without AQE.
    check(layout, DUPLICATES[layout.order() / 7]);
  }

  @ParameterizedTest
  @EnumSource(SampleRows.class)
  void layoutsDoNotChangeABitWhateverTheRowsAre(SampleRows sample) {
    check(new SampleLayout(5, 1, 3, 7, false, true, 4), sample);
    check(new SampleLayout(0, 2, 13, 200, true, false, 0), sample);
    check(new SampleLayout(1, 3, 1, 1, true, true, 2), sample);
    check(new SampleLayout(40, 4, 7, 7, false, false, 5), sample);
  }

  private void check(SampleLayout layout, SampleRows sample) {
    List<String> expected =
        EXPECTED.computeIfAbsent(sample, s -> synthesize(SampleLayout.PLAIN, s, 0));
    assertThat(synthesize(layout, sample, 0)).isEqualTo(expected);
  }

  private List<String> synthesize(SampleLayout layout, SampleRows sample, long seed) {
    String files = folder.resolve(sample.name() + layout.hashCode()).toString();
    Dataset<Row> rows = layout.lay(sample, files);
    Mixup mixup = sample.settings(Mixup.of(rows)).seed(seed);
    return Bits.sorted(mixed(mixup, rows, layout.tasks()).collectAsList());
  }

  /** As the library does it, or with the cells dealt out to a given number of tasks. */
  private static Dataset<Row> mixed(Mixup mixup, Dataset<Row> rows, int tasks) {
    if (tasks == 0) {
      return mixup.dataset();
    }
    MixupPlan plan = mixup.plan();
    Column place = functions.col("place");
    return Mixing.mix(
        Pairing.pair(rows, plan)
            .repartition(tasks, functions.shiftright(place, 1))
            .sortWithinPartitions(place),
        plan);
  }

  @ParameterizedTest
  @EnumSource(
      value = SampleRows.class,
      names = {"NO_IDS", "REPEATED_IDS", "HALF_DUPLICATES", "SMALL_STRATA"})
  void anotherSeedGivesOtherRows(SampleRows sample) {
    List<String> first = synthesize(SampleLayout.PLAIN, sample, 0);
    List<String> second = synthesize(SampleLayout.PLAIN, sample, 1);

    assertThat(second).hasSameSizeAs(first);
    long common = second.stream().filter(new java.util.HashSet<>(first)::contains).count();
    // Twins meet by chance, and guests and lone rows are few.
    assertThat((double) common).isLessThan(0.02 * first.size());
  }

  @Test
  void whatIsWrittenHasTheSameFingerprintsAndCounts() throws IOException {
    MixupResult one = write(SampleLayout.PLAIN, "one");
    MixupResult other = write(new SampleLayout(40, 3, 11, 200, false, true, 0), "other");

    assertThat(other.plan().input()).isEqualTo(one.plan().input()).isEqualTo(one.sums().input());
    assertThat(other.verification().orElseThrow().output())
        .isEqualTo(one.verification().orElseThrow().output());
    assertThat(other.sums().rows()).isEqualTo(one.sums().rows());
    assertThat(other.sums().guests()).isEqualTo(one.sums().guests()).isPositive();
    assertThat(other.sums().lone()).isEqualTo(one.sums().lone());
    assertThat(other.sums().verbatim()).isEqualTo(one.sums().verbatim());
    assertThat(other.sums().twins()).isEqualTo(one.sums().twins());
  }

  private MixupResult write(SampleLayout layout, String name) throws IOException {
    SampleRows sample = SampleRows.BLOCKS_OF_REPLICATES;
    Dataset<Row> rows = layout.lay(sample, folder.resolve(name + "-in").toString());
    return sample
        .settings(Mixup.of(rows))
        .writeTo(folder.resolve(name).toString(), FileFormat.PARQUET);
  }

  @Test
  void sparkTestingBaseFindsTheDatasetsEqual() {
    SampleRows sample = SampleRows.UNIQUE_IDS;
    Dataset<Row> one = dataset(SampleLayout.PLAIN, sample);
    Dataset<Row> other = dataset(new SampleLayout(0, 5, 9, 7, true, true, 0), sample);

    new JavaDatasetSuiteBase().assertDatasetEquals(one, other);
  }

  private Dataset<Row> dataset(SampleLayout layout, SampleRows sample) {
    // Missing values apart, since NaN is not equal to itself there.
    return sample
        .settings(Mixup.of(layout.lay(sample, "")))
        .dataset()
        .drop("kept")
        .na()
        .fill(0)
        .orderBy("id");
  }
}
