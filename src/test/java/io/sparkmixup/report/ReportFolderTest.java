package io.sparkmixup.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir Path dir;

  private static void write(Path folder, String value) throws Exception {
    ReportFolder.of(SPARK, folder.toString()).write(Map.of("k", value), "<p>" + value);
  }

  @Test
  void reportsAreReplacedWholeAndNotWrittenOver() throws Exception {
    Path folder = dir.resolve("r");
    write(folder, "one");
    // Whoever has the old file open goes on to read all of it.
    Path json = Files.createLink(dir.resolve("json"), folder.resolve("report.json"));
    Path html = Files.createLink(dir.resolve("html"), folder.resolve("report.html"));
    write(folder, "two");
    assertThat(json).content().contains("one");
    assertThat(html).hasContent("<p>one");
    assertThat(folder.resolve("report.json")).content().contains("two");
    assertThat(folder.resolve("report.html")).hasContent("<p>two");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("report.json", "report.html");
  }

  @Test
  void reportOfHadoopsOwnWriterIsReplacedWithItsChecksum() throws Exception {
    Path html = dir.resolve("r/report.html");
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(html.toString());
    var local = org.apache.hadoop.fs.FileSystem.getLocal(new Configuration());
    try (var out = local.create(path)) {
      out.writeBytes("<p>old");
    }
    write(dir.resolve("r"), "new");
    try (var in = local.open(path)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("<p>new");
    }
  }
}
