package io.sparkmixup.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets in the open do not get into reports, wherever they stand in a command line. */
class SecretsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3a://KEY:SECRET@bucket/x                   | s3a://[redacted]@bucket/x
          --input=s3a://KEY:SE/CRET@bucket/x          | --input=s3a://[redacted]@bucket/x
          url=jdbc:postgresql://h/db?user=a&password=p| url=jdbc:postgresql://h/db?user=a&password=[redacted]
          jdbc:sqlserver://h;user=a;Pwd=p;encrypt=true| jdbc:sqlserver://h;user=a;Pwd=[redacted];encrypt=true
          https://a.blob/x?sv=1&sig=abc%3D&se=2       | https://a.blob/x?sv=1&sig=[redacted]&se=2
          password=tiger                              | password=[redacted]
          --input-option=fs.s3a.secret.key=tiger      | --input-option=fs.s3a.secret.key=[redacted]
          --output-option=api_key=a=b                 | --output-option=api_key=[redacted]
          """)
  void areTakenOut(String word, String safe) {
    assertThat(Secrets.redacted(List.of(word))).containsExactly(safe);
  }

  @Test
  void whatIsNoSecretStays() {
    List<String> words =
        List.of(
            "synthesize",
            "--input-option",
            "password=@env:DB_PASSWORD",
            "--input-option=password=@file:/run/secrets/db",
            "url=jdbc:postgresql://127.0.0.1:5432/shop",
            "dbtable=people",
            "hdfs://namenode:8020/user/a",
            "s3a://bucket/a@b:c",
            "token=",
            "--sql=select * from input where token = 'x' and a >= 1",
            "--copy=password_age,year");
    assertThat(Secrets.redacted(words)).isEqualTo(words);
  }
}
