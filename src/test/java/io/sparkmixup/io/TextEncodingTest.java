package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkmixup.RequestException;
import io.sparkmixup.testing.LocalSpark;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes of another encoding are found before they become U+FFFD. */
class TextEncodingTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String TEXT = "a,b\n1,x\n2,Zürich\n";
  private static final String NAME_IT =
      "name the encoding, such as --input-option encoding=ISO-8859-1";

  @TempDir private Path folder;

  private InputRequest write(String name, byte[] bytes) throws Exception {
    return InputRequest.of(Files.write(folder.resolve(name), bytes).toString());
  }

  private static void assertRefused(InputRequest request, String message) {
    assertThatThrownBy(() -> InputReader.read(SPARK, request))
        .isInstanceOf(RequestException.class)
        .hasMessage(message);
  }

  private static List<Row> rows(InputRequest request) {
    return InputReader.read(SPARK, request).collectAsList();
  }

  @Test
  void anotherEncodingIsRefusedAndReadWhereItIsNamed() throws Exception {
    InputRequest request = write("a.csv", TEXT.getBytes(StandardCharsets.ISO_8859_1));
    String message =
        "input file file:"
            + folder.resolve("a.csv")
            + " is not text in UTF-8, as its line 3 shows: "
            + NAME_IT;
    assertRefused(request, message);
    assertRefused(request.withSchema("a int, b string"), message);
    assertRefused(request.withNullValues("x", "y"), message);
    assertRefused(request.withOption("encoding", "utf-8"), message);
    assertThat(rows(request.withOption("encoding", "ISO-8859-1")))
        .hasToString("[[1,x], [2,Zürich]]");
    assertThat(rows(request.withOption("mode", "PERMISSIVE")).get(1).getString(1))
        .contains(TextEncoding.REPLACEMENT);
  }

  @Test
  void theFileIsNamedWhichItIs() throws Exception {
    write("a.csv", TEXT.getBytes(StandardCharsets.UTF_8));
    Path broken = folder.resolve("b.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(broken))) {
      out.write(TEXT.getBytes(StandardCharsets.ISO_8859_1));
    }
    assertRefused(
        InputRequest.of(folder.toString()),
        "input file file:" + broken + " is not text in UTF-8, as its line 3 shows: " + NAME_IT);
  }

  /** With a mark of the order of bytes, and without. */
  @ParameterizedTest
  @CsvSource({
    "UTF-16LE, true, UTF-16",
    "UTF-16BE, true, UTF-16",
    "UTF-16LE, false, UTF-16LE",
    "UTF-16BE, false, UTF-16BE",
    "UTF-32LE, true, UTF-32",
    "UTF-32BE, true, UTF-32"
  })
  void wideEncodingsAreReadWhereTheyAreNamed(String written, boolean mark, String name)
      throws Exception {
    InputRequest request =
        write("a.csv", ((mark ? "\uFEFF" : "") + TEXT).getBytes(Charset.forName(written)));
    assertRefused(
        request,
        String.format(
            "input file file:%s is text in %s, as its first bytes say: it needs --input-option"
                + " encoding=%s --input-option multiLine=true",
            folder.resolve("a.csv"), name, name));
    InputRequest named = request.withOption("encoding", name);
    assertRefused(
        named,
        "--input-option encoding="
            + name
            + " needs --input-option multiLine=true: line ends have several bytes");
    Dataset<Row> read = InputReader.read(SPARK, named.withOption("multiLine", "true"));
    assertThat(read.columns()).containsExactly("a", "b");
    assertThat(read.collectAsList()).hasToString("[[1,x], [2,Zürich]]");
  }

  @Test
  void whatComesLaterShowsInItsColumn() throws Exception {
    byte[] good = "1,x\n".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
    byte[] bad = "2,Zürich\n3,ä\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] all =
        Arrays.copyOf("a,b\n".getBytes(StandardCharsets.UTF_8), 4 + good.length + bad.length);
    System.arraycopy(good, 0, all, 4, good.length);
    System.arraycopy(bad, 0, all, 4 + good.length, bad.length);
    InputRequest request = write("a.csv", all);
    assertThat(InputReader.warnings(SPARK, request, InputReader.read(SPARK, request)))
        .containsExactly(
            "column 'b': 2 values hold U+FFFD, which stands for bytes that are not UTF-8; "
                + NAME_IT);
  }

  /** A head of 2^20 bytes may end anywhere. */
  @ParameterizedTest
  @CsvSource({"1048575, true", "1048574, true", "20, false"})
  void aCharacterMayGoOnAfterTheHead(int before, boolean good) {
    byte[] head = new byte[Math.min(before + 2, 1 << 20)];
    Arrays.fill(head, (byte) 'x');
    byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(euro, 0, head, before, Math.min(2, head.length - before));
    String complaint = TextEncoding.complaint(head, true);
    assertThat(complaint)
        .isEqualTo(good ? "" : "is not text in UTF-8, as its line 1 shows: " + NAME_IT);
    assertThat(TextEncoding.complaint(head, false)).isEmpty();
  }
}
