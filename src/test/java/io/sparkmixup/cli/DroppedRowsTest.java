package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that {@code --nulls drop} leaves out are counted wherever rows are. */
class DroppedRowsTest {

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private static final String ROWS =
      "x,y,c\n1.5,1,a\n2.5,,b\n3.5,3,a\nNaN,2,b\n4.5,2,b\n,,b\n5.5,7,\n";

  private CommandRun synthesize(String... more) throws IOException {
    return synthesizeRows(ROWS, more);
  }

  private CommandRun synthesizeRows(String rows, String... more) throws IOException {
    Path in = Files.writeString(folder.resolve("in.csv"), rows);
    String[] fixed = {
      "synthesize",
      "--input",
      in.toString(),
      "--output",
      folder.resolve("out").toString(),
      "--report",
      folder.resolve("report").toString(),
      "--mode",
      "overwrite",
      "--verify",
      "off",
      "--max-verbatim",
      "1"
    };
    String[] args = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    CommandRun run = CommandRun.onSpark(args);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private long counted() throws IOException {
    return ReportSchema.read(folder.resolve("report")).at("/counts/droppedRows").asLong(-1);
  }

  private String page() throws IOException {
    return Files.readString(folder.resolve("report/report.html"));
  }

  @Test
  void allReportsCountThem() throws IOException {
    assertThat(synthesize("--nulls", "drop").out())
        .contains("4 in, 4 out\n", " 3 more rows, which miss a mixed value (--nulls drop)\n");
    assertThat(counted()).isEqualTo(3);
    assertThat(page()).contains("dropped: miss a mixed value");
    assertThat(synthesize("--nulls", "drop", "--dry-run").out())
        .contains(" 3 more rows, which miss a mixed value (--nulls drop)\n");
  }

  @Test
  void classesThatAreGoneWithThemAreSaid() throws IOException {
    String[] drop = {"--nulls", "drop", "--label", "c"};
    assertThat(synthesize(drop).out())
        .contains(" 3 more rows, which miss a mixed value (--nulls drop)\n");
    assertThat(droppedClasses()).isZero();

    assertThat(synthesizeRows(ROWS + ",1,rare\n,2,rare\n3,,rare\n", drop).out())
        .contains("(--nulls drop); all 3 rows of class 'rare' are among them\n");
    assertThat(droppedClasses()).isEqualTo(1);
    assertThat(page()).contains("all 3 rows of class").contains("among them");

    assertThat(synthesizeRows(ROWS + ",1,rare\n,2,rarer\n3,,rare\n", drop).out())
        .contains("; all rows of 2 classes are among them, as all 2 of class 'rare'\n");
    assertThat(droppedClasses()).isEqualTo(2);
  }

  private long droppedClasses() throws IOException {
    return ReportSchema.read(folder.resolve("report")).at("/counts/droppedClasses").asLong(-1);
  }

  @Test
  void roundsSayThem() throws IOException {
    Path in = Files.writeString(folder.resolve("in.csv"), ROWS);
    CommandRun run =
        CommandRun.onSpark(
            "repeat",
            "--input",
            in.toString(),
            "--output",
            folder.resolve("rounds").toString(),
            "--rounds",
            "2",
            "--nulls",
            "drop",
            "--max-verbatim",
            "1");
    assertThat(run.err())
        .containsOnlyOnce(
            "spark-mixup: note: left out are 3 more rows, which miss a mixed value (--nulls"
                + " drop)\n");
  }

  @Test
  void keptOriginalsAreWithoutThem() throws IOException {
    assertThat(synthesize("--nulls", "drop", "--keep-originals").out())
        .contains(
            "4 in, 8 out, 4 of them synthetic\n",
            " 3 more rows, which miss a mixed value (--nulls drop); the originals among the rows out"
                + " are without them\n");
    assertThat(counted()).isEqualTo(3);
    assertThat(page()).contains("not among the originals that are kept");
  }

  @Test
  void nothingIsSaidWhereNoneAreToBeDropped() throws IOException {
    assertThat(synthesize().out()).doesNotContain("dropped");
    assertThat(counted()).isZero();
    assertThat(page()).doesNotContain("dropped: miss");
  }
}
