package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How columns are encoded in the Parquet files of an output. */
class ParquetWritingTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  /** The columns that have a dictionary in what is written with these options. */
  private Set<String> withDictionary(Map<String, String> options) throws IOException {
    OutputRequest request =
        OutputRequest.of("file:" + dir.resolve("out"), FileFormat.PARQUET).withOptions(options);
    try (Staged staged =
        FolderSink.of(SPARK, request)
            .stage(
                SPARK
                    .range(0, 1000, 1, 1)
                    .selectExpr(
                        "id % 7 AS whole",
                        "cast(id % 7 AS string) AS text",
                        "id % 7 * 0.5D AS `Groß #1`",
                        "cast(id % 7 AS float) AS f"))) {
      staged.publish();
    }
    Set<String> found = new TreeSet<>();
    String part = Folders.parts(dir.resolve("out")).get(0);
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(dir.resolve("out").resolve(part).toUri()),
                new Configuration()))) {
      for (ColumnChunkMetaData column : reader.getFooter().getBlocks().get(0).getColumns()) {
        if (column.hasDictionaryPage()) {
          found.add(column.getPath().toDotString());
        }
      }
    }
    return found;
  }

  @Test
  void floatingColumnsHaveNoDictionary() throws IOException {
    assertThat(withDictionary(Map.of())).containsExactly("text", "whole");
  }

  @Test
  void whoAsksForDictionariesHasThemAsAsked() throws IOException {
    assertThat(withDictionary(Map.of("Parquet.enable.dictionary", "true")))
        .containsExactly("Groß #1", "f", "text", "whole");
  }

  @Test
  void oneColumnMayBeAskedFor() throws IOException {
    assertThat(withDictionary(Map.of("parquet.enable.dictionary#text", "false")))
        .containsExactly("Groß #1", "f", "whole");
  }
}
