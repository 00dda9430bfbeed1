package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.Mixup;
import io.sparkmixup.testing.Bits;
import io.sparkmixup.testing.ForkedJvm;
import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of a session do not change a bit. */
class HostileSessionTest {

  private static final String GOLDEN = "src/test/resources/golden";

  private static final List<String> EXPECTED = Bits.sorted(rows(usual()).collectAsList());

  @TempDir private Path folder;

  private static SparkSession usual() {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED");
    return session;
  }

  private static Dataset<Row> rows(SparkSession session) {
    return Mixup.of(session.read().parquet(GOLDEN + "/alltypes.parquet"))
        .mix("b", "s", "i", "l", "f", "d", "dec*", "doubles", "longs", "vector", "day", "ts", "ntz")
        .idColumns("k")
        .dataset();
  }

  @Test
  void theCommandLinePinsWhatChangesResults() throws Exception {
    ForkedJvm.run(folder.resolve("log"), HostileRun.class, folder.toString());
    Properties golden = new Properties();
    golden.load(Files.newBufferedReader(Path.of(GOLDEN, "fingerprints.properties")));
    assertThat(Files.readString(folder.resolve("report/report.json")))
        .containsPattern("\"output\"\\s*:\\s*\"" + golden.get("alltypes") + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "spark.sql.ansi.enabled=true",
        "spark.sql.ansi.enabled=false",
        "spark.sql.caseSensitive=true",
        "spark.sql.session.timeZone=Asia/Kathmandu",
        "spark.sql.session.timeZone=America/St_Johns",
        "spark.sql.timestampType=TIMESTAMP_NTZ",
        "spark.sql.legacy.timeParserPolicy=LEGACY",
        "spark.sql.adaptive.enabled=false",
        "spark.sql.codegen.wholeStage=false",
        "spark.sql.shuffle.partitions=1",
        "spark.sql.legacy.sizeOfNull=true",
        "spark.sql.mapKeyDedupPolicy=LAST_WIN",
      })
  void theLibraryDoesNotDependOn(String setting, String value) {
    SparkSession session = usual();
    session.conf().set(setting, value);
    assertThat(Bits.sorted(rows(session).collectAsList())).isEqualTo(EXPECTED);
  }
}
