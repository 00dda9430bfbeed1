package io.sparkmixup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The documented layout of report.json. */
final class ReportSchema {

  static final Path FILE = Path.of("docs/report.schema.json");

  private ReportSchema() {}

  /** Reads a report that is as documented, with no field that is not. */
  static JsonNode read(Path folder) throws IOException {
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(violations(report)).as("violations of %s", FILE).isEmpty();
    return report;
  }

  /** What is wrong with a report, in words. */
  static List<String> violations(JsonNode report) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(FILE));
    return schema.validate(report).stream().map(Object::toString).sorted().toList();
  }
}
