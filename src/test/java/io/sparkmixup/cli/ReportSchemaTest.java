package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.sparkmixup.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema of report.json fits real reports, and nothing else. */
class ReportSchemaTest {

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /** Few rows, a constant column, a column with holes, a range, and an address with a secret. */
  private JsonNode report(String... more) throws IOException {
    Files.writeString(
        folder.resolve("in.csv"), "x,y,c,kind\n1.5,1,7,a\n2.5,NA,7,b\n3.5,3,7,a\n4.5,2,7,b\n");
    String[] fixed = {
      "synthesize",
      "--input",
      at("in.csv"),
      "--null-values",
      "NA",
      "--output",
      at("out"),
      "--max-verbatim",
      "1",
      "--report",
      at("report"),
      "--mode",
      "overwrite"
    };
    String[] args = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, args, 0, fixed.length);
    System.arraycopy(more, 0, args, fixed.length, more.length);
    CommandRun run = CommandRun.onSpark(args);
    assertThat(run.code()).as(run.err()).isIn(0, 3);
    return ReportSchema.read(folder.resolve("report"));
  }

  @Test
  void reportsOfOddRunsFit() throws IOException {
    JsonNode unverified = report("--verify", "off");
    assertThat(unverified.has("verdict")).isFalse();
    assertThat(unverified.at("/kind").asText()).isEqualTo("synthesize");
    JsonNode odd = report("--label", "kind", "--range", "clip", "--rows", "9", "--law", "uniform");
    assertThat(odd.at("/plan/limits").size()).isEqualTo(3);
    assertThat(odd.at("/verdict/level").asDouble()).isEqualTo(1e-4);
  }

  /** What {@link io.sparkmixup.io.Secrets} does not refuse, since it is no option, is taken out. */
  @Test
  void noSecretGetsIntoAReport() throws IOException {
    report("--verify", "off", "--sql", "select *, 's3a://KEY:hunter2@bucket/x' as url from input");
    for (String file : new String[] {"report/report.json", "report/report.html"}) {
      assertThat(Files.readString(folder.resolve(file)))
          .doesNotContain("hunter2")
          .contains("s3a://[redacted]@bucket/x");
    }
  }

  @Test
  void whatIsNotDocumentedOrNotThereFails() throws IOException {
    ObjectNode report = (ObjectNode) report("--label", "kind");
    report.put("more", 1);
    assertThat(ReportSchema.violations(report))
        .singleElement()
        .asString()
        .contains("more", "not defined in the schema");
    report.remove("more");
    ((ObjectNode) report.at("/plan/columns/0")).put("extra", 1);
    assertThat(ReportSchema.violations(report)).singleElement().asString().contains("extra");
    ((ObjectNode) report.at("/plan/columns/0")).remove("extra");
    ((ObjectNode) report.at("/moments/covariance")).remove("observed");
    assertThat(ReportSchema.violations(report)).singleElement().asString().contains("observed");
    ObjectNode other = new ObjectMapper().createObjectNode().put("kind", "verify");
    assertThat(ReportSchema.violations(other)).anyMatch(v -> v.contains("reportVersion"));
  }

  @Test
  void theSchemaIsOneItself() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(ReportSchema.FILE.toFile());
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()))
                .validate(schema))
        .isEmpty();
  }
}
